import DrugCatalog

/// From the parts of a line to its answer.
extension LineResolver {
  static let mostDrugs = 32

  mutating func decide() -> Resolution {
    guard !parts.isEmpty else { return .unrecognised(suggestions: []) }
    settleDoubleRoles()
    var doubts: [Resolution.Candidate] = []
    var openParts: [Int] = []
    var stopped: [Resolution.Candidate] = []
    gatherNames(&openParts, &stopped)
    var basis: Resolution.Basis = isWhole ? .name : .nameInText
    if names.isEmpty, openParts.isEmpty {
      if let first = abbreviationAlone() {
        openParts = [first]
      } else if let answer = notAMedicine() ?? supplyWithBrand() {
        return answer
      } else if stopped.isEmpty, let readAs = readHeadBySpelling() {
        basis = .spelling(readAs: readAs)
      }
    }
    if names.isEmpty, stopped.isEmpty, let diluent = diluentAlone(openParts) { return diluent }
    settleOpenParts(openParts, &doubts)
    if !names.isEmpty { checkSurroundings(&doubts, &basis) }
    if words.words.count > Self.mostWords {
      remarks.append(Remark.tooLong(words.words.count, Self.mostWords))
      if !names.isEmpty { return .ambiguous(candidatesSoFar()) }
    }
    if !doubts.isEmpty { return .ambiguous(candidatesSoFar() + doubts) }
    if names.isEmpty { return nothingFound(stopped) }
    return unite(basis)
  }

  /// The whole line is one name.
  private var isWhole: Bool {
    parts.count == 1 && parts[0].first == 0 && !words.lastGap.has(.plus)
  }

  // MARK: Words with two roles

  /// Minerals are the salt of the name before them, or a drug; everyday words are names beside a strength only.
  private mutating func settleDoubleRoles() {
    for index in parts.indices {
      switch parts[index].kind {
      case .nameOrSalt: settleMineral(index)
      case .weakName where isBesideStrength(index): parts[index].kind = .name
      default: break
      }
    }
  }

  private mutating func settleMineral(_ index: Int) {
    if index > 0, parts[index - 1].kind == .name, !parts[index - 1].senses.has(.salt),
      isListedSalt(index)
    {
      parts[index].kind = .word
      remarks.append(Remark.salt(text(of: parts[index])))
      return
    }
    // `potassium bitartrate` and `xyzartan potassium`, when the catalog does not know them, are not potassium.
    let isAfterUnknown =
      index > 0 && parts[index - 1].kind == .unknown && gap(before: index).isOnly(.blankOrHyphen)
    parts[index].kind = isAfterUnknown || isBeforeUnknown(index) ? .unknown : .name
  }

  /// `losartan kalium`: the catalog knows a salt of the drug before with this mineral, under its preferred names.
  private func isListedSalt(_ index: Int) -> Bool {
    guard gap(before: index).isOnly(.blankOrHyphen),
      case .drugs(let drugs, _)? = parts[index - 1].position.map(meaning),
      case .drugs(let minerals, _)? = parts[index].position.map(meaning), drugs.count == 1,
      minerals.count == 1
    else { return false }
    let salt = NameKey.fold(catalog.drugName(drugs[0]) + " " + catalog.drugName(minerals[0]))
    guard case .drugs(let salted, _)? = catalog.position(of: NameKey.loose(salt).span).map(meaning) else {
      return false
    }
    return isSame(salted, drugs)
  }

  private func isBeforeUnknown(_ index: Int) -> Bool {
    index + 1 < parts.count && parts[index + 1].kind == .unknown
      && gap(before: index + 1).isOnly(.blankOrHyphen)
  }

  private func isBesideStrength(_ index: Int) -> Bool {
    guard index + 1 < parts.count else { return false }
    let next = parts[index + 1]
    return next.kind == .quantity || next.senses.has(.form)
  }

  func gap(before part: Int) -> KeyWords.Gap { words.words[parts[part].first].gap }

  // MARK: Names

  private mutating func gatherNames(_ open: inout [Int], _ stopped: inout [Resolution.Candidate]) {
    var isStopped = false
    for index in parts.indices {
      let part = parts[index]
      if index > 0,
        gap(before: index).has(.clauseEnd)
      {
        isStopped = false
      }
      if part.senses.has(.stop) { isStopped = true }
      switch part.kind {
      case .name:
        guard let position = part.position else { continue }
        take(meaning(at: position), index, isStopped, &open, &stopped)
      case .ambiguous, .unsafeAbbreviation:
        if !isStopped { open.append(index) }
      default: break
      }
    }
  }

  private mutating func take(
    _ meaning: KeyMeaning, _ index: Int, _ isStopped: Bool, _ open: inout [Int],
    _ stopped: inout [Resolution.Candidate]
  ) {
    guard case .drugs(let drugs, let isBrand) = meaning else {
      if !isStopped { open.append(index) }
      return
    }
    if isStopped {
      stopped.append(Resolution.Candidate(name: text(of: parts[index]), drugs: drugs))
      remarks.append(Remark.stopped(text(of: parts[index])))
    } else {
      let bracket = words.words[parts[index].first].bracket
      names.append(FoundName(part: index, drugs: drugs, isBrand: isBrand, bracket: bracket))
    }
  }

  /// The first part, when it is an abbreviation that doubles as a word of the line (`INH 300 mg`).
  private func abbreviationAlone() -> Int? {
    guard let first = parts.first, first.kind == .word,
      first.senses.has(.abbreviation)
    else { return nil }
    return 0
  }

