/// Finds the names near a misspelt word. Storage is reused from word to word, so one search belongs to one thread.
package struct SpellingSearch {
  /// A name near the word.
  package struct Neighbour: Hashable, Sendable {
    package let position: Catalog.KeyPosition
    /// 0, 1 or 2 edits.
    package let distance: Int
  }

  /// The neighbours of the last word, nearest first, then in the order of the keys.
  package private(set) var neighbours: [Neighbour] = []

  /// For each ASCII letter, the places of the word where it stands, as bits.
  private var places = [UInt64](repeating: 0, count: 128)
  /// Buckets that may hold names near the word, then what they hold. Gathered in steps, so that the reads of one
  /// step, each from another place in memory, need not wait for each other.
  private var buckets: [UInt32] = []
  private var filed: [UInt32] = []
  private var candidates: [UInt32] = []
  /// One bit for each key: whether it is among the candidates.
  private var isCandidate: [UInt64] = []

  package init() {}

  /// Finds every name of a drug, a combination or an ambiguous name within two edits of `word` (insert, delete,
  /// substitute, swap of neighbours).
  /// - Parameter word: A folded word in loose form; one that is not ASCII, or is shorter than 3 or longer than 64
  ///   bytes, has no neighbours.
  /// - Complexity: about 6 look-ups a letter and one comparison a candidate; no scan.
  package mutating func find(_ word: Span<UInt8>, in catalog: Catalog) {
    neighbours.removeAll(keepingCapacity: true)
    guard SpellingIndex.takesPart(word) else { return }
    collectCandidates(word, in: catalog)
    place(word)
    let keys = catalog.bytes.section(.keys)
    for candidate in candidates {
      isCandidate[Int(candidate >> 6)] = 0
      let distance = catalog.bytes.withString(catalog.bytes.word(keys, Int(candidate))) { name in
        abs(name.count - word.count) <= 2 ? edits(to: name, length: word.count) : 3
      }
      if distance <= 2 {
        neighbours.append(Neighbour(position: .init(number: candidate), distance: distance))
      }
    }
    clear(word)
    neighbours.sort { ($0.distance, $0.position.number) < ($1.distance, $1.position.number) }
  }

  /// The number of edits between two folded ASCII words of at most 64 bytes; 3 stands for three and more, and for
  /// words that are too long or not ASCII.
  package mutating func edits(between a: Span<UInt8>, and b: Span<UInt8>) -> Int {
    guard SpellingIndex.takesPart(a), abs(a.count - b.count) <= 2 else { return 3 }
    place(a)
    defer { clear(a) }
    return edits(to: b, length: a.count)
  }

  private mutating func place(_ word: Span<UInt8>) {
    for index in word.indices { places[Int(word[index])] |= 1 << UInt64(index) }
  }

  private mutating func clear(_ word: Span<UInt8>) {
    for index in word.indices { places[Int(word[index])] = 0 }
  }

  private mutating func collectCandidates(_ word: Span<UInt8>, in catalog: Catalog) {
    candidates.removeAll(keepingCapacity: true)
    let keyCount = catalog.bytes.section(.keys).wordCount
    if isCandidate.count < (keyCount + 63) / 64 {
      isCandidate = [UInt64](repeating: 0, count: (keyCount + 63) / 64)
    }
    let index = catalog.bytes.section(.spellingsOfBucket)
    let bucketCount = Int(catalog.bytes.word(index, 0))
    guard bucketCount > 0, bucketCount & (bucketCount - 1) == 0 else { return }
    collectBuckets(word, mask: UInt32(truncatingIfNeeded: bucketCount - 1))
    collectFiled(in: catalog.bytes, index, bucketCount)
    let signature = SpellingIndex.signature(of: word)
    let signatures = catalog.bytes.section(.spellingSignatures)
    for candidate in filed {
      guard SpellingIndex.mayBeNear(signature, catalog.bytes.word(signatures, Int(candidate))) else {
        continue
      }
      let bit: UInt64 = 1 << UInt64(candidate & 63)
      guard Int(candidate) < keyCount, isCandidate[Int(candidate >> 6)] & bit == 0 else { continue }
      isCandidate[Int(candidate >> 6)] |= bit
      candidates.append(candidate)
    }
  }

  /// The buckets of the variants of every possible half of `word`.
  private mutating func collectBuckets(_ word: Span<UInt8>, mask: UInt32) {
    buckets.removeAll(keepingCapacity: true)
    let shortest = max(SpellingIndex.lengths.lowerBound, word.count - 2)
    let longest = word.count + 2
    for length in max(0, shortest / 2 - 1)...min(longest / 2 + 1, word.count) {
      SpellingIndex.forEachVariant(word.extracting(0..<length), .first) { buckets.append($0 & mask) }
    }
    for length in max(0, shortest - shortest / 2 - 1)...min(longest - longest / 2 + 1, word.count) {
      SpellingIndex.forEachVariant(word.extracting(word.count - length..<word.count), .second) {
        buckets.append($0 & mask)
      }
    }
  }

  /// The names filed in the buckets: the index holds the number of buckets, where each begins, and the names.
  private mutating func collectFiled(
    in bytes: CatalogBytes, _ index: CatalogBytes.Section, _ bucketCount: Int
  ) {
    filed.removeAll(keepingCapacity: true)
    let firstItem = bucketCount + 2
    for bucket in buckets {
      let start = firstItem + Int(bytes.word(index, 1 + Int(bucket)))
      let end = min(firstItem + Int(bytes.word(index, 2 + Int(bucket))), index.wordCount)
      if start >= end { continue }
      for item in start..<end { filed.append(bytes.word(index, item)) }
    }
  }

  /// The number of edits between the word in `places` and `name`: the bit-parallel optimal string alignment of
  /// Hyyrö (2003), which compares one letter of `name` with the whole word at a time.
  private func edits(to name: Span<UInt8>, length: Int) -> Int {
    var distance = length
    let last: UInt64 = 1 << UInt64(length - 1)
    var (verticalPlus, verticalMinus, diagonal, before): (UInt64, UInt64, UInt64, UInt64) = (~0, 0, 0, 0)
    for index in name.indices {
      guard name[index] < 0x80 else { return 3 }
      let here = places[Int(name[index])]
      let swapped = ((~diagonal & here) << 1) & before
      diagonal = (((here & verticalPlus) &+ verticalPlus) ^ verticalPlus) | here | verticalMinus | swapped
      var horizontalPlus = verticalMinus | ~(diagonal | verticalPlus)
      var horizontalMinus = diagonal & verticalPlus
      if horizontalPlus & last != 0 { distance += 1 }
      if horizontalMinus & last != 0 { distance -= 1 }
      horizontalPlus = horizontalPlus << 1 | 1
      horizontalMinus <<= 1
      verticalPlus = horizontalMinus | ~(diagonal | horizontalPlus)
      verticalMinus = horizontalPlus & diagonal
      before = here
    }
    return min(distance, 3)
  }
}
