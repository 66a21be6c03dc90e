import DrugCatalog

/// Names and combinations, which are complete only once every list is read.
extension ImportSession {
  // MARK: Combinations

  func addCombination(_ combination: Combination) -> Row<Combination> {
    ingredientsOfCombination[combination.id.rawValue] = combination.ingredients
    return builder.add(combination)
  }

  /// A treatment of a combination, which a later list may define.
  func addLater(_ treatment: CrampTreatment, of combination: String, at place: ImportPlace) {
    laterTreatments.append((combination, treatment, place))
  }

  func addLaterTreatments() {
    for (combination, treatment, place) in laterTreatments {
      let known =
        ingredientsOfCombination[combination]
        ?? base?.combinations.first { $0.id.rawValue == combination }?.ingredients
      if let known {
        var treatment = treatment
        treatment.subject = .together(known)
        builder.add(treatment)
      } else if !ids.excused.contains(combination) {
        problem("no list defines the combination '\(combination)'", at: place)
      }
    }
  }

  // MARK: Names

  func add(_ name: CatalogName, at place: ImportPlace) {
    if !file(name, at: place) {
      if NameKey.fold(name.text).isEmpty {
        problem("the name '\(name.text)' holds nothing to look up", at: place)
      } else {
        note(.repeatedName, name.text, at: place)
      }
    }
    if Script.mixesScripts(name.text) { note(.mixedScript, name.text, at: place) }
  }

  /// Adds a name that may be there already. - Returns: false then.
  @discardableResult
  func file(_ name: CatalogName, at place: ImportPlace) -> Bool {
    guard builder.add(name) != nil else { return false }
    namePlaces.append(place)
    return true
  }

  func add(_ ambiguous: AmbiguousName, spellings: [(text: String, place: ImportPlace)]) {
    let new = spellings.filter { spelling in
      let isNew = define(.ambiguousName, NameKey.fold(spelling.text).span, at: spelling.place) != nil
      if NameKey.fold(spelling.text).isEmpty {
        problem("the name '\(spelling.text)' holds nothing to look up", at: spelling.place)
      }
      return isNew
    }
    guard let last = new.last else { return }
    builder.add(ambiguous, spellings: new.map(\.text))
    while baseNameCount + namePlaces.count < builder.nameCount { namePlaces.append(last.place) }
  }

  /// Adds an ambiguous name that no list wrote down as such.
  func add(_ ambiguous: AmbiguousName, spelling: String) {
    builder.add(ambiguous, spellings: [spelling])
    let place = ImportPlace(file: 0, line: 0, column: 0)
    while baseNameCount + namePlaces.count < builder.nameCount { namePlaces.append(place) }
  }

  func reportNamesOfSeveralThings() {
    let conflicts = builder.namesOfSeveralThings.compactMap { conflict in
      let at = Int(conflict.lastRow) - baseNameCount
      return namePlaces.indices.contains(at) ? (conflict, place: namePlaces[at]) : nil
    }
    for (conflict, place) in conflicts.sorted(by: { $0.place.order < $1.place.order }) {
      let advice = conflict.isCode ? "a code stands for one thing" : "add an ambiguous-name"
      problem(
        "the \(conflict.isCode ? "code" : "name") '\(conflict.name)' stands for \(conflict.things[0]) and for "
          + "\(conflict.things[1]); \(advice)", at: place)
    }
  }
}
