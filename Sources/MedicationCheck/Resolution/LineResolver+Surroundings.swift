import DrugCatalog

/// What stands around the names of a line: may it be complete without it?
extension LineResolver {
  private static let mostWordsTold = 12
  static let insideAPhrase: KeyWords.Gap = .blankOrHyphen | .closeBracket

  /// Words that may stand for a further drug make the line doubtful; the rest is told as left over.
  mutating func checkSurroundings(
    _ doubts: inout [Resolution.Candidate], _ basis: inout Resolution.Basis
  ) {
    var leftOver: [String] = []
    for index in parts.indices {
      let part = parts[index]
      switch part.kind {
      case .unknown where !isName(index):
        weigh(index, &leftOver, &doubts, &basis)
      case .word where part.senses.has(.addition):
        if isDanglingAddition(index) {
          remarks.append(Remark.furtherIngredient(text(of: part)))
          doubts.append(Resolution.Candidate(name: text(of: part), drugs: []))
        }
      case .notMedicine:
        if isDevice(index) {
          remarks.append(Remark.device(text(of: part)))
          doubts.append(Resolution.Candidate(name: text(of: part), drugs: []))
        }
      case .weakName: remarks.append(Remark.weakName(text(of: part)))
      default: break
      }
    }
    if words.lastGap.has(.plus), let last = parts.indices.last, isName(last) {
      remarks.append(Remark.furtherIngredient("+"))
      doubts.append(Resolution.Candidate(name: "+", drugs: []))
    }
    tellLeftOver(leftOver)
  }

  private mutating func tellLeftOver(_ words: [String]) {
    guard !words.isEmpty else { return }
    let told = words.prefix(Self.mostWordsTold).joined(separator: " ")
    let more = words.count > Self.mostWordsTold ? " … (\(words.count - Self.mostWordsTold) more words)" : ""
    remarks.append(Remark.leftOver(told + more))
  }

  /// An unknown word may be a further medicine, may belong to a name beside it, or may mean nothing.
  private mutating func weigh(
    _ index: Int, _ leftOver: inout [String], _ doubts: inout [Resolution.Candidate],
    _ basis: inout Resolution.Basis
  ) {
    let word = text(of: parts[index])
    let spelling = spelling(of: parts[index].first, parts[index].last)
    if isJoinedToName(index), case .one(let drugs, let name) = spelling {
      add(drugs, readAs: name, at: index, &basis)
      return
    }
    if isKindOfMedicine(index) {
      remarks.append(Remark.drugClass(word))
      return
    }
    if let doubt = doubt(about: index) {
      remarks.append(doubt.remark)
      doubts.append(contentsOf: doubt.candidates)
      return
    }
    if case .one(let drugs, let name) = spelling, !isNamed(drugs) {
      remarks.append(Remark.possibleDrug(word, name))
      doubts.append(Resolution.Candidate(name: name, drugs: drugs))
      return
    }
    leftOver.append(word)
  }

  /// Why the line may not be complete with this word left out; `nil` when nothing says so.
  private mutating func doubt(
    about index: Int
  ) -> (remark: String, candidates: [Resolution.Candidate])? {
    let word = text(of: parts[index])
    let itself = [Resolution.Candidate(name: word, drugs: [])]
    if parts[index].senses.has(.salt) || looksLikeMedicine(index) || isJoinedToName(index) {
      return (Remark.joined(word), itself)
    }
    if let longer = nearLongerName(index) { return (Remark.mayBe(longer.name), [longer]) }
    if let others = namesBegun(index) {
      return (Remark.anotherProduct(text(parts[index - 1].first, parts[index].last), listing(others)), others)
    }
    if isShortSuffixOfBrand(index) || isBehindSpelledName(index) {
      return (Remark.furtherIngredient(word), itself)
    }
    return nil
  }

  private mutating func add(
    _ drugs: [DrugRow], readAs name: String, at index: Int, _ basis: inout Resolution.Basis
  ) {
    remarks.append(Remark.readAs(text(of: parts[index]), name))
    if case .spelling = basis {} else { basis = .spelling(readAs: name) }
    let bracket = words.words[parts[index].first].bracket
    names.append(
      FoundName(part: index, drugs: drugs, isBrand: false, bracket: bracket, isSpelled: true))
  }

  private func isNamed(_ drugs: [DrugRow]) -> Bool {
    drugs.allSatisfy { drug in names.contains { $0.drugs.contains(drug) } }
  }

  // MARK: Joined words

  /// `lisinopril/xyz`, `xyz-loratadine`: an unknown word that a mark ties to a name, with no more than strengths and
  /// words of the line between them.
  private func isJoinedToName(_ index: Int) -> Bool {
    let length = words.words[parts[index].first].count
    guard length >= 3 || isHyphenated(before: index + 1) else { return false }
    if joins(before: index, length) {
      var left = index - 1
      while left >= 0 {
        if isName(left) { return true }
        guard parts[left].kind == .quantity || parts[left].kind == .word else { break }
        if joins(before: left, length), left != index { break }
        left -= 1
      }
    }
    return index + 1 < parts.count && joins(before: index + 1, length) && isName(index + 1)
  }

