import DrugCatalog

/// Classes, combinations and signs of cramps.
extension DrugMerger {
  // MARK: Classes

  /// Adds a class, or further members of one. - Returns: the row that interactions refer to.
  @discardableResult
  func add(_ drugClass: ImportedClass, in document: ListDocument) -> ClassRow {
    classes.append((drugClass, document.source))
    return row(ofClass: drugClass.id, at: drugClass.place)
  }

  /// The row of a class that may be described later; one that never is makes the import fail.
  func row(ofClass id: DrugClass.ID, at place: ImportPlace) -> ClassRow {
    ClassRow(session.mention(.drugClass, id.rawValue, at: place))
  }

  func addClassMembers() {
    let known = classes.contains { !$0.0.equivalents.isEmpty } ? classRowsByName() : [:]
    for (drugClass, source) in classes {
      let attribution = Attribution([source])
      let isNew = builder.add(
        DrugClass(
          id: drugClass.id, name: drugClass.name, atcPrefixes: drugClass.atcPrefixes, note: drugClass.note,
          attribution: attribution))
      if isNew {
        session.file(
          CatalogName(
            text: drugClass.name, meaning: .drugClass(builder.row(of: drugClass.id)), attribution: attribution
          ), at: drugClass.place)
      }
      for row in drugClass.members.compactMap(row) {
        builder.add(
          DrugClass.Member(drug: builder.id(of: row), drugClass: drugClass.id, attribution: attribution))
        for equivalent in drugClass.equivalents.compactMap({ known[builder.keyNumber(of: $0)] }) {
          builder.add(
            DrugClass.Member(
              drug: builder.id(of: row), drugClass: builder.id(of: equivalent),
              derivedFrom: drugClass.id.rawValue, attribution: attribution))
        }
      }
    }
    classes = []
  }

  /// The classes that lists have given names to, by the key of each name. - Complexity: O(names).
  private func classRowsByName() -> [UInt32: ClassRow] {
    var rows: [UInt32: ClassRow] = [:]
    builder.forEachFiledName { name in
      if case .drugClass(let row) = name.meaning, rows[name.key] == nil { rows[name.key] = row }
    }
    return rows
  }

  // MARK: Combinations

  func add(_ combination: ImportedCombination, in document: ListDocument) {
    combinations.append((combination, document.source))
  }

  func addCombinations() {
    for (combination, source) in combinations { add(combination, source) }
    combinations = []
  }

  private func add(_ combination: ImportedCombination, _ source: Source.ID) {
    var ingredients: [DrugRow] = []
    for row in combination.ingredients.compactMap(self.row(_:)) where !ingredients.contains(row) {
      ingredients.append(row)
    }
    // One ingredient that is not known would make it look harmless.
    guard ingredients.count > 1, combination.ingredients.allSatisfy({ self.row($0) != nil }) else {
      return session.note(.incompleteCombination, combination.name, at: combination.place)
    }
    let row =
      knownCombination(combination.name, of: ingredients) ?? newCombination(combination, ingredients, source)
    guard let row else {
      return session.note(.conflictingName, combination.name, at: combination.place)
    }
    let kind: CatalogName.Kind = combination.isBrand ? .brand : .generic
    for name in [ImportedName(text: combination.name, kind: kind, countries: combination.countries)]
      + combination.names
    {
      file(name, meaning: .combination(row), owner: .combination(row), source, at: combination.place)
    }
    for code in combination.codes {
      add(code, .combinationCode(row), .combination(row), source, at: combination.place)
    }
  }

  /// The combination that bears the name already, when it is of the same drugs.
  private func knownCombination(_ name: String, of ingredients: [DrugRow]) -> Row<Combination>? {
    for case .combination(let row) in owners.owners(of: builder.keyNumber(of: name))
    where Set(builder.ingredients(of: row)) == Set(ingredients) {
      return row
    }
    return nil
  }

  private func newCombination(
    _ combination: ImportedCombination, _ ingredients: [DrugRow], _ source: Source.ID
  ) -> Row<Combination>? {
    guard let slug = RecordSlug.make(combination.name) else { return nil }
    return session.addCombination(
      Combination(
        id: Combination.ID("\(source)-\(slug)"), name: combination.name, isBrand: combination.isBrand,
        countries: combination.countries, ingredients: ingredients.map(builder.id(of:)),
        attribution: Attribution([source])))
  }

  // MARK: Signs of cramps

  func add(_ flag: ImportedFlag, in document: ListDocument) {
    flags.append((flag, document.source))
  }

  func addFlags() {
    for (flag, source) in flags {
      var ids: [Drug.ID] = []
      for row in flag.drugs.compactMap(row) where !ids.contains(builder.id(of: row)) {
        ids.append(builder.id(of: row))
      }
      // A flag on fewer drugs than its source names would say something else.
      guard !ids.isEmpty, flag.drugs.allSatisfy({ row($0) != nil }) else { continue }
      builder.add(
        CrampAssociation(
          id: flag.id, subject: ids.count == 1 ? .drug(ids[0]) : .together(ids), flags: flag.makesCulprit,
          symptom: flag.symptom, reportedSymptom: flag.words, direction: flag.direction, grade: flag.grade,
          evidence: "label text, section \(flag.section)", figure: flag.figure, note: flag.passage,
          basis: .labelText, attribution: Attribution([source])))
    }
    flags = []
  }
}
