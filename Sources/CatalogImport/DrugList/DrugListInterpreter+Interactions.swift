import DrugCatalog

/// Interactions and the pairs on which no class rule fires.
extension DrugListInterpreter {
  func addInteraction(_ element: ListElement) {
    guard let id = definedID(element, .interaction), let sides = sides(element) else { return }
    let statement = session.builder.add(
      InteractionStatement(
        id: id, severity: severity(element, or: .contraindicated, notAmong: .info),
        classification: choice(.classification, element, or: .unknown),
        jurisdictions: countries(.jurisdiction, element), scope: element.attribute(.scope) ?? "",
        effect: element.childText(.effect), mechanism: element.childText(.mechanism),
        action: element.childText(.action), seriousness: element.childText(.seriousness),
        context: element.childText(.context), evidence: element.childText(.evidence),
        exposureFrequency: element.childText(.exposureFrequency),
        harmFrequency: element.childText(.harmFrequency), basis: element.childText(.basis),
        note: element.childText(.note),
        otherLevels: element.children(.otherLevel).map { level in
          sourceIDs(level).map(\.rawValue).joined(separator: " ") + " " + level.text
        },
        contraindicatedPairs: contraindicatedPairs(element), attribution: attribution(element)))
    session.builder.add(InteractionRule(first: sides.0, second: sides.1, statement: statement))
  }

  private func contraindicatedPairs(_ element: ListElement) -> [Drug.ID] {
    element.children(.contraindicatedPair).flatMap { pair in
      let a = drugID(pair.attribute(.a) ?? "", in: pair)
      let b = drugID(pair.attribute(.b) ?? "", in: pair)
      if a == b { session.problem("a contraindicated-pair needs two different drugs", at: pair.place) }
      return [a, b]
    }
  }

  private func sides(_ element: ListElement) -> (InteractionSide, InteractionSide)? {
    var sides: [InteractionSide] = []
    for child in element.children where child.word == .drug || child.word == .drugClass {
      guard let ref = child.attribute(.ref) else { continue }
      sides.append(
        child.word == .drug
          ? .drug(DrugRow(session.mention(.drug, ref, at: child.place)))
          : .drugClass(ClassRow(session.mention(.drugClass, ref, at: child.place))))
    }
    guard sides.count == 2 else {
      session.problem("an interaction needs exactly two sides, each a drug or a class", at: element.place)
      return nil
    }
    if case .drug = sides[0], sides[0] == sides[1] {
      session.problem("an interaction cannot pair a drug with itself", at: element.place)
      return nil
    }
    return (sides[0], sides[1])
  }

  func addException(_ element: ListElement) {
    let a = drugID(element.attribute(.a) ?? "", in: element)
    let b = drugID(element.attribute(.b) ?? "", in: element)
    _ = attribution(element)
    if a == b {
      session.problem("an exception needs two different drugs", at: element.place)
    } else {
      session.builder.addException(a, b, reason: element.text)
    }
  }
}
