import DrugCatalog

/// Cramp associations and cramp treatments.
extension DrugListInterpreter {
  func addAssociation(_ element: ListElement) {
    guard let id = definedID(element, .association),
      let subject = associationSubject(element)
    else { return }
    let drugClass = element.attribute(.drugClass).map { classID($0, in: element) }
    let isClassLevel = yesNo(.classLevel, element, or: subject == .drugClass)
    if isClassLevel, drugClass == nil {
      session.problem("class-level=\"yes\" needs the attribute 'class'", at: element.place)
    }
    let association = CrampAssociation(
      id: id, subject: subject, drugClass: drugClass, isClassLevel: isClassLevel,
      flags: yesNo(.flags, element, or: true), symptom: choice(.symptom, element, or: .legCramps),
      reportedSymptom: element.childText(.reported), direction: choice(.direction, element, or: .notCompared),
      grade: choice(.grade, element, or: .d), evidence: element.childText(.evidence),
      figure: figure(element.child(.figure)), mechanism: element.childText(.mechanism),
      action: element.childText(.action), note: element.childText(.note), attribution: attribution(element))
    if association.flags, !association.mayFlag {
      session.problem(
        "flags=\"yes\" needs the direction excess, excess-not-significant or not-compared, "
          + "a symptom of cramps or spasms, and a grade from A to D", at: element.place)
    }
    session.builder.add(association)
  }

  private func associationSubject(_ element: ListElement) -> CrampAssociation.Subject? {
    let together = ingredients(element)
    if let drug = element.attribute(.drug) {
      if together.isEmpty { return .drug(drugID(drug, in: element)) }
    } else if together.count > 1 {
      return .together(together)
    } else if together.isEmpty, element.attribute(.drugClass) != nil {
      return .drugClass
    }
    session.problem("a cramp-association needs a drug, or ingredients, or a class alone", at: element.place)
    return nil
  }

  private func figure(_ element: ListElement?) -> CrampAssociation.Figure {
    guard let element else { return .init() }
    if let low = element.attribute(.low).flatMap(Double.init),
      let high = element.attribute(.high).flatMap(Double.init),
      low > high
    {
      session.problem("'low' is higher than 'high'", at: element.place)
    }
    func value(_ word: DrugListWord) -> String {
      guard let text = element.attribute(word), !text.isEmpty else { return "" }
      if !ValueForm.isFigure(text) {
        session.problem("'\(text)' is no number of '\(word.rawValue)'; write 1.48 or <1", at: element.place)
      }
      return text
    }
    return .init(
      measure: choice(.measure, element, or: .none), value: value(.value), low: value(.low),
      high: value(.high),
      comparator: value(.comparator), text: element.text)
  }

  // MARK: Treatments

  func addTreatment(_ element: ListElement) {
    let found = element.children.filter { $0.word != .ingredient }
    guard !found.isEmpty else {
      session.problem("<cramp-treatment> says nothing of its treatment", at: element.place)
      return
    }
    let statements = found.compactMap(statement)
    // All of them refused, or known from an earlier list.
    guard !statements.isEmpty else { return }
    let role: CrampTreatment.Role = choice(.role, element, or: .triedOnly)
    let cascade: CrampTreatment.Cascade = choice(.cascade, element, or: .no)
    let standing: CrampTreatment.Standing = choice(.standing, element, or: .limitedEvidence)
    func treatment(of subject: CrampTreatment.Subject) -> CrampTreatment {
      CrampTreatment(
        subject: subject, role: role, cascade: cascade, standing: standing, statements: statements)
    }
    let together = ingredients(element)
    let subjects = [
      element.has(.drug), element.has(.combination), element.has(.name), !together.isEmpty,
    ]
    guard subjects.count(where: { $0 }) == 1, together.count != 1 else {
      session.problem(
        "a cramp-treatment needs one of drug, combination, name and two or more ingredients",
        at: element.place)
      return
    }
    if element.attribute(.drug) != nil {
      // Several drugs are the same treatment, each by itself: the salts of magnesium.
      for drug in drugIDs(.drug, element) { session.builder.add(treatment(of: .drug(drug))) }
    } else if together.count > 1 {
      session.builder.add(treatment(of: .together(together)))
    } else if let combination = element.attribute(.combination) {
      session.addLater(treatment(of: .together([])), of: combination, at: element.place)
    } else if let name = element.attribute(.name) {
      session.builder.add(treatment(of: .measure(name)))
    }
  }

  private func statement(_ element: ListElement) -> TreatmentStatement? {
    guard let id = definedID(element, .statement),
      let kind = TreatmentStatement.Kind(rawValue: element.word.rawValue)
    else { return nil }
    let inText = element.childText(.text)
    if !element.hasText, inText.isEmpty {
      session.problem("<\(element.word.rawValue)> says nothing", at: element.place)
    }
    if element.hasText, !inText.isEmpty {
      session.problem("<\(element.word.rawValue)> has words beside <text>", at: element.place)
    }
    let date = element.attribute(.date) ?? ""
    if !date.isEmpty, !ValueForm.isLooseDate(date) {
      session.problem(
        "'\(date)' is no date; write 2010-02-09, 2010-02, 2010 or 2009-2010", at: element.place)
    }
    return TreatmentStatement(
      id: id, kind: kind, text: element.hasText ? element.text : inText, note: element.childText(.note),
      severity: severity(element, or: .info, notAmong: .none), date: date,
      jurisdictions: countries(.jurisdiction, element),
      population: element.attribute(.population) ?? "", isDisplayed: yesNo(.display, element, or: true),
      harm: choice(.kind, element, or: .other), isBoxed: yesNo(.boxed, element, or: false),
      concerns: element.children(.concerns).map { concerns in
        if concerns.attributeWords.isEmpty {
          session.problem("<concerns> says of nobody whom it means; write anyone=\"yes\"", at: concerns.place)
        }
        return concern(concerns)
      }, attribution: attribution(element))
  }

  // MARK: Conditions

  func addCondition(_ element: ListElement) {
    guard let id = definedID(element, .condition) else { return }
    var snomed: [String] = []
    var icd10: [String] = []
    for code in element.children(.code) {
      let system = code.attribute(.system) ?? ""
      guard system == "snomed" || system == "icd10", ValueForm.isCode(code.text, system: system) else {
        session.problem("'\(code.text)' is no code of snomed or icd10", at: code.place)
        continue
      }
      if system == "snomed" { snomed.append(code.text) } else { icd10.append(code.text) }
    }
    let condition = Condition(
      id: Condition.ID(id), name: element.attribute(.name) ?? "",
      aliases: element.children(.alias).map(\.text),
      snomedCodes: snomed, icd10Codes: icd10, attribution: attribution(element))
    if !session.builder.add(condition) { session.note(.repeatedDefinition, id, at: element.place) }
  }
}

extension CrampAssociation {
  /// Whether an association of this kind can make a cramp cause at all.
  var mayFlag: Bool {
    let direction = [.excess, .excessNotSignificant, .notCompared].contains(direction)
    let symptom = [.legCramps, .muscleCramps, .muscleSpasms].contains(symptom)
    return direction && symptom && grade != .control
  }
}
