import DrugCatalog
package import MedicationCheck

extension TextReport {
  /// Only what changes: findings that appear and findings that go.
  package func text(_ difference: CheckDifference, from source: ReportSource) -> String {
    var sections = ReportSections(report: self, result: difference.after)
    sections.title(source)
    sections.change("What would come", difference.appeared, in: difference.after)
    sections.change("What would go", difference.disappeared, in: difference.before)
    if difference.appeared.isEmpty, difference.disappeared.isEmpty {
      sections.layout.blank()
      sections.layout.paragraph(
        "No finding would come or go. That is what these rules know, and no proof that nothing would change.")
    }
    sections.foldedLine()
    sections.sources()
    sections.closing()
    return sections.layout.text
  }
}

extension ReportSections {
  /// - Parameter check: The check that the findings are of: their entry numbers count its list.
  mutating func change(_ heading: String, _ findings: [Finding], in check: CheckResult) {
    let shown = findings.filter { detail.showsAll || $0.changesADecision }
    folded += findings.filter { !shown.contains($0) }
    guard !shown.isEmpty else { return }
    layout.heading(heading)
    let here = result
    result = check
    for finding in shown where !finding.isCascade { bullet(finding) }
    cascadeLines(shown)
    result = here
  }
}

extension Finding {
  fileprivate var isCascade: Bool { if case .cascade = kind { true } else { false } }

  fileprivate var changesADecision: Bool {
    switch kind {
    case .interaction(_, let severity, _, _): severity >= .moderate
    case .crampCause, .duplicateClass, .notChecked: true
    case .cascade(let cascade): cascade != .onlyIfForCramps
    case .duplicateIngredient(let isOneProduct): !isOneProduct
    default: isDanger
    }
  }
}
