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

extension [UInt32] {
  /// Makes room for more as appending does by itself, in large pages when there is much already.
  mutating func makeRoom(for more: Int) {
    guard count + more > capacity, count >= 1 << 20 else { return }
    move(toRoom: Swift.max(count * 2, count + more))
  }

  /// Moves to memory for that many, in large pages.
  mutating func move(toRoom room: Int) {
    let old = self
    self = unsafe [UInt32](unsafeUninitializedCapacity: room) { buffer, filled in
      unsafe LargePages.advise(buffer.baseAddress, buffer.count * 4)
      filled = unsafe buffer.update(fromContentsOf: old)
    }
  }
}
