/// From text to names: exact keys, beginnings of names, codes.
extension Catalog {
  /// Where a key stands among all keys of a catalog.
  package struct KeyPosition: Hashable, Sendable {
    let number: UInt32
  }

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

  /// A key that is read word by word: what was read so far can be looked up, and it can be told whether some name
  /// goes on behind it.
  package struct NameCursor {
    fileprivate var hash = KeyHash()

    package init() {}

    /// Goes on over the bytes of `range`; the caller includes the blanks between words.
    package mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
      for index in range { hash.combine(text[index]) }
    }
  }

  /// Every meaning of `key`, exact ones first; empty when the catalog does not know it.
  /// - Parameter key: A key that `NameKey` made, or its loose form.
  /// - Complexity: O(length of key).
  package func matches(_ key: Span<UInt8>) -> [NameMatch] {
    guard let position = position(of: key) else { return [] }
    return matches(at: position)
  }

  package func matches(at position: KeyPosition) -> [NameMatch] {
    var found: [NameMatch] = []
    forEachMatch(at: position) { found.append($0) }
    return found
  }

  /// Whether the catalog knows `key`, without decoding what it means.
  package func contains(_ key: Span<UInt8>) -> Bool { position(of: key) != nil }

  /// Where `key` stands; `nil` when the catalog does not know it.
  package func position(of key: Span<UInt8>) -> KeyPosition? {
    position(of: key, hash: KeyHash.of(key))
  }

  /// Where the text read by `cursor` stands. - Parameter key: The same text.
  package func position(of key: Span<UInt8>, readBy cursor: NameCursor) -> KeyPosition? {
    position(of: key, hash: cursor.hash.value)
  }

  /// Whether the text that `cursor` has read may be a key. May say yes wrongly, never no wrongly; costs no comparison.
  package func mayBeKey(_ cursor: NameCursor) -> Bool {
    let slots = bytes.section(.keySlots)
    return bytes.word(slots, Int(cursor.hash.value) & (slots.wordCount - 1)) != 0
  }

  /// Whether some name goes on after `key`, at the end of a word. May say yes wrongly, never no wrongly.
  package func mayBeginName(_ key: Span<UInt8>) -> Bool { mayBeginName(hash: KeyHash.of(key)) }

  /// The same for the text that `cursor` has read.
  package func mayBeginName(_ cursor: NameCursor) -> Bool { mayBeginName(hash: cursor.hash.value) }

  /// Hands over every meaning of the key at `position`; loose ones only where there is no exact one.
  package func forEachMatch(at position: KeyPosition, _ body: (NameMatch) -> Void) {
    let names = bytes.section(.names)
    forEachNameRow(at: position) { row, isExact in
      let at = Int(row) * CatalogName.wordsPerRow
      let tag = bytes.word(names, at + 2)
      let needsDetail = tag == 4 || tag == 7 || tag == 9
      body(
        NameMatch(
          nameRow: row, isExact: isExact,
          meaning: CatalogName.Meaning(
            tag: tag, target: bytes.word(names, at + 3),
            detail: needsDetail ? bytes.string(bytes.word(names, at + 4)) : "",
            kind: bytes.word(names, at + 5)),
          needsStrength: bytes.word(names, at + 6) != 0))
    }
  }

  /// The name of a row as the list writes it, without the rest of the record.
  package func nameText(_ row: UInt32) -> String {
    bytes.string(bytes.word(bytes.section(.names), Int(row) * CatalogName.wordsPerRow))
  }

  /// What the key at `position` may mean, at a glance.
  package func senses(at position: KeyPosition) -> NameSenses {
    NameSenses(bits: bytes.word(bytes.section(.keySenses), Int(position.number)))
  }

  private func forEachNameRow(at position: KeyPosition, _ body: (_ row: UInt32, _ isExact: Bool) -> Void) {
    let rows = bytes.items(.namesOfKey, of: Int(position.number))
    var hasExact = false
    for index in 0..<rows.count where rows[index] & Self.looseMark == 0 {
      hasExact = true
      body(rows[index], true)
    }
    if hasExact { return }
    for index in 0..<rows.count { body(rows[index] & ~Self.looseMark, false) }
  }

  /// The key at `position`, handed to `body`.
  package func withKey<Result>(at position: KeyPosition, _ body: (Span<UInt8>) -> Result) -> Result {
    bytes.withString(bytes.word(bytes.section(.keys), Int(position.number)), body)
  }

  /// Hands over the keys that begin with `start`, in order, until `body` returns false.
  /// - Complexity: O(log n) comparisons, then one step a key.
  package func forEachKey(startingWith start: Span<UInt8>, _ body: (KeyPosition, Span<UInt8>) -> Bool) {
    let keys = bytes.section(.keys)
    var (low, high) = (0, keys.wordCount)
    while low < high {
      let middle = (low + high) / 2
      let isBefore = bytes.withString(bytes.word(keys, middle)) { $0.lexicographicallyPrecedes(start) }
      if isBefore { low = middle + 1 } else { high = middle }
    }
    var goesOn = true
    while goesOn, low < keys.wordCount {
      goesOn = bytes.withString(bytes.word(keys, low)) { key in
        key.starts(with: start) && body(KeyPosition(number: UInt32(low)), key)
      }
      low += 1
    }
  }

  private func position(of key: Span<UInt8>, hash: UInt32) -> KeyPosition? {
    let slots = bytes.section(.keySlots)
    guard slots.wordCount > 0 else { return nil }
    let keys = bytes.section(.keys)
    var slot = Int(hash) & (slots.wordCount - 1)
    for _ in 0..<slots.wordCount {
      let stored = bytes.word(slots, slot)
      if stored == 0 { return nil }
      let isSame = bytes.withString(bytes.word(keys, Int(stored) - 1)) { $0.elementsEqual(key) }
      if isSame { return KeyPosition(number: stored - 1) }
      slot = (slot + 1) & (slots.wordCount - 1)
    }
    return nil
  }

  private func mayBeginName(hash: UInt32) -> Bool {
    let section = bytes.section(.prefixSlots)
    guard section.wordCount > 0 else { return false }
    let hash = hash | 1
    var slot = Int(hash >> 1) & (section.wordCount - 1)
    for _ in 0..<section.wordCount {
      let found = bytes.word(section, slot)
      if found == 0 { return false }
      if found == hash { return true }
      slot = (slot + 1) & (section.wordCount - 1)
    }
    return false
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

  /// Whether the combination is a brand.
  package func isBrand(_ combination: Row<Combination>) -> Bool {
    bytes.word(bytes.section(.combinations), Int(combination.number) * Combination.wordsPerRow + 2) != 0
  }

  /// What an ambiguous name may mean, as rows.
  package struct Ambiguity: Hashable, Sendable {
    package let name: String
    /// True when the first meaning is taken and the others are told as a remark.
    package let firstMeaningLeads: Bool
    package let meanings: [Meaning]

    package struct Meaning: Hashable, Sendable {
      /// Empty when not known.
      package let countries: [String]
      /// Empty when the thing meant is no drug of the catalog: `text` says what it is then.
      package let drugs: [DrugRow]
      package let text: String
    }
  }

  /// - Complexity: O(its meanings), unlike `ambiguousName`, whose ids must be looked up again.
  package func ambiguity(_ row: Row<AmbiguousName>) -> Ambiguity {
    var reader = RowReader(
      bytes, .ambiguousNames, row: Int(row.number), width: AmbiguousName.wordsPerRow)
    let name = reader.string()
    let leads = reader.flag()
    reader.skip(1)  // the note
    let meanings = bytes.list(reader.word()).map { child in
      var reader = RowReader(bytes, .meanings, row: Int(child), width: AmbiguousName.Meaning.wordsPerRow)
      return Ambiguity.Meaning(
        countries: reader.strings(), drugs: bytes.list(reader.word()).map { DrugRow($0) },
        text: reader.string())
    }
    return Ambiguity(name: name, firstMeaningLeads: leads, meanings: meanings)
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
