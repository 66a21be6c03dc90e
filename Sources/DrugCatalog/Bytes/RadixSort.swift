extension [UInt64] {
  /// Sorts by the bytes of the numbers, lowest first; bytes in which all numbers agree cost nothing but a look.
  /// - Complexity: O(count) for each byte that differs; needs as much memory again.
  mutating func radixSort() {
    guard count > 256 else { return sort() }
    var counts = [Int](repeating: 0, count: 8 * 256)
    for number in self {
      for byte in 0..<8 {
        counts[byte << 8 | Int(truncatingIfNeeded: (number >> UInt64(byte * 8)) & 0xFF)] += 1
      }
    }
    var other = [UInt64](repeating: 0, count: count)
    for byte in 0..<8 {
      let shift = UInt64(byte * 8)
      var places = [Int](counts[byte * 256..<byte * 256 + 256])
      if places.contains(count) { continue }
      var sum = 0
      for value in 0..<256 {
        (places[value], sum) = (sum, sum + places[value])
      }
      for number in self {
        let value = Int(truncatingIfNeeded: (number >> shift) & 0xFF)
        other[places[value]] = number
        places[value] += 1
      }
      swap(&self, &other)
    }
  }
}
