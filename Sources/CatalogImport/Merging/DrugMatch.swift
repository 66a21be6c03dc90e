import DrugCatalog

/// Which drug of the catalog an imported one is.
enum DrugMatch: Equatable {
  case known(DrugRow)
  case new
  /// In words, for the ledger.
  case conflict(String)

  /// Codes before names. Two drugs under its codes, or one under the codes and another under the name, are a
  /// conflict: a wrong drug is worse than no drug.
  init(_ drug: ImportedDrug, _ owners: NameOwners, _ builder: CatalogBuilder) {
    let coded = Self.codedDrugs(drug, owners, builder)
    guard coded.count < 2 else {
      self = .conflict("its codes are those of \(Self.list(coded, builder))")
      return
    }
    let nameOwners = owners.owners(of: builder.keyNumber(of: drug.name))
    let named = nameOwners.compactMap { if case .drug(let row) = $0 { row } else { nil } }
    if let row = coded.first {
      self =
        named.isEmpty || named.contains(row)
        ? .known(row)
        : .conflict(
          "its name is that of \(Self.list(named, builder)), its code that of \(builder.id(of: row))")
    } else if named.count == 1 {
      self = .known(named[0])
    } else if named.count > 1 {
      let byATC = Self.drugsOfATC(drug, owners, builder).filter(named.contains)
      self =
        byATC.count == 1 ? .known(byATC[0]) : .conflict("its name is that of \(Self.list(named, builder))")
    } else {
      self = Self.unnamed(drug, nameOwners, owners, builder)
    }
  }

  /// Neither code nor name leads to a drug.
  private static func unnamed(
    _ drug: ImportedDrug, _ nameOwners: [NameOwners.Owner], _ owners: NameOwners, _ builder: CatalogBuilder
  ) -> DrugMatch {
    switch nameOwners.first {
    case .combination: return .conflict("its name is that of a combination")
    case .ambiguous: return .conflict("its name has several meanings")
    case .word: return .conflict("its name is no medicine or a word of medication lines")
    case .plainWord, .drug, nil: break
    }
    let wanted = NameKey.loose(NameKey.fold(drug.name))
    let alike = drugsOfATC(drug, owners, builder).filter {
      NameKey.loose(NameKey.fold(builder.name(of: $0))) == wanted
    }
    return alike.count == 1 ? .known(alike[0]) : .new
  }

  /// The drugs under the codes of the first system that knows any.
  private static func codedDrugs(
    _ drug: ImportedDrug, _ owners: NameOwners, _ builder: CatalogBuilder
  ) -> [DrugRow] {
    for system in [ImportedCode.System.unii, .rxcui, .snomed] {
      let found = drugs(drug, system, owners, builder)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The drugs that share a whole ATC code with it.
  private static func drugsOfATC(
    _ drug: ImportedDrug, _ owners: NameOwners, _ builder: CatalogBuilder
  ) -> [DrugRow] {
    var drug = drug
    drug.codes.removeAll { $0.value.utf8.count != 7 }
    return drugs(drug, .atc, owners, builder)
  }

  private static func drugs(
    _ drug: ImportedDrug, _ system: ImportedCode.System, _ owners: NameOwners, _ builder: CatalogBuilder
  ) -> [DrugRow] {
    var found: [DrugRow] = []
    for code in drug.codes where code.system == system {
      for row in owners.drugs(of: builder.keyNumber(of: code.text)) where !found.contains(row) {
        found.append(row)
      }
    }
    return found
  }

  private static func list(_ rows: [DrugRow], _ builder: CatalogBuilder) -> String {
    rows.prefix(3).map { builder.id(of: $0).rawValue }.joined(separator: " and ")
  }
}

extension ImportedCode {
  /// As the name table writes it: `rxcui:9071`.
  var text: String { "\(system.rawValue):\(value)" }
}
