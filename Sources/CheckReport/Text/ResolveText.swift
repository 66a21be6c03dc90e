package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// One answer of `resolve` for a person.
package struct ResolveText {
  private let catalog: Catalog
  private let style: TextStyle

  package init(catalog: Catalog, style: TextStyle) {
    self.catalog = catalog
    self.style = style
  }

  /// One line, and one more for each remark.
  package func text(_ resolved: ResolvedEntry) -> String {
    let answer = ResolutionAnswer(resolved, in: catalog)
    let names = answer.drugs.map(catalog.drugName).joined(separator: " + ")
    let candidates = answer.candidates.map(\.name).joined(separator: "; ")
    let verdict =
      switch answer.status {
      case "resolved": names + (answer.basis == "spelling" ? " (read by spelling)" : "")
      case "unrecognised":
        style.coloured("not recognised", .warning)
          + (candidates.isEmpty ? "" : "; perhaps " + TerminalText.safe(candidates))
      case "notAMedicine": "not a medicine"
      default: style.coloured(answer.status, .warning) + ": " + TerminalText.safe(candidates)
      }
    let remarks = answer.remarks.map { "    " + TerminalText.safe($0) + "\n" }.joined()
    return TerminalText.safe(resolved.entry.text) + " → " + verdict + "\n" + remarks
  }
}
