import DrugCatalog
import MedicationCheck

/// What may be causing the cramps.
extension ReportSections {
  private static let culpritsShown = 6

  mutating func culprits() {
    guard !result.culprits.isEmpty else { return }
    layout.heading("May be causing the cramps, likeliest first")
    let shown = detail.showsAll ? result.culprits[...] : result.culprits.prefix(Self.culpritsShown)
    for culprit in shown { self.culprit(culprit) }
    folded += result.culprits.dropFirst(shown.count).compactMap(finding)
    layout.paragraph(FindingWording.neverStop.sentence, indent: 2, lead: .action)
  }

  private func finding(of culprit: Culprit) -> Finding? {
    result.findings.first {
      if case .crampCause = $0.kind { $0.drugs.first == culprit.drug } else { false }
    }
  }

  private mutating func culprit(_ culprit: Culprit) {
    guard let finding = finding(of: culprit), case .crampCause(let associations, _) = finding.kind else {
      return
    }
    let name = catalog.drugName(culprit.drug)
    let reasons = culprit.reasons.map { CulpritWording.short($0, in: catalog) }.joined(separator: "; ")
    let attribution = associations.first?.attribution
    say(
      "\(name): \(reasons)"
        + citation(
          attribution?.sources ?? [], mark: attribution.map { FigureWording.mark($0.verification) } ?? ""),
      subject: name, indent: 2, lead: .init("\(culprit.rank)."))
    guard detail.explains else { return }
    let wording = wording(finding)
    action(wording.action)
    explain(wording, of: finding)
    _ = citation(wording.sources, mark: "")
  }

  mutating func cascades() {
    let cascades = result.findings.filter { if case .cascade = $0.kind { true } else { false } }
    guard !cascades.isEmpty else { return }
    layout.heading("A treatment for what another medicine may cause?")
    cascadeLines(cascades)
    layout.paragraph(FindingWording.cascadeAction.sentence, indent: 2, lead: .action)
  }

  /// One line a treatment, with all the medicines whose cramps it may be treating.
  mutating func cascadeLines(_ findings: [Finding]) {
    let cascades = findings.compactMap {
      finding -> (kind: Finding.Cascade, cause: DrugRow, treatment: DrugRow)? in
      guard case .cascade(let kind) = finding.kind, finding.drugs.count == 2 else { return nil }
      return (kind, finding.drugs[0], finding.drugs[1])
    }
    for treatment in cascades.map(\.treatment).uniqued() {
      let mine = cascades.filter { $0.treatment == treatment }
      for kind in mine.map(\.kind).uniqued() {
        cascade(
          kind, catalog.drugName(treatment),
          mine.filter { $0.kind == kind }.map { catalog.drugName($0.cause) })
      }
    }
  }

  private mutating func cascade(_ kind: Finding.Cascade, _ treatment: String, _ causes: [String]) {
    let names = causes.joined(separator: ", ")
    let words =
      switch kind {
      case .likely: "\(treatment) was begun after \(names), which may cause cramps"
      case .possible: "\(treatment) may be treating cramps that these may cause: \(names)"
      case .onlyIfForCramps:
        "\(treatment), if taken for cramps, may be treating what these may cause: \(names)"
      }
    layout.paragraph(words, subject: treatment, indent: 2, lead: .bullet)
  }
}
