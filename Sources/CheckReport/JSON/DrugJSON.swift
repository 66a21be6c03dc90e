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

  private func drug(_ drug: DrugRow) {
    let roles = CrampRoles(of: drug, in: catalog)
    writer.object {
      writer.drug(drug, in: catalog)
      writer.member("review", catalog.review(of: drug).rawValue)
      writer.member("crampRoles", roles.keywords, writer.string)
    }
  }
}
