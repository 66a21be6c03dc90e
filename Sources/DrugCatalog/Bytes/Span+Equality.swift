extension Span where Element == UInt8 {
  /// Whether both hold the same bytes.
  func elementsEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
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
