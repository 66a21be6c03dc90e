import DrugCatalog

/// Interactions and the pairs on which no class rule fires.
extension DrugListInterpreter {
  /// The records of which a large list has most: their texts go from the batch to the catalog without a string made.
  func addInteraction(_ element: ListElement) {
    guard let id = storedID(element, .interaction), let sides = sides(element) else { return }
    let children = element.firstChildren
    let builder = session.builder
    func text(_ word: DrugListWord) -> StoredText { children.withText(word) { builder.store($0) } }
    let statement = builder.add(
      StoredStatement(
        id: id, severity: severity(element, or: .contraindicated, notAmong: .info),
        classification: choice(.classification, element, or: .unknown),
        jurisdictions: builder.store(countries(.jurisdiction, element)),
        scope: element.withAttribute(.scope) { builder.store($0) }, effect: text(.effect),
        mechanism: text(.mechanism), action: text(.action), seriousness: text(.seriousness),
        context: text(.context), evidence: text(.evidence), exposureFrequency: text(.exposureFrequency),
        harmFrequency: text(.harmFrequency), basis: text(.basis), note: text(.note),
        otherLevels: builder.store(otherLevels(element, children)),
        contraindicatedPairs: builder.store(contraindicatedPairs(element, children)),
        sources: storedSources(element), verification: verification(element, or: .primary)))
    builder.add(InteractionRule(first: sides.0, second: sides.1, statement: statement))
  }

  private func otherLevels(_ element: ListElement, _ first: FirstChildren) -> [String] {
    guard first.has(.otherLevel) else { return [] }
    return element.children(.otherLevel).map { level in
      sourceIDs(level).map(\.rawValue).joined(separator: " ") + " " + level.text
    }
  }

  private func contraindicatedPairs(_ element: ListElement, _ first: FirstChildren) -> [Drug.ID] {
    guard first.has(.contraindicatedPair) else { return [] }
    return element.children(.contraindicatedPair).flatMap { pair in
      let a = drugID(pair.attribute(.a) ?? "", in: pair)
      let b = drugID(pair.attribute(.b) ?? "", in: pair)
      if a == b { session.problem("a contraindicated-pair needs two different drugs", at: pair.place) }
      return [a, b]
    }
  }

  private func sides(_ element: ListElement) -> (InteractionSide, InteractionSide)? {
    var first: InteractionSide?
    var second: InteractionSide?
    var count = 0
    for child in element.children where child.word.isSide {
      count += 1
      let side = side(child)
      if count == 1 { first = side } else { second = side }
    }
    guard count == 2, let first, let second else {
      session.problem("an interaction needs exactly two sides, each a drug or a class", at: element.place)
      return nil
    }
    if case .drug = first, first == second {
      session.problem("an interaction cannot pair a drug with itself", at: element.place)
      return nil
    }
    return (first, second)
  }

  private func side(_ element: ListElement) -> InteractionSide {
    let place = element.place
    return element.withAttribute(.ref) { ref in
      element.word.number == DrugListWord.drug.number
        ? .drug(DrugRow(session.mention(.drug, ref, at: place)))
        : .drugClass(ClassRow(session.mention(.drugClass, ref, at: place)))
    }
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

extension DrugListWord {
  /// Whether it is one of the things that interact.
  fileprivate var isSide: Bool { number == Self.drug.number || number == Self.drugClass.number }
}
