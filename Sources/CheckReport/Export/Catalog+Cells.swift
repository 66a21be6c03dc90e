import DrugCatalog

/// Records as the cells of an exported row, in the order of `CatalogTable.columns`.
extension Catalog {
  typealias Cells = [CatalogTable.Value]

  func cells(drug row: DrugRow) -> Cells {
    let drug = drug(row)
    return [
      .text(drug.id.rawValue), .text(drug.name), .text(drug.about), .text(review(of: row).rawValue),
      cell(drug.attribution),
    ]
  }

  /// `nil` for names of other things than drugs.
  func cells(name: CatalogName) -> Cells? {
    let (kind, drugs): (String, [DrugRow])
    switch name.meaning {
    case .drug(let row, let itsKind): (kind, drugs) = (itsKind.rawValue, [row])
    case .combination(let row): (kind, drugs) = ("combination", ingredients(of: row))
    case .ambiguous(let row):
      (kind, drugs) = ("ambiguous", Array(Set(ambiguity(row).meanings.flatMap(\.drugs))).sorted())
    default: return nil
    }
    return [
      .text(name.text), .text(kind), cell(drugs), .list(name.countries), .flag(name.needsStrength),
      cell(name.attribution), .text(name.attribution.verification.rawValue),
    ]
  }

  /// `nil` for names that are no code.
  func cells(code name: CatalogName) -> Cells? {
    let drugs: [DrugRow]
    switch name.meaning {
    case .drugCode(let row): drugs = [row]
    case .combinationCode(let row): drugs = ingredients(of: row)
    default: return nil
    }
    let parts = name.text.split(separator: ":", maxSplits: 1).map(String.init)
    return [.text(parts.first ?? ""), .text(parts.last ?? ""), cell(drugs), cell(name.attribution)]
  }

  func cells(drugClass row: ClassRow) -> Cells {
    let drugClass = drugClass(row)
    return [
      .text(drugClass.id.rawValue), .text(drugClass.name), .list(drugClass.atcPrefixes),
      cell(drugClass.attribution),
    ]
  }

  func cells(_ combination: Combination) -> Cells {
    [
      .text(combination.id.rawValue), .text(combination.name), .flag(combination.isBrand),
      .list(combination.ingredients.map(\.rawValue)), .list(combination.countries),
      cell(combination.attribution),
    ]
  }

  func cells(_ rule: InteractionRule) -> Cells {
    let statement = statement(rule.statement)
    return cells(rule.first) + cells(rule.second) + [
      .text(statement.severity.rawValue), .text(statement.classification.rawValue),
      .list(statement.jurisdictions), .text(statement.scope), .text(statement.effect),
      .text(statement.mechanism), .text(statement.action), .text(statement.id), cell(statement.attribution),
      .text(statement.attribution.verification.rawValue),
    ]
  }

  private func cells(_ side: InteractionSide) -> Cells {
    switch side {
    case .drug(let row): [.text(drugID(row).rawValue), .flag(false)]
    case .drugClass(let row): [.text(classID(row).rawValue), .flag(true)]
    }
  }

  func cells(_ association: CrampAssociation) -> Cells {
    let drugs: [Drug.ID] =
      switch association.subject {
      case .drug(let drug): [drug]
      case .together(let drugs): drugs
      case .drugClass: []
      }
    let figure = association.figure
    return [
      .text(association.id), .list(drugs.map(\.rawValue)), .text(association.drugClass?.rawValue ?? ""),
      .flag(association.flags), .text(association.symptom.rawValue), .text(association.reportedSymptom),
      .text(association.direction.rawValue), .text(association.grade.rawValue), .text(association.evidence),
      .text(figure.measure.rawValue), .text(figure.value), .text(figure.low), .text(figure.high),
      .text(figure.comparator), .text(figure.text), .text(association.basis.rawValue),
      cell(association.attribution), .text(association.attribution.verification.rawValue),
    ]
  }

  func cells(_ treatment: CrampTreatment, _ statement: TreatmentStatement) -> Cells {
    let (drugs, measure): ([Drug.ID], String) =
      switch treatment.subject {
      case .drug(let drug): ([drug], "")
      case .together(let drugs): (drugs, "")
      case .measure(let name): ([], name)
      }
    return [
      .text(statement.id), .list(drugs.map(\.rawValue)), .text(measure), .text(statement.kind.rawValue),
      .text(treatment.standing.rawValue), .text(statement.severity.rawValue), .text(statement.text),
      .list(statement.jurisdictions), .text(statement.date), cell(statement.attribution),
    ]
  }

  func cells(_ source: Source) -> Cells {
    [
      .text(source.id.rawValue), .text(source.title), .text(source.publisher), .number(source.year),
      .text(source.doi), .text(source.pmid), .text(source.url),
    ]
  }

  func cells(_ list: Provenance) -> Cells {
    [
      .text(list.name), .text(list.title), .text(list.dialect), .text(list.version), .text(list.date),
      .text(list.licence), .text(list.sha256), .text(list.byteCount),
    ]
  }

  private func cell(_ attribution: Attribution) -> CatalogTable.Value {
    .list(attribution.sources.map(\.rawValue))
  }

  private func cell(_ drugs: [DrugRow]) -> CatalogTable.Value { .list(drugs.map { drugID($0).rawValue }) }
}
