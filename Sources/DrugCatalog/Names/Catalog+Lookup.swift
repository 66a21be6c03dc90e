/// From text to names: exact keys, beginnings of names, near spellings.
extension Catalog {
  /// One name found for a key.
  package struct NameMatch: Hashable, Sendable {
    /// Row of the name; `Catalog.name(_:)` gives the whole of it.
    package let nameRow: UInt32
    /// False when the key equals the name's loose key only.
    package let isExact: Bool
    package let meaning: CatalogName.Meaning
    /// True for a name that is also a plain word.
    package let needsStrength: Bool
  }

  /// Every meaning of `key`, exact ones first; empty when the catalog does not know it.
  /// - Parameter key: A key that `NameKey` made, or its loose form.
  /// - Complexity: O(length of key).
  package func matches(_ key: Span<UInt8>) -> [NameMatch] {
    guard let position = position(of: key) else { return [] }
    return matches(atKey: position)
  }

  /// Whether the catalog knows `key`, without decoding what it means.
  package func contains(_ key: Span<UInt8>) -> Bool { position(of: key) != nil }

  /// Whether some name goes on after `key`, at the end of a word. May say yes wrongly, never no wrongly.
  package func mayBeginName(_ key: Span<UInt8>) -> Bool {
    let section = bytes.section(.prefixSlots)
    guard section.wordCount > 0 else { return false }
    let hash = KeyHash.of(key) | 1
    var slot = Int(hash >> 1) & (section.wordCount - 1)
    for _ in 0..<section.wordCount {
      let found = bytes.word(section, slot)
      if found == 0 { return false }
      if found == hash { return true }
      slot = (slot + 1) & (section.wordCount - 1)
    }
    return false
  }

  /// A name near a misspelt word.
  package struct Neighbour: Hashable, Sendable {
    /// The folded name.
    package let key: [UInt8]
    /// 1 or 2 edits.
    package let distance: Int
    /// What the name means; drugs, combinations and ambiguous names only.
    package let matches: [NameMatch]
  }

  /// Every name of a drug or combination within two edits of `key`, nearest first, then by key.
  /// - Complexity: about 6 look-ups a letter; no scan.
  package func neighbours(of key: Span<UInt8>) -> [Neighbour] {
    guard SpellingIndex.takesPart(key) else { return [] }
    var found: [Neighbour] = []
    for position in candidatePositions(key).sorted() {
      let name = keyBytes(position)
      let distance = SpellingIndex.distance(key, name.span)
      guard distance >= 1, distance <= 2 else { continue }
      let matches = matches(atKey: position).filter { match in
        switch match.meaning {
        case .drug, .combination, .ambiguous: match.isExact
        default: false
        }
      }
      if !matches.isEmpty { found.append(Neighbour(key: name, distance: distance, matches: matches)) }
    }
    return found.sorted { $0.distance < $1.distance }
  }

  private func candidatePositions(_ key: Span<UInt8>) -> Set<UInt32> {
    var candidates: Set<UInt32> = []
    let buckets = Int(bytes.word(bytes.section(.spellingsOfBucket), 0))
    guard buckets > 0 else { return [] }
    let shortest = max(SpellingIndex.lengths.lowerBound, key.count - 2)
    let longest = key.count + 2
    let firstHalves = shortest / 2 - 1...longest / 2 + 1
    let secondHalves = shortest - shortest / 2 - 1...longest - longest / 2 + 1
    func collect(_ hash: UInt32) {
      for position in bytes.items(.spellingsOfBucket, of: Int(hash) & (buckets - 1)) {
        candidates.insert(position)
      }
    }
    for length in firstHalves where length >= 0 && length <= key.count {
      SpellingIndex.forEachVariant(key.extracting(0..<length), .first, collect)
    }
    for length in secondHalves where length >= 0 && length <= key.count {
      SpellingIndex.forEachVariant(key.extracting(key.count - length..<key.count), .second, collect)
    }
    return candidates
  }

  private func position(of key: Span<UInt8>) -> UInt32? {
    let slots = bytes.section(.keySlots)
    guard slots.wordCount > 0 else { return nil }
    let keys = bytes.section(.keys)
    var slot = Int(KeyHash.of(key)) & (slots.wordCount - 1)
    for _ in 0..<slots.wordCount {
      let stored = bytes.word(slots, slot)
      if stored == 0 { return nil }
      let isSame = bytes.withString(bytes.word(keys, Int(stored) - 1)) { $0.elementsEqual(key) }
      if isSame { return stored - 1 }
      slot = (slot + 1) & (slots.wordCount - 1)
    }
    return nil
  }

  private func keyBytes(_ position: UInt32) -> [UInt8] {
    bytes.withString(bytes.word(bytes.section(.keys), Int(position))) { name in name.indices.map { name[$0] }
    }
  }

  private func matches(atKey position: UInt32) -> [NameMatch] {
    let names = bytes.section(.names)
    var found = bytes.items(.namesOfKey, of: Int(position)).map { word in
      let row = Int(word & ~Self.looseMark) * CatalogName.wordsPerRow
      let tag = bytes.word(names, row + 2)
      let needsDetail = tag == 4 || tag == 7 || tag == 9
      return NameMatch(
        nameRow: word & ~Self.looseMark, isExact: word & Self.looseMark == 0,
        meaning: CatalogName.Meaning(
          tag: tag, target: bytes.word(names, row + 3),
          detail: needsDetail ? bytes.string(bytes.word(names, row + 4)) : "",
          kind: bytes.word(names, row + 5)),
        needsStrength: bytes.word(names, row + 6) != 0)
    }
    if found.contains(where: \.isExact) { found.removeAll { !$0.isExact } }
    return found
  }

  /// What a code stands for. - Parameter system: `rxcui`, `atc`, `unii`, `snomed` or `ndc`.
  package func matches(code: String, system: String) -> [NameMatch] {
    matches(NameKey.fold(system + ":" + code).span)
  }

  /// Drugs of a combination, as rows. - Complexity: O(its ingredients).
  package func ingredients(of combination: Row<Combination>) -> [DrugRow] {
    let section = bytes.section(.combinations)
    return bytes.list(bytes.word(section, Int(combination.number) * Combination.wordsPerRow + 4))
      .map { DrugRow($0) }
  }

  /// Conditions whose name, alias or code this is; codes match ICD-10 entries as prefixes.
  /// - Complexity: O(conditions).
  package func condition(named text: String) -> Condition? {
    let key = NameKey.loose(NameKey.fold(text))
    return conditions.first { condition in
      ([condition.name] + condition.aliases).contains { NameKey.loose(NameKey.fold($0)) == key }
    }
  }
}