  private func joins(before index: Int, _ length: Int) -> Bool {
    guard index > 0, index < parts.count else { return false }
    let gap = gap(before: index)
    if gap.has(.slash) { return length >= 4 }
    return gap.has(.joiner) || gap == .hyphen
  }

  private func isHyphenated(before index: Int) -> Bool {
    index < parts.count && gap(before: index) == .hyphen && isName(index)
  }

  /// `Claritin D`, `Advil PM`: a short word behind a brand often names a further ingredient.
  private func isShortSuffixOfBrand(_ index: Int) -> Bool {
    guard index > 0, let name = names.first(where: { $0.part == index - 1 }), name.isBrand else {
      return false
    }
    let word = words.words[parts[index].first]
    return word.count <= 4 && gap(before: index).isOnly(.blankOrHyphen)
  }

  /// An unknown word with a strength of its own, before any name: the name behind it may be no more than a vehicle.
  private func looksLikeMedicine(_ index: Int) -> Bool {
    guard let first = names.first, index < first.part, index + 1 < parts.count else { return false }
    let word = words.words[parts[index].first]
    return word.count >= Self.shortest && !hasDigit(word) && parts[index + 1].kind == .quantity
  }

  /// `conjubated estrogens`: the word and the name beside it are near a longer name, of other drugs.
  private mutating func nearLongerName(_ index: Int) -> Resolution.Candidate? {
    for (first, last) in [(index - 1, index), (index, index + 1)] where first >= 0 && last < parts.count {
      guard isName(first) || isName(last), gap(before: last).isOnly(.blankOrHyphen) else { continue }
      switch spelling(of: parts[first].first, parts[last].last) {
      case .one(let drugs, let name), .several(let drugs, let name), .far(let drugs, let name):
        let isSameDrugs = isNamed(drugs) && names.allSatisfy { $0.drugs.allSatisfy(drugs.contains) }
        if !isSameDrugs { return Resolution.Candidate(name: name, drugs: drugs) }
      case .none: break
      }
    }
    return nil
  }

  /// `Methylxanthines + Theophylline 200 MG`: lines of some systems begin with the kind of the medicine, in the plural.
  private func isKindOfMedicine(_ index: Int) -> Bool {
    let word = words.words[parts[index].last]
    guard let first = names.first, index < first.part, word.count >= 6,
      words.bytes[Int(word.end) - 1] == UInt8(ascii: "s"), index + 1 < parts.count
    else { return false }
    return gap(before: index + 1).has(.plus) && gap(before: index + 1).has(.blank)
  }

  /// A word that follows a name which was itself misspelt: two words in doubt are one too many.
  private func isBehindSpelledName(_ index: Int) -> Bool {
    guard index > 0, gap(before: index).isOnly(.blankOrHyphen) else { return false }
    return names.contains { $0.part == index - 1 && $0.isSpelled }
  }

  /// `isosorbide mn`, `Advil nght`: names of other drugs that go on behind this name that the unknown word may be
  /// short for. Behind a generic name, a name that holds the same drug and more is a combination, and no rival.
  private func namesBegun(_ index: Int) -> [Resolution.Candidate]? {
    guard index > 0, let name = names.first(where: { $0.part == index - 1 }),
      gap(before: index).isOnly(.blankOrHyphen), words.words[parts[index].first].count >= 2
    else { return nil }
    let start = Int(words.words[parts[index - 1].first].start)
    let bytes = words.bytes
    let range = start..<Int(words.words[parts[index].first].start) + 1
    var found: [Resolution.Candidate] = []
    let word = Array(bytes[words.words[parts[index].first].range])
    catalog.forEachKey(startingWith: bytes.span.extracting(range)) { position, key in
      guard Self.isShort(word, for: key.extracting(range.count - 1..<key.count)) else { return true }
      for other in candidates(at: position) {
        if name.isBrand ? isSame(other.drugs, name.drugs) : name.drugs.allSatisfy(other.drugs.contains) {
          continue
        }
        if !found.contains(where: { isSame($0.drugs, other.drugs) }) { found.append(other) }
      }
      return found.count < 4
    }
    return found.isEmpty ? nil : found
  }

  /// All letters of `word` stand in `whole`, in that order: `mn` for mononitrate.
  private static func isShort(_ word: [UInt8], for whole: Span<UInt8>) -> Bool {
    var next = 0
    for index in whole.indices where next < word.count && whole[index] == word[next] { next += 1 }
    return next == word.count
  }

  private func isDanglingAddition(_ index: Int) -> Bool {
    var next = index + 1
    while next < parts.count, parts[next].kind == .quantity { next += 1 }
    if next < parts.count, isName(next) { return false }
    var before = index - 1
    while before >= 0, parts[before].kind == .quantity || parts[before].senses.has(.release) {
      before -= 1
    }
    return before >= 0 && isName(before)
  }

  /// `glucose test strip`, `sterile diluent for Flolan`, `alpha-glucosidase inhibitors`.
  private func isDevice(_ index: Int) -> Bool {
    switch notMedicineKind(of: parts[index]) {
    case "device", "supply", "diluent":
      if index == 0 { return true }
      return isName(index - 1) && gap(before: index).isOnly(Self.insideAPhrase)
    case "class-heading":
      return index > 0 && isName(index - 1) && gap(before: index).isOnly(.blankOrHyphen)
    default: return false
    }
  }
}
