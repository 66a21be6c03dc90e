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

  /// One line, and one more for each remark; never broken, so that lines stay countable.
  package func text(_ resolved: ResolvedEntry) -> String {
    let remarks = resolved.remarks.map { "    " + TerminalText.safe($0) + "\n" }.joined()
    return TerminalText.safe(resolved.entry.text) + " → " + verdict(resolved) + "\n" + remarks
  }

  private func verdict(_ resolved: ResolvedEntry) -> String {
    switch resolved.resolution {
    case .resolved(let drugs, let basis):
      let names = style.coloured(
        TerminalText.safe(drugs.map(catalog.drugName).joined(separator: " + ")), .strong)
      if case .spelling = basis { return names + " (read by spelling)" }
      return names
    case .notAMedicine(let kind): return TerminalText.safe("not a medicine (\(kind))")
    case .ambiguous, .unrecognised, .conflict:
      return style.coloured(TerminalText.safe(EntryWording.whyNotChecked(resolved, in: catalog)), .warning)
    }
  }
}
