import DrugCatalog

/// Turns assembled elements into records. One extension for each subject.
struct DrugListInterpreter {
  let session: ImportSession
  private let severities = WordTable<Severity>()
  private let verifications = WordTable<Verification>()

  init(session: ImportSession) { self.session = session }

  func interpret(_ element: ListElement) {
    switch element.word {
    case .source: addSource(element)
    case .drug: addDrug(element)
    case .combination: addCombination(element)
    case .ambiguousName: addAmbiguousName(element)
    case .lookAlike: addLookAlike(element)
    case .drugClass: addClass(element)
    case .load: addLoad(element)
    case .crampAssociation: addAssociation(element)
    case .crampTreatment: addTreatment(element)
    case .condition: addCondition(element)
    case .interaction: addInteraction(element)
    case .interactionException: addException(element)
    case .riskFactor, .redFlag, .selfCare, .fact, .reconstructedListItem: addAdvice(element)
    case .words: addWords(element)
    case .notMedicine, .plainWord, .abbreviation: addOtherWord(element)
    default: break
    }
  }

  // MARK: Values shared by all subjects

  /// The record's own id, checked; `nil` after telling what is wrong, or when an earlier list has the record.
  func definedID(_ element: ListElement, _ kind: ImportIDs.Defined) -> String? {
    storedID(element, kind) == nil ? nil : element.attribute(.id)
  }

  /// As `definedID`, for records that need no more of it.
  func storedID(_ element: ListElement, _ kind: ImportIDs.Defined) -> StoredText? {
    element.withAttribute(.id) { id in
      if ValueForm.isID(id) { return session.define(kind, id, at: element.place) }
      session.problem("'\(String(id))' is no id: small letters, digits, '.', '_' and '-'", at: element.place)
      return nil
    }
  }

  func drugID(_ id: String, in element: ListElement) -> Drug.ID {
    session.mention(.drug, id, at: element.place)
    return Drug.ID(id)
  }

  func drugIDs(_ word: DrugListWord, _ element: ListElement) -> [Drug.ID] {
    element.items(word).map { drugID($0, in: element) }
  }

  func classID(_ id: String, in element: ListElement) -> DrugClass.ID {
    session.mention(.drugClass, id, at: element.place)
    return DrugClass.ID(id)
  }

  func conditionID(_ element: ListElement) -> Condition.ID? {
    guard let id = element.attribute(.condition) else { return nil }
    session.mention(.condition, id, at: element.place)
    return Condition.ID(id)
  }

  func ingredients(_ element: ListElement) -> [Drug.ID] {
    var drugs: [Drug.ID] = []
    for child in element.children where child.word == .ingredient {
      let drug = drugID(child.attribute(.drug) ?? "", in: child)
      if drugs.contains(drug) {
        session.problem("the ingredient '\(drug)' is named twice", at: child.place)
      } else {
        drugs.append(drug)
      }
    }
    return drugs
  }

  /// The sources of a record that must have some.
  func storedSources(_ element: ListElement) -> StoredList {
    let place = element.place
    return element.withAttribute(.source) { ids in
      var rows: [UInt32] = []
      var start = 0
      for index in ids.indices where ids[index] == 0x20 {
        rows.append(session.mention(.source, ids.extracting(start..<index), at: place))
        start = index + 1
      }
      let last = session.mention(.source, ids.extracting(start..<ids.count), at: place)
      return session.builder.store(rows: rows, last)
    }
  }

  func sourceIDs(_ element: ListElement) -> [Source.ID] {
    element.items(.source).map { id in
      session.mention(.source, id, at: element.place)
      return Source.ID(id)
    }
  }

  /// Sources and verification; those of `other` where the element gives none.
  func attribution(_ element: ListElement, or other: Attribution? = nil) -> Attribution {
    let sources = sourceIDs(element)
    let fallback = other?.verification ?? .primary
    return Attribution(
      sources.isEmpty ? other?.sources ?? [] : sources, verification(element, or: fallback))
  }

  func verification(_ element: ListElement, or fallback: Verification) -> Verification {
    element.withAttribute(.verification) { verifications[$0] } ?? choice(.verification, element, or: fallback)
  }

