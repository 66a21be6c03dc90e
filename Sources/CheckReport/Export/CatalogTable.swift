import DrugCatalog

/// The tables of a catalog as they are handed to tools for SQL. Ids tie them together.
package enum CatalogTable: String, CaseIterable, Sendable {
  case drugs, names, codes, classes, members, combinations, interactions
  case crampAssociations = "cramp-associations"
  case treatments, sources, lists

  /// A cell.
  enum Value {
    case text(String)
    case number(Int)
    case flag(Bool)
    /// In CSV its items stand behind one another, divided by semicolons.
    case list([String])
  }

  var columns: [StaticString] {
    switch self {
    case .drugs: ["id", "name", "about", "review", "sources"]
    case .names: ["name", "kind", "drugs", "countries", "needsStrength", "sources", "verification"]
    case .codes: ["system", "code", "drugs", "sources"]
    case .classes: ["id", "name", "atcPrefixes", "sources"]
    case .members: ["class", "drug"]
    case .combinations: ["id", "name", "isBrand", "drugs", "countries", "sources"]
    case .interactions:
      [
        "first", "firstIsClass", "second", "secondIsClass", "severity", "classification", "jurisdictions",
        "scope", "effect", "mechanism", "action", "statement", "sources", "verification",
      ]
    case .crampAssociations:
      [
        "id", "drugs", "class", "flags", "symptom", "reportedSymptom", "direction", "grade", "evidence",
        "measure", "value", "low", "high", "comparator", "figure", "basis", "sources", "verification",
      ]
    case .treatments:
      [
        "statement", "drugs", "measure", "kind", "standing", "severity", "text", "jurisdictions", "date",
        "sources",
      ]
    case .sources: ["id", "title", "publisher", "year", "doi", "pmid", "url"]
    case .lists: ["name", "title", "dialect", "version", "date", "licence", "sha256", "bytes"]
    }
  }

  /// Hands over every row, in the order of the catalog, with a value for each column.
  /// - Complexity: O(rows).
  func forEachRow<Failure: Error>(
    of catalog: Catalog, _ body: ([Value]) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .drugs: for row in catalog.allDrugs { try body(catalog.cells(drug: row)) }
    case .names: for name in catalog.allNames { if let cells = catalog.cells(name: name) { try body(cells) } }
    case .codes: for name in catalog.allNames { if let cells = catalog.cells(code: name) { try body(cells) } }
    case .classes: for row in catalog.allClasses { try body(catalog.cells(drugClass: row)) }
    case .members:
      for row in catalog.allClasses {
        let drugClass = catalog.classID(row).rawValue
        for drug in catalog.drugs(of: row) {
          try body([.text(drugClass), .text(catalog.drugID(drug).rawValue)])
        }
      }
    case .combinations: for combination in catalog.combinations { try body(catalog.cells(combination)) }
    case .interactions: for rule in catalog.allRules { try body(catalog.cells(rule)) }
    case .crampAssociations: for association in catalog.associations { try body(catalog.cells(association)) }
    case .treatments:
      for treatment in catalog.treatments {
        for statement in treatment.statements { try body(catalog.cells(treatment, statement)) }
      }
    case .sources: for source in catalog.sources { try body(catalog.cells(source)) }
    case .lists: for list in catalog.provenance { try body(catalog.cells(list)) }
    }
  }
}
