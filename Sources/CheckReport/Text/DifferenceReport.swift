import DrugCatalog
package import MedicationCheck

extension TextReport {
  /// Only what changes: findings that appear and findings that go.
  package func text(_ difference: CheckDifference, from source: ReportSource) -> String {
    var sections = ReportSections(report: self, result: difference.after)
    sections.title(source)
    sections.change("What would come", difference.appeared)
    sections.change("What would go", difference.disappeared)
    if difference.appeared.isEmpty, difference.disappeared.isEmpty {
      sections.layout.blank()
      sections.layout.paragraph("No finding would come or go; that is what these rules know, no more.")
    }
    sections.sources()
    sections.closing(ageDays: catalogAgeDays, freshDays: Self.freshDays)
    return sections.layout.text
  }
}

extension ReportSections {
  mutating func change(_ heading: String, _ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    layout.heading(heading)
    let shown = findings.filter { detail.showsAll || $0.changesADecision }
    for finding in shown { bullet(finding) }
    if shown.count < findings.count {
      layout.paragraph("\(findings.count - shown.count) more are folded away; --all shows them.", indent: 2)
    }
  }
}

extension Finding {
  fileprivate var changesADecision: Bool {
    switch kind {
    case .interaction(_, let severity, _, _): severity >= .moderate
    case .treatmentCaution(_, let statement, .matched): statement.severity >= .major
    case .crampCause, .additiveLoad, .duplicateClass, .notChecked: true
    case .cascade(let cascade): cascade != .onlyIfForCramps
    case .duplicateIngredient(let isOneProduct): !isOneProduct
    default: false
    }
  }
}
