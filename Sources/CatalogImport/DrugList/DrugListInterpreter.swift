import DrugCatalog

/// Turns assembled elements into records. One extension for each subject.
struct DrugListInterpreter {
  let session: ImportSession

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

  /// The record's own id, checked; `nil` after telling what is wrong.
  func definedID(_ element: ListElement, _ kind: String) -> String? {
    guard let id = checkedID(element.attribute(.id) ?? "", in: element) else { return nil }
    return session.define(kind, id, at: element.place) ? id : nil
  }

  func checkedID(_ id: String, in element: ListElement) -> String? {
    if ValueForm.isID(id) { return id }
    session.problem("'\(id)' is no id: small letters, digits, '.', '_' and '-'", at: element.place)
    return nil
  }

  func drugID(_ id: String, in element: ListElement) -> Drug.ID {
    session.mention("drug", id, at: element.place)
    return Drug.ID(id)
  }

  func drugIDs(_ word: DrugListWord, _ element: ListElement) -> [Drug.ID] {
    element.items(word).map { drugID($0, in: element) }
  }

  func classID(_ id: String, in element: ListElement) -> DrugClass.ID {
    session.mention("class", id, at: element.place)
    return DrugClass.ID(id)
  }

  func conditionID(_ element: ListElement) -> Condition.ID? {
    guard let id = element.attribute(.condition) else { return nil }
    session.mention("condition", id, at: element.place)
    return Condition.ID(id)
  }

  func ingredients(_ element: ListElement) -> [Drug.ID] {
    element.children(.ingredient).map { drugID($0.attribute(.drug) ?? "", in: $0) }
  }

  /// Sources and verification; those of `other` where the element gives none.
  func attribution(_ element: ListElement, or other: Attribution? = nil) -> Attribution {
    let sources = element.items(.source).map { id -> Source.ID in
      session.mention("source", id, at: element.place)
      return Source.ID(id)
    }
    let fallback = other?.verification ?? .primary
    return Attribution(
      sources.isEmpty ? other?.sources ?? [] : sources, choice(.verification, element, or: fallback))
  }

  /// A word of a fixed set; `fallback` when the attribute is missing. An unknown word is a problem.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ word: DrugListWord, _ element: ListElement, or fallback: Choice
  ) -> Choice where Choice.RawValue == String {
    guard let text = element.attribute(word) else { return fallback }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    session.problem("'\(text)' is no value of '\(word.rawValue)'; known are \(known)", at: element.place)
    return fallback
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

  /// A severity word that is not known is taken as the strictest: an alarm too many, never one too few.
  func severity(_ element: ListElement, or fallback: Severity) -> Severity {
    guard let text = element.attribute(.severity) else { return fallback }
    if let severity = Severity(rawValue: text) { return severity }
    session.note(.unknownSeverity, text, at: element.place)
    return .contraindicated
  }

  /// Whom something concerns.
  func concern(_ element: ListElement) -> Concern {
    if yesNo(.anyone, element, or: false) { return Concern() }
    return Concern(
      ageFrom: number(.ageFrom, element, in: 0...120),
      ageTo: number(.ageBelow, element, in: 1...120).map { $0 - 1 }, sex: sex(element),
      pregnancy: yesNo(.pregnancy, element, or: false),
      breastFeeding: yesNo(.breastFeeding, element, or: false),
      condition: conditionID(element), eGFRBelow: number(.egfrBelow, element, in: 1...200))
  }

  private func sex(_ element: ListElement) -> Concern.Sex? {
    switch element.attribute(.sex) {
    case nil: return nil
    case "f", "female": return .female
    case "m", "male": return .male
    case let other?:
      session.problem("'\(other)' is no value of 'sex'; write female or male", at: element.place)
      return nil
    }
  }

  // MARK: Sources

  private func addSource(_ element: ListElement) {
    guard let id = definedID(element, "source") else { return }
    let source = Source(
      id: Source.ID(id), title: element.childText(.title), publisher: element.childText(.publisher),
      year: number(.year, element, in: 1800...2100) ?? 0, doi: element.attribute(.doi) ?? "",
      pmid: element.attribute(.pmid) ?? "", url: element.attribute(.url) ?? "",
      seen: element.attribute(.seen) ?? "", note: element.childText(.note))
    if source.title.isEmpty { session.problem("the source '\(id)' has no title", at: element.place) }
    if source.doi.isEmpty, source.pmid.isEmpty, source.url.isEmpty, source.publisher.isEmpty {
      session.problem("the source '\(id)' has neither doi, pmid, url nor publisher", at: element.place)
    }
    if !session.builder.add(source) { session.note(.repeatedDefinition, id, at: element.place) }
  }
}
