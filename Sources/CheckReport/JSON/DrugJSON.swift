package import DrugCatalog
package import MedicationCheck

/// The answer of `drug` as one line of JSON for each query.
package struct DrugJSON {
  private let catalog: Catalog
  private let writer = JSONWriter()

  package init(catalog: Catalog) { self.catalog = catalog }

  /// Appends one line.
  package func append(_ resolved: ResolvedEntry, query: String, to output: inout [UInt8]) {
    let answer = ResolutionAnswer(resolved)
    writer.object {
      writer.member("schemaVersion", JSONReport.schemaVersion)
      writer.member("query", query)
      writer.member("status", answer.status == "conflict" ? "ambiguous" : answer.status)
      if let basis = answer.basis { writer.member("basis", basis) }
      writer.member("candidates", answer.candidates) { writer.candidate($0, in: catalog) }
      writer.member("drugs", answer.drugs, drug)
      writer.member("remarks", answer.remarks, writer.string)
    }
    writer.finishLine(into: &output)
  }

  /// Appends one line for a query that names a class: `drugs` are its members.
  package func append(_ row: ClassRow, query: String, to output: inout [UInt8]) {
    let drugClass = catalog.drugClass(row)
    writer.object {
      writer.member("schemaVersion", JSONReport.schemaVersion)
      writer.member("query", query)
      writer.member("status", "resolved")
      writer.member("basis", "name")
      writer.member("candidates", [Resolution.Candidate]()) { writer.candidate($0, in: catalog) }
      writer.member("class") {
        writer.member("id", drugClass.id.rawValue)
        writer.member("name", drugClass.name)
      }
      writer.member("drugs", catalog.drugs(of: row), drug)
      writer.member("remarks", [String](), writer.string)
    }
    writer.finishLine(into: &output)
  }

  private func drug(_ drug: DrugRow) {
    let roles = CrampRoles(of: drug, in: catalog)
    writer.object {
      writer.drug(drug, in: catalog)
      writer.member("review", catalog.review(of: drug).rawValue)
      writer.member("crampRoles", roles.keywords, writer.string)
    }
  }
}
