import DrugCatalog

/// Rule 4: one edit from the names of exactly one drug, and no name of another drug near enough to be meant.
extension LineResolver {
  /// Shorter words are never read as a misspelling.
  static let shortest = 5
  /// From this length on, a slip that keeps the sound needs no look at names two edits away.
  private static let longEnoughForSound = 6
  private static let mostUnknown = 4
  private static let longestRun = 4
  private static let insideARun: KeyWords.Gap = .blankOrHyphen | .stop | .comma

  /// The rule's verdict on the words `first` to `last`.
  mutating func spelling(of first: Int, _ last: Int) -> Spelling {
    let range = Int(words.words[first].start)..<Int(words.words[last].end)
    guard !isExact, range.count >= Self.shortest, range.count <= 64, !hidesDigits(first, last) else {
      return .none
    }
    if let known = spellings.answer(for: words.bytes[range]) { return known }
    let bytes = words.bytes
    let word = bytes.span.extracting(range)
    search.find(word, in: catalog)
    let verdict = verdict(on: word)
    spellings.remember(verdict, for: words.bytes[range])
    return verdict
  }

  /// `si1vastatin`, `c0deine`: a digit for a letter is a scanner's slip, and is suggested only.
  private func hidesDigits(_ first: Int, _ last: Int) -> Bool {
    (first...last).contains { index in
      let word = words.words[index]
      return word.hasLetter && word.count >= Self.shortest && hasDigit(word)
    }
  }

  func hasDigit(_ word: KeyWords.Word) -> Bool {
    words.bytes[word.range].contains { $0 >= 0x30 && $0 <= 0x39 }
  }

  private mutating func verdict(on word: Span<UInt8>) -> Spelling {
    let neighbours = search.neighbours
    guard let nearest = neighbours.first, nearest.distance > 0 else { return .none }
    let position = nearest.position
    guard let read = drugSets(at: position).first, !read.isEmpty else { return .none }
    if nearest.distance > 1 { return .far(read, name: spelled(position)) }
    let near = neighbours.prefix { $0.distance == 1 }
    for neighbour in near
    where !isTarget(neighbour.position) || standsForOther(neighbour.position, than: read)
      || changesProduct(neighbour.position, word)
    {
      return .several(read, name: spelled(position))
    }
    let slip = slip(of: word, to: near.map(\.position))
    for rival in neighbours.dropFirst(near.count) where standsForOther(rival.position, than: read) {
      if isRival(rival.position, of: word, read, slip) { return .several(read, name: spelled(position)) }
    }
    return .one(read, name: spelled(position))
  }

  /// Whether a word may be read as this name: not as an everyday word, nor as one of four letters.
  private func isTarget(_ position: Catalog.KeyPosition) -> Bool {
    catalog.senses(at: position).has(.standsAlone)
      && catalog.withKey(at: position) { $0.count } >= Self.shortest
  }

  /// `normosol r` is no slip for `normosol m`: a letter or digit that stands alone tells one product from another.
  private func changesProduct(_ position: Catalog.KeyPosition, _ word: Span<UInt8>) -> Bool {
    catalog.withKey(at: position) { Self.loneCharacters(of: $0) != Self.loneCharacters(of: word) }
  }

  private static func loneCharacters(of key: Span<UInt8>) -> [UInt8] {
    var lone: [UInt8] = []
    for index in key.indices where key[index] != 0x20 {
      let isFirst = index == 0 || key[index - 1] == 0x20
      let isLast = index + 1 == key.count || key[index + 1] == 0x20
      if isFirst, isLast { lone.append(key[index]) }
    }
    return lone
  }

  private func standsForOther(_ position: Catalog.KeyPosition, than drugs: [DrugRow]) -> Bool {
    drugSets(at: position).contains { !isSame(drugs, $0) }
  }

  /// Every set of drugs that the name may stand for.
  private func drugSets(at position: Catalog.KeyPosition) -> [[DrugRow]] {
    if catalog.senses(at: position).has(.plainWord) { return [] }
    return switch meaning(at: position) {
    case .drugs(let drugs, _): [drugs]
    case .led(let first, _): [first.drugs]
    case .open(let candidates): candidates.map(\.drugs)
    case .unsafe, .none: []
    }
  }

  // MARK: Rivals

  /// What is known about the slip that leads from a word to the names one edit away.
  private struct Slip {
    var names: [Catalog.KeyPosition]
    /// One of the names begins as the word does.
    var keepsFirstLetter: Bool
    /// The word sounds like one of the names, or has the beat of it.
    var keepsSound: Bool
    var isBrand: Bool
  }

  private func slip(of word: Span<UInt8>, to names: [Catalog.KeyPosition]) -> Slip {
    var slip = Slip(names: names, keepsFirstLetter: false, keepsSound: false, isBrand: true)
    for name in names {
      catalog.withKey(at: name) { key in
        if key[0] == word[0] { slip.keepsFirstLetter = true }
        if SoundSlip.leads(from: key, to: word) { slip.keepsSound = true }
      }
      if case .drugs(_, let isBrand) = meaning(at: name), !isBrand { slip.isBrand = false }
    }
    return slip
  }

