private import CMalloc

/// What becomes of memory that one file needed and the next one will.
enum WorkingMemory {
  /// Keeps freed memory in the process. The allocator's own rule gives the end of its memory back to the system as
  /// soon as 128 kB are free and takes it again for the next file: half the time of a scan of large bundles went
  /// there. What is kept is bounded for each thread.
  static func keep() {
    _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
    // Larger pieces than this still come from the system and go back to it.
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
  }
}