  // MARK: Names with several meanings

  private mutating func settleOpenParts(_ open: [Int], _ doubts: inout [Resolution.Candidate]) {
    guard !open.isEmpty else { return }
    let known = names.flatMap(\.drugs)
    for index in open {
      guard let position = parts[index].position else { continue }
      let word = text(of: parts[index])
      switch meaning(at: position) {
      case .drugs, .none: break
      case .unsafe(let reading):
        remarks.append(Remark.unsafe(word, reading))
        if known.isEmpty || isBesideName(index) {
          doubts.append(Resolution.Candidate(name: reading, drugs: []))
        }
      case .open(let candidates):
        if candidates.contains(where: { agrees($0.drugs, known) }) { continue }
        doubts.append(contentsOf: candidates)
      case .led(let first, let others):
        if others.contains(where: { agrees($0.drugs, known) }) { continue }
        if isBeforeUnknown(index) || isBeforeVariant(index) {
          // `Fleet Phospho-Soda`, `Tylenol #3`: another product of the same house.
          doubts.append(contentsOf: [first] + others)
          continue
        }
        remarks.append(Remark.otherMeanings(word, listing(others)))
        let bracket = words.words[parts[index].first].bracket
        names.append(FoundName(part: index, drugs: first.drugs, isBrand: true, bracket: bracket))
      }
    }
    names.sort { $0.part < $1.part }
  }

  /// A number that tells one product from another: `#3`, `no. 3`, or one digit at the end of the line.
  private func isBeforeVariant(_ index: Int) -> Bool {
    guard index + 1 < parts.count else { return false }
    var next = index + 1
    var isMarked = gap(before: next).has(.other)
    if text(of: parts[next]) == "no", next + 1 < parts.count {
      next += 1
      isMarked = true
    }
    let word = words.words[parts[next].first]
    guard parts[next].kind == .quantity, word.count == 1 else { return false }
    return isMarked || next == parts.count - 1
  }

  private func agrees(_ drugs: [DrugRow], _ known: [DrugRow]) -> Bool {
    !drugs.isEmpty && drugs.allSatisfy(known.contains)
  }

  func listing(_ candidates: [Resolution.Candidate]) -> String {
    candidates.map { candidate in
      candidate.countries.isEmpty
        ? candidate.name : "\(candidate.name) (\(candidate.countries.joined(separator: ", ")))"
    }.joined(separator: ", ")
  }

  func isName(_ index: Int) -> Bool { names.contains { $0.part == index } }

  private func isBesideName(_ index: Int) -> Bool {
    (index > 0 && isName(index - 1)) || (index + 1 < parts.count && isName(index + 1))
  }

  // MARK: The answer

  func candidatesSoFar() -> [Resolution.Candidate] {
    names.prefix(Self.mostDrugs).map { name in
      Resolution.Candidate(name: text(of: parts[name.part]), drugs: name.drugs)
    }
  }

  /// All drugs named, in the order of the line; what stands in brackets must agree with what stands outside.
  private mutating func unite(_ basis: Resolution.Basis) -> Resolution {
    var united: [DrugRow] = []
    for name in names where name.bracket == 0 { append(name.drugs, to: &united) }
    let outside = united
    for name in names where name.bracket != 0 {
      let isStranger = !outside.isEmpty && !name.drugs.contains(where: outside.contains)
      if isStranger, !isJoinedBracket(name) { return .conflict(candidatesSoFar()) }
      if !outside.isEmpty, !name.drugs.allSatisfy(outside.contains) {
        let further = name.drugs.filter { !outside.contains($0) }.map(catalog.drugName)
        remarks.append(Remark.alsoHolds(text(of: parts[name.part]), further.joined(separator: ", ")))
      }
      append(name.drugs, to: &united)
    }
    if united.count > Self.mostDrugs {
      remarks.append(Remark.tooManyNames)
      return .ambiguous(candidatesSoFar())
    }
    return .resolved(united, basis)
  }

  private func append(_ drugs: [DrugRow], to united: inout [DrugRow]) {
    for drug in drugs where united.count <= Self.mostDrugs && !united.contains(drug) { united.append(drug) }
  }

  /// `lidocaine / (epinephrine)`: a mark before the bracket says that both are meant.
  private func isJoinedBracket(_ name: FoundName) -> Bool {
    guard let first = parts.firstIndex(where: { words.words[$0.first].bracket == name.bracket }) else {
      return false
    }
    return gap(before: first).has(.joiner)
  }

  private mutating func nothingFound(_ stopped: [Resolution.Candidate]) -> Resolution {
    if !stopped.isEmpty { return .unrecognised(suggestions: stopped) }
    for part in parts where part.kind == .drugClass { remarks.append(Remark.drugClass(text(of: part))) }
    for part in parts where part.kind == .weakName {
      remarks.append(Remark.weakName(text(of: part)))
      if let position = part.position, case .drugs(let drugs, _) = meaning(at: position) {
        return .unrecognised(suggestions: [.init(name: text(of: part), drugs: drugs)])
      }
    }
    for part in parts where part.kind == .unknown && part.senses.has(.salt) {
      if let position = part.position, case .drugs(let drugs, _) = meaning(at: position) {
        return .unrecognised(suggestions: [.init(name: text(of: part), drugs: drugs)])
      }
    }
    return suggestionsOnly()
  }
}
