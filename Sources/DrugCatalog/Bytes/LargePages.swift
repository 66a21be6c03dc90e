import Glibc

/// Large pages for memory that will be filled from one end to the other: hundreds of times fewer page faults.
enum LargePages {
  private static let leastByteCount = 16 << 20

  /// Advice only; the kernel may have other plans.
  static func advise(_ start: UnsafeMutableRawPointer?, _ count: Int) {
    guard count >= leastByteCount, let start = unsafe start else { return }
    let page = 2 << 20
    let first = (Int(bitPattern: start) + page - 1) / page * page
    let end = (Int(bitPattern: start) + count) / page * page
    guard first < end else { return }
    unsafe _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
  }
}