  /// A word of a fixed set; `fallback` when the attribute is missing. An unknown word is a problem.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ word: DrugListWord, _ element: ListElement, or fallback: Choice
  ) -> Choice where Choice.RawValue == String {
    guard let text = element.attribute(word) else { return fallback }
    if let choice = Choice(rawValue: text) { return choice }
    report(text, word, element, known: Choice.allCases.map(\.rawValue))
    return fallback
  }

  /// A word of a fixed set that is kept as a word; empty when the attribute is missing.
  func word(_ word: DrugListWord, _ element: ListElement, of known: [String]) -> String {
    guard let text = element.attribute(word) else { return "" }
    if !known.contains(text) { report(text, word, element, known: known) }
    return text
  }

  private func report(_ text: String, _ word: DrugListWord, _ element: ListElement, known: [String]) {
    session.problem(
      "'\(text)' is no value of '\(word.rawValue)'; known are \(known.joined(separator: ", "))",
      at: element.place)
  }

  func yesNo(_ word: DrugListWord, _ element: ListElement, or fallback: Bool) -> Bool {
    switch element.attribute(word) {
    case nil: return fallback
    case "yes": return true
    case "no": return false
    case let other?:
      session.problem("'\(other)' is no value of '\(word.rawValue)'; write yes or no", at: element.place)
      return fallback
    }
  }

  func countries(_ word: DrugListWord, _ element: ListElement) -> [String] {
    let codes = element.items(word)
    for code in codes where !ValueForm.isCountry(code) {
      session.problem("'\(code)' is no country code", at: element.place)
    }
    return codes
  }

  /// A whole number within `range`; `nil` when the attribute is missing or no good.
  func number(_ word: DrugListWord, _ element: ListElement, in range: ClosedRange<Int>) -> Int? {
    guard let text = element.attribute(word) else { return nil }
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number) {
      return number
    }
    session.problem(
      "'\(word.rawValue)' must be a whole number from \(range.lowerBound) to \(range.upperBound)",
      at: element.place)
    return nil
  }

  /// A severity word that is not known, or not in this place, is taken as the strictest: an alarm too many, never
  /// one too few.
  func severity(_ element: ListElement, or fallback: Severity, notAmong excluded: Severity) -> Severity {
    let known = element.withAttribute(.severity) { severities[$0] }
    if let known, known != excluded { return known }
    guard let text = element.attribute(.severity) else { return fallback }
    session.note(.unknownSeverity, text, at: element.place)
    return .contraindicated
  }

  /// Whom something concerns.
  func concern(_ element: ListElement) -> Concern {
    let isAnyone = isSaid(.anyone, element)
    let concern = Concern(
      ageFrom: number(.ageFrom, element, in: 0...120),
      ageTo: number(.ageBelow, element, in: 1...120).map { $0 - 1 }, sex: sex(element),
      pregnancy: isSaid(.pregnancy, element), breastFeeding: isSaid(.breastFeeding, element),
      condition: conditionID(element), eGFRBelow: number(.egfrBelow, element, in: 1...200))
    if isAnyone, concern != Concern() {
      session.problem("anyone=\"yes\" leaves no room for other attributes", at: element.place)
    }
    if let from = concern.ageFrom, let to = concern.ageTo, from > to {
      session.problem("nobody is \(from) or older and below \(to + 1)", at: element.place)
    }
    return concern
  }

  /// An attribute that can only be `yes`, or missing.
  private func isSaid(_ word: DrugListWord, _ element: ListElement) -> Bool {
    !self.word(word, element, of: ["yes"]).isEmpty
  }

  private func sex(_ element: ListElement) -> Concern.Sex? {
    switch word(.sex, element, of: ["female", "male"]) {
    case "female": .female
    case "male": .male
    default: nil
    }
  }

  // MARK: Sources

  private func addSource(_ element: ListElement) {
    guard let id = definedID(element, .source) else { return }
    let source = Source(
      id: Source.ID(id), title: element.childText(.title), publisher: element.childText(.publisher),
      year: number(.year, element, in: 1000...9999) ?? 0, doi: element.attribute(.doi) ?? "",
      pmid: element.attribute(.pmid) ?? "", url: element.attribute(.url) ?? "",
      seen: element.attribute(.seen) ?? "", note: element.childText(.note))
    check(source.doi, ValueForm.isDOI, "'doi'; write 10.1000/182", element)
    check(source.pmid, ValueForm.isPMID, "'pmid'; write digits", element)
    check(source.url, ValueForm.isWebAddress, "'url'; write https://…", element)
    if source.doi.isEmpty, source.pmid.isEmpty, source.url.isEmpty, source.publisher.isEmpty {
      session.problem("the source '\(id)' has neither doi, pmid, url nor publisher", at: element.place)
    }
    if !session.builder.add(source) { session.note(.repeatedDefinition, id, at: element.place) }
  }

  private func check(
    _ text: String, _ hasForm: (String) -> Bool, _ expected: String, _ element: ListElement
  ) {
    if !text.isEmpty, !hasForm(text) {
      session.problem("'\(text)' is no value of \(expected)", at: element.place)
    }
  }
}