  /// Whether a name of another drug, two edits away, forbids the reading.
  ///
  /// It does not when it begins with another letter while the names read do not (the first letter is seldom
  /// wrong), when the slip keeps the sound of a word of six letters or more, or when the names read are generic
  /// and the slip did not move the word nearer to the rival: then two slips are needed as before it. Names on a
  /// list of look-alikes are always rivals.
  private mutating func isRival(
    _ rival: Catalog.KeyPosition, of word: Span<UInt8>, _ read: [DrugRow], _ slip: Slip
  ) -> Bool {
    if areLookAlikes(rival, read) { return true }
    if slip.keepsFirstLetter {
      let sharesFirst = catalog.withKey(at: rival) { $0[0] == word[0] }
      if !sharesFirst { return false }
    }
    if slip.keepsSound, word.count >= Self.longEnoughForSound { return false }
    if slip.isBrand { return true }
    return slip.names.contains { isNearer(word: 2, to: rival, than: $0) }
  }

  private mutating func isNearer(
    word distance: Int, to rival: Catalog.KeyPosition, than name: Catalog.KeyPosition
  ) -> Bool {
    let rivalKey = catalog.withKey(at: rival) { key in key.indices.map { key[$0] } }
    let nameKey = catalog.withKey(at: name) { key in key.indices.map { key[$0] } }
    return distance < search.edits(between: nameKey.span, and: rivalKey.span)
  }

  private func areLookAlikes(_ rival: Catalog.KeyPosition, _ drugs: [DrugRow]) -> Bool {
    guard drugs.count == 1, case .drugs(let others, _) = meaning(at: rival), others.count == 1 else {
      return false
    }
    let id = catalog.drugID(others[0])
    return catalog.lookAlikes(of: drugs[0]).contains { $0.warns && ($0.drugA == id || $0.drugB == id) }
  }

  /// Every meaning of a name near the word, named as the catalog writes that name.
  func candidates(at position: Catalog.KeyPosition) -> [Resolution.Candidate] {
    if catalog.senses(at: position).has(.plainWord) { return [] }
    return switch meaning(at: position) {
    case .drugs(let drugs, _): [Resolution.Candidate(name: spelled(position), drugs: drugs)]
    case .led(let first, _): [Resolution.Candidate(name: spelled(position), drugs: first.drugs)]
    case .open(let candidates): candidates
    case .unsafe, .none: []
    }
  }

  /// The name at `position` as the catalog writes it.
  func spelled(_ position: Catalog.KeyPosition) -> String {
    var row: UInt32?
    catalog.forEachMatch(at: position) { match in
      switch match.meaning {
      case .drug, .combination, .ambiguous: if row == nil { row = match.nameRow }
      default: break
      }
    }
    return row.map(catalog.nameText) ?? ""
  }

  // MARK: Lines without a name

  /// Reads the first unknown word, or the run of words it begins, by the spelling rule.
  /// - Returns: the name it was read as.
  mutating func readHeadBySpelling() -> String? {
    let unknown = parts.indices.filter { parts[$0].kind == .unknown }
    guard let head = unknown.first, unknown.count <= Self.mostUnknown else { return nil }
    for start in [head - 1, head] where start >= 0 && (start == head || isRunnable(start)) {
      for end in runEnds(from: start, through: head).reversed() {
        if start < head, end < head { continue }
        guard case .one(let drugs, let name) = spelling(of: parts[start].first, parts[end].last) else {
          continue
        }
        if end == start, isMineralBeforeUnknown(drugs, end) { return nil }
        takeRun(start, end, drugs, name)
        return name
      }
    }
    return nil
  }

  private func isRunnable(_ index: Int) -> Bool {
    parts[index].kind == .word || parts[index].kind == .unknown
  }

  private func runEnds(from start: Int, through head: Int) -> [Int] {
    var ends = [start]
    var index = start + 1
    while index < parts.count, ends.count < Self.longestRun, isRunnable(index),
      gap(before: index).isOnly(Self.insideARun)
    {
      ends.append(index)
      index += 1
    }
    return ends
  }

  /// `potasium bitartrate` is not potassium.
  private func isMineralBeforeUnknown(_ drugs: [DrugRow], _ end: Int) -> Bool {
    guard end + 1 < parts.count, gap(before: end + 1).isOnly(.blankOrHyphen) else { return false }
    guard parts[end + 1].kind == .unknown || parts[end + 1].senses.has(.salt) else { return false }
    return drugs.contains { drug in
      catalog.position(of: NameKey.fold(catalog.drugName(drug)).span)
        .map { catalog.senses(at: $0).has(.salt) } ?? false
    }
  }

  /// `venlafaxin`: the generic name without its last vowel, as it is written in German.
  private func isForeignForm(_ first: Int, _ last: Int) -> Bool {
    guard first == last else { return false }
    let withVowel = words.bytes[words.words[first].range] + [UInt8(ascii: "e")]
    return catalog.contains(withVowel.span)
  }

  private mutating func takeRun(_ start: Int, _ end: Int, _ drugs: [DrugRow], _ name: String) {
    remarks.append(Remark.readAs(text(parts[start].first, parts[end].last), name))
    let isSpelled = !isForeignForm(parts[start].first, parts[end].last)
    parts[start].last = parts[end].last
    parts[start].kind = .name
    parts[start].senses = .none
    parts.removeSubrange(start + 1..<end + 1)
    let bracket = words.words[parts[start].first].bracket
    names.append(
      FoundName(part: start, drugs: drugs, isBrand: false, bracket: bracket, isSpelled: isSpelled))
  }
}
