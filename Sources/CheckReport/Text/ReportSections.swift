import DrugCatalog
import MedicationCheck
import PatientMedications

/// The sections of one report, written in their order. This file holds what they share.
struct ReportSections {
  let report: TextReport
  var result: CheckResult
  var layout: TextLayout
  /// Findings that this view leaves out.
  var folded: [Finding] = []
  private(set) var citedSources: [Source.ID] = []
  /// Whether an "aSR" was printed, which the end explains.
  private(set) var usesSequenceRatio = false

  var catalog: Catalog { report.catalog }
  var detail: TextReport.Detail { report.detail }

  /// Sources named beside a finding before the rest is only counted.
  private static let mostCited = 2

  init(report: TextReport, result: CheckResult) {
    self.report = report
    self.result = result
    layout = TextLayout(report.style)
  }

  func wording(_ finding: Finding) -> FindingWording {
    FindingWording(finding, among: result.entries, in: catalog)
  }

  // MARK: One finding

  /// A finding with its severity, what to do and its sources.
  mutating func bullet(_ finding: Finding) {
    let wording = wording(finding)
    paragraph(wording, lead: Self.lead(finding.severity))
    action(wording.action)
    explain(wording, of: finding)
  }

  /// The message with the sources it rests on.
  mutating func paragraph(_ wording: FindingWording, lead: TextLayout.Lead) {
    say(
      wording.message + citation(wording.sources, mark: wording.mark), subject: wording.subject, indent: 2,
      lead: lead)
  }

  /// Any words with figures in them.
  mutating func say(
    _ words: String, subject: String = "", indent: Int = 0, lead: TextLayout.Lead? = nil
  ) {
    if words.holds("aSR") { usesSequenceRatio = true }
    layout.paragraph(words, subject: subject, indent: indent, lead: lead)
  }

  mutating func action(_ words: String) {
    guard !words.isEmpty else { return }
    layout.paragraph(words.sentence, indent: 4, lead: .action)
  }

  /// ` [garrison2012, sider +2, unverified]`, and nothing without a source.
  mutating func citation(_ ids: [Source.ID], mark: String) -> String {
    citedSources += ids
    guard !ids.isEmpty else { return "" }
    let shown = detail.explains ? ids[...] : ids.prefix(Self.mostCited)
    let more = ids.count > shown.count ? " +\(ids.count - shown.count)" : ""
    let names = shown.map(\.rawValue).joined(separator: ", ") + more
    return " [" + (mark.isEmpty ? names : "\(names); \(mark)") + "]"
  }

  /// A severity as a word, and in colour.
  static func lead(_ severity: Severity?) -> TextLayout.Lead {
    switch severity {
    case .contraindicated?, .major?: .init(severity?.rawValue.uppercased() ?? "", .danger)
    case .moderate?: .init(Severity.moderate.rawValue.uppercased(), .warning)
    case .minor?, .info?: .init(severity?.rawValue.uppercased() ?? "")
    case Severity.none?, nil: .bullet
    }
  }

  // MARK: The basis of a finding

  mutating func explain(_ wording: FindingWording, of finding: Finding) {
    guard detail.explains else { return }
    let lines = finding.entries.compactMap { number in
      result.entries.indices.contains(number - 1) ? result.entries[number - 1].entry.place.line : nil
    }
    if !lines.isEmpty {
      let numbers = lines.map(String.init).joined(separator: ", ")
      layout.paragraph("On \(lines.count == 1 ? "line" : "lines") \(numbers).", indent: 4)
    }
    if !wording.mechanism.isEmpty { layout.paragraph("Why: \(wording.mechanism.sentence)", indent: 4) }
    for evidence in wording.evidence { explain(evidence) }
    if !wording.note.isEmpty { layout.paragraph("Note: \(wording.note.sentence)", indent: 4) }
  }

  private mutating func explain(_ evidence: FindingWording.Evidence) {
    let grade = evidence.grade.isEmpty ? "" : "grade \(evidence.grade)"
    let basis = [grade, evidence.figure, evidence.basis].filter { !$0.isEmpty }
    guard !basis.isEmpty else { return }
    let words = (basis + [FigureWording.mark(evidence.verification)]).filter { !$0.isEmpty }.joined(
      separator: "; ")
    say("Evidence: \(words) [\(evidence.source.rawValue)]", indent: 4)
  }
}

extension String {
  /// With a capital letter and a full stop.
  var sentence: String {
    guard let first else { return self }
    let text = first.uppercased() + dropFirst()
    return text.hasSuffix(".") || text.hasSuffix("!") || text.hasSuffix("?") ? text : text + "."
  }
}
