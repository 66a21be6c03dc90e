/// Finds names within two edits (insert, delete, substitute, swap of neighbours) of a word.
///
/// A name is cut in two halves. Two edits leave at least one half with at most one edit in it, and two strings
/// one edit apart share a variant with at most one letter deleted. So the variants of both halves of every name
/// are filed under their hash, and a query looks up the variants of its own possible halves.
enum SpellingIndex {
  /// Lengths in bytes of the ASCII keys that take part.
  static let lengths = 3...64

  /// Which half a variant comes from.
  enum Half: UInt8 {
    case first = 0xF1
    case second = 0xF2
  }

  static func takesPart(_ key: Span<UInt8>) -> Bool {
    guard lengths.contains(key.count) else { return false }
    for index in key.indices where key[index] >= 0x80 { return false }
    return true
  }

  /// Hands the hash of `part` and of each of its one-letter deletions to `body`.
  static func forEachVariant(_ part: Span<UInt8>, _ half: Half, _ body: (UInt32) -> Void) {
    for skipped in -1..<part.count {
      // Deleting either of two equal neighbours gives the same variant.
      if skipped > 0, part[skipped] == part[skipped - 1] { continue }
      var hash = KeyHash()
      hash.combine(half.rawValue)
      for index in part.indices where index != skipped { hash.combine(part[index]) }
      body(hash.value)
    }
  }

  /// The number of edits between two words when it is at most two, otherwise 3.
  /// - Complexity: O(n), a band of five diagonals.
  static func distance(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    let most = 2
    guard abs(a.count - b.count) <= most, a.count <= 2 * lengths.upperBound else { return most + 1 }
    let width = b.count + 1
    var before = [Int](repeating: most + 1, count: width)
    var previous = (0..<width).map { min($0, most + 1) }
    var current = [Int](repeating: most + 1, count: width)
    for i in 1..<(a.count + 1) {
      let low = max(1, i - most)
      let high = min(b.count, i + most)
      current[low - 1] = low == 1 ? min(i, most + 1) : most + 1
      var least = current[low - 1]
      if low <= high {
        for j in low...high {
          let same = a[i - 1] == b[j - 1]
          var cost = previous[j - 1] + (same ? 0 : 1)
          cost = min(cost, current[j - 1] + 1)
          if j < i + most { cost = min(cost, previous[j] + 1) }
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
          current[j] = cost
          least = min(least, cost)
        }
      }
      if high < b.count { current[high + 1] = most + 1 }
      if least > most { return most + 1 }
      (before, previous, current) = (previous, current, before)
    }
    return min(previous[b.count], most + 1)
  }
}
