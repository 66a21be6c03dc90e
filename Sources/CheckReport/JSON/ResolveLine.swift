package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// One answer of `resolve` as a line of JSON.
package struct ResolveLine {
  private let catalog: Catalog
  private let writer = JSONWriter()

  package init(catalog: Catalog) { self.catalog = catalog }

  /// Appends one line.
  package func append(_ resolved: ResolvedEntry, to output: inout [UInt8]) {
    let answer = ResolutionAnswer(resolved)
    writer.object {
      writer.member("input", resolved.entry.text)
      writer.member("status", answer.status == "conflict" ? "ambiguous" : answer.status)
      if let basis = answer.basis { writer.member("basis", basis) }
      writer.member("drugs", answer.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
      writer.member("candidates", answer.candidates) { writer.candidate($0, in: catalog) }
      writer.member("remarks", answer.remarks, writer.string)
    }
    writer.finishLine(into: &output)
  }
}
