import Glibc

extension Span where Element == UInt8 {
  /// Whether both hold the same bytes.
  func elementsEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBytes { a in
      unsafe other.withUnsafeBytes { b in
        unsafe a.isEmpty || memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0
      }
    }
  }

  func starts(with start: Span<UInt8>) -> Bool {
    count >= start.count && extracting(0..<start.count).elementsEqual(start)
  }

  /// Whether this comes before `other` in the order of bytes.
  func lexicographicallyPrecedes(_ other: Span<UInt8>) -> Bool {
    for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
      return self[index] < other[index]
    }
    return count < other.count
  }
}
