import DrugCatalog

/// Names and codes: whose they are, and what happens when two want one.
extension DrugMerger {
  func addNames(of drug: ImportedDrug, to row: DrugRow, _ source: Source.ID) {
    add(ImportedName(text: drug.name, kind: .generic), to: row, source, at: drug.place)
    for name in drug.names { add(name, to: row, source, at: drug.place) }
    for code in drug.codes { add(code, .drugCode(row), .drug(row), source, at: drug.place) }
  }

  func add(_ name: ImportedName, to row: DrugRow, _ source: Source.ID, at place: ImportPlace) {
    file(name, meaning: .drug(row, name.kind), owner: .drug(row), source, at: place)
  }

  /// Files a name unless it is another thing's already.
  func file(
    _ name: ImportedName, meaning: CatalogName.Meaning, owner: NameOwners.Owner, _ source: Source.ID,
    at place: ImportPlace
  ) {
    guard Self.isUsable(name) else { return session.note(.unusableName, name.text, at: place) }
    let key = builder.keyNumber(of: name.text)
    let known = owners.owners(of: key)
    if known.contains(owner) { return }
    let isPlainWord = known.first == .plainWord
    if !known.isEmpty, !isPlainWord {
      // Of two foreign lists neither knows better; ours does.
      guard owners.isForeign(key) else { return session.note(.conflictingName, name.text, at: place) }
      session.note(.disputedName, name.text, at: place)
      return owners.add(owner, to: key, isForeign: true)
    }
    owners.add(owner, to: key, isForeign: true)
    session.file(
      CatalogName(
        text: name.text, meaning: meaning, needsStrength: isPlainWord, countries: name.countries,
        note: name.note, attribution: Attribution([source])), at: place)
  }

  func add(
    _ code: ImportedCode, _ meaning: CatalogName.Meaning, _ owner: NameOwners.Owner, _ source: Source.ID,
    at place: ImportPlace
  ) {
    guard ValueForm.isCode(code.value, system: code.system.rawValue) else {
      return session.note(.unusableCode, code.text, at: place)
    }
    let key = builder.keyNumber(of: code.text)
    let known = owners.owners(of: key)
    if known.contains(owner) { return }
    // Several drugs share an ATC code; every other code stands for one thing, and the first keeps it.
    guard known.isEmpty || code.system == .atc else {
      return session.note(.conflictingCode, code.text, at: place)
    }
    owners.add(owner, to: key, isForeign: true)
    session.file(
      CatalogName(text: code.text, meaning: meaning, attribution: Attribution([source])), at: place)
  }

  /// A name of one or two characters, or without a letter, would be met on every medication line.
  private static func isUsable(_ name: ImportedName) -> Bool {
    let letters = name.text.unicodeScalars.count { $0.properties.isAlphabetic }
    return name.kind == .generic ? letters > 0 : letters > 2
  }

  /// Names that foreign lists give to several drugs are asked back, never decided.
  func addDisputedNames() {
    for key in owners.disputedForeignKeys {
      let text = builder.keyText(key)
      guard !text.contains(":") else { continue }
      let meanings = owners.owners(of: key).map { owner in
        let rows: [DrugRow] =
          switch owner {
          case .drug(let row): [row]
          case .combination(let row): builder.ingredients(of: row)
          default: []
          }
        return AmbiguousName.Meaning(ingredients: rows.map(builder.id(of:)))
      }
      session.add(
        AmbiguousName(
          name: text, firstMeaningLeads: false, note: "Imported lists give this name to several medicines.",
          meanings: meanings, attribution: Attribution([])), spelling: text)
    }
  }
}
