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

  /// Buckets for `entryCount` variants: a power of two.
  static func bucketCount(for entryCount: Int) -> Int {
    var buckets = 16
    while buckets < entryCount { buckets *= 2 }
    return buckets
  }

  static func takesPart(_ key: Span<UInt8>) -> Bool {
    guard lengths.contains(key.count) else { return false }
    for index in key.indices where key[index] >= 0x80 { return false }
    return true
  }

  /// Which letters a word has, one bit each, and its length in the upper six bits: enough to see that most words
  /// are further than two edits apart. One edit changes at most two letters and the length by one.
  static func signature(of key: Span<UInt8>) -> UInt32 {
    var signature = UInt32(min(key.count, 63)) << 26
    for index in key.indices where key[index] >= 0x61 && key[index] <= 0x7A {
      signature |= 1 << UInt32(key[index] - 0x61)
    }
    return signature
  }

  /// False when two words with these signatures are more than two edits apart.
  static func mayBeNear(_ a: UInt32, _ b: UInt32) -> Bool {
    abs(Int(a >> 26) - Int(b >> 26)) <= 2 && ((a ^ b) << 6).nonzeroBitCount <= 4
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
}

extension Catalog {
  /// A name near a misspelt word.
  package struct Neighbour: Hashable, Sendable {
    /// The folded name, in loose form.
    package let key: [UInt8]
    /// 1 or 2 edits.
    package let distance: Int
    /// What the name means; drugs, combinations and ambiguous names only.
    package let matches: [NameMatch]
  }

  /// Every name of a drug or combination within two edits of `key`, nearest first, then by key. `SpellingSearch`
  /// does the same for many words without allocating.
  /// - Complexity: about 6 look-ups a letter; no scan.
  package func neighbours(of key: Span<UInt8>) -> [Neighbour] {
    var search = SpellingSearch()
    search.find(key, in: self)
    return search.neighbours.compactMap { neighbour in
      guard neighbour.distance > 0 else { return nil }
      let matches = matches(at: neighbour.position).filter { match in
        switch match.meaning {
        case .drug, .combination, .ambiguous: true
        default: false
        }
      }
      let key = withKey(at: neighbour.position) { key in key.indices.map { key[$0] } }
      return matches.isEmpty ? nil : Neighbour(key: key, distance: neighbour.distance, matches: matches)
    }
  }
}
