package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// The result of a check as a person reads it: what changes a decision first, the rest folded away and counted.
package struct TextReport {
  /// How much is said.
  package struct Detail: Hashable, Sendable {
    /// Everything, not only what changes a decision.
    package var showsAll: Bool
    /// Mechanism, evidence and sources written out.
    package var explains: Bool

    package init(showsAll: Bool = false, explains: Bool = false) {
      self.showsAll = showsAll
      self.explains = explains
    }
  }

  let catalog: Catalog
  let style: TextStyle
  let detail: Detail
  /// Days since the catalog's date; `nil` when it states none.
  let catalogAgeDays: Int?

  /// A catalog older than this gets a remark.
  static let freshDays = 180

  package init(catalog: Catalog, style: TextStyle, detail: Detail = Detail(), catalogAgeDays: Int? = nil) {
    self.catalog = catalog
    self.style = style
    self.detail = detail
    self.catalogAgeDays = catalogAgeDays
  }

  package func text(_ result: CheckResult, from source: ReportSource) -> String {
    var sections = ReportSections(report: self, result: result)
    sections.title(source)
    sections.dangers()
    sections.culprits()
    sections.cascades()
    sections.cautions()
    sections.signs()
    sections.lowerFindings()
    sections.notChecked()
    sections.remarks()
    sections.folded()
    sections.sources()
    sections.closing(ageDays: catalogAgeDays, freshDays: Self.freshDays)
    return sections.layout.text
  }
}

/// The sections of one report, written in their order.
struct ReportSections {
  let report: TextReport
  let result: CheckResult
  var layout: TextLayout
  /// Findings that this view leaves out.
  var foldedCount = 0
  var citedSources: [Source.ID] = []

  var catalog: Catalog { report.catalog }
  var detail: TextReport.Detail { report.detail }

  init(report: TextReport, result: CheckResult) {
    self.report = report
    self.result = result
    layout = TextLayout(report.style)
  }

  mutating func title(_ source: ReportSource) {
    var title = "Medication check: " + TerminalText.safe(source.path == "-" ? "standard input" : source.path)
    if let patient = source.patient { title += ", patient " + TerminalText.safe(patient) }
    layout.paragraph(title, role: .heading)
    let patient = result.patient
    var facts: [String] = []
    if let age = patient.ageYears { facts.append("aged \(age)") }
    if let sex = patient.sex { facts.append(sex.rawValue) }
    if patient.isPregnant == true { facts.append("pregnant") }
    if let eGFR = patient.eGFR { facts.append("eGFR \(eGFR)") }
    facts += patient.conditions.map { TerminalText.safe($0.text) }
    if !facts.isEmpty { layout.paragraph("Taken into account: " + facts.joined(separator: ", ")) }
  }

  // MARK: Interactions, matched warnings, loads

  mutating func dangers() {
    let shown = result.findings.filter(isDanger)
    guard !shown.isEmpty else { return }
    layout.heading("Act on these first")
    for severity in [Severity.contraindicated, .major, .moderate, .minor] {
      for finding in shown where finding.severity == severity { bullet(finding) }
    }
  }

  /// Contraindicated and major interactions, loads, and boxed or contraindicated warnings known to hold.
  private func isDanger(_ finding: Finding) -> Bool {
    switch finding.kind {
    case .interaction(_, let severity, _, _): severity >= .major
    case .additiveLoad: true
    case .treatmentCaution(_, let statement, .matched):
      statement.isBoxed || statement.severity == .contraindicated
        || (statement.severity == .major && statement.concerns.contains { !$0.concernsAnyone })
    default: false
    }
  }

  /// A finding with its severity, action and sources.
  mutating func bullet(_ finding: Finding) {
    let wording = FindingWording(finding, in: catalog)
    let severity = finding.severity
    let lead = severity.map { $0.rawValue.uppercased() } ?? "-"
    let role: TextStyle.Role? =
      switch severity {
      case .contraindicated, .major: .danger
      case .moderate: .warning
      default: nil
      }
    layout.paragraph(cited(wording), indent: 2, lead: lead, leadRole: role)
    if !wording.action.isEmpty {
      layout.paragraph(TerminalText.safe(wording.action.sentence), indent: 4, lead: "→")
    }
    explain(wording)
  }

  /// The message with the sources it rests on.
  mutating func cited(_ wording: FindingWording) -> String {
    let ids = wording.evidence.map(\.source).uniqued()
    citedSources += ids
    let marks = wording.evidence.contains { $0.verification == .unverified } ? ", unverified" : ""
    guard !ids.isEmpty else { return TerminalText.safe(wording.message) }
    let shown = detail.explains ? ids : Array(ids.prefix(2))
    let more = ids.count > shown.count ? " +\(ids.count - shown.count)" : ""
    return TerminalText.safe(wording.message) + " [" + shown.map(\.rawValue).joined(separator: ", ") + more
      + marks + "]"
  }

  mutating func explain(_ wording: FindingWording) {
    guard detail.explains else { return }
    if !wording.mechanism.isEmpty {
      layout.paragraph("Why: " + TerminalText.safe(wording.mechanism), indent: 4, role: .quiet)
    }
    for evidence in wording.evidence where !evidence.grade.isEmpty || !evidence.figure.isEmpty {
      let words = [evidence.grade.isEmpty ? "" : "grade \(evidence.grade)", evidence.figure]
        .filter { !$0.isEmpty }.joined(separator: ": ")
      layout.paragraph(
        "Evidence: \(TerminalText.safe(words)) [\(evidence.source.rawValue)]", indent: 4, role: .quiet)
    }
  }

  // MARK: Culprits and cascades

  private static let culpritsShown = 6

  mutating func culprits() {
    guard !result.culprits.isEmpty else { return }
    layout.heading("May be causing the cramps, likeliest first")
    let shown = detail.showsAll ? result.culprits[...] : result.culprits.prefix(Self.culpritsShown)
    for culprit in shown {
      let finding = result.findings.first {
        if case .crampCause = $0.kind { $0.drugs.first == culprit.drug } else { false }
      }
      guard let finding else { continue }
      let wording = FindingWording(finding, in: catalog)
      layout.paragraph(
        "\(catalog.drugName(culprit.drug)): " + culpritReasons(culprit) + sourceSuffix(wording), indent: 2,
        lead: "\(culprit.rank).")
      explain(wording)
      if detail.explains, !wording.action.isEmpty {
        layout.paragraph(TerminalText.safe(wording.action.sentence), indent: 4, lead: "→")
      }
    }
    foldedCount += result.culprits.count - shown.count
    layout.paragraph(FindingWording.neverStop, indent: 2, lead: "→")
  }

  private func culpritReasons(_ culprit: Culprit) -> String {
    culprit.reasons.map { CulpritWording.words($0, in: catalog) }.joined(separator: "; ")
  }

  private mutating func sourceSuffix(_ wording: FindingWording) -> String {
    var empty = wording
    empty.message = ""
    return cited(empty)
  }

  mutating func cascades() {
    let cascades = result.findings.compactMap { finding -> (Finding.Cascade, DrugRow, DrugRow)? in
      guard case .cascade(let kind) = finding.kind, finding.drugs.count == 2 else { return nil }
      return (kind, finding.drugs[0], finding.drugs[1])
    }
    guard !cascades.isEmpty else { return }
    layout.heading("A treatment for what another medicine may cause?")
    for treatment in cascades.map(\.2).uniqued() {
      let mine = cascades.filter { $0.2 == treatment }
      let causes = mine.map { catalog.drugName($0.1) }.joined(separator: ", ")
      let name = catalog.drugName(treatment)
      let words =
        switch mine[0].0 {
        case .likely: "\(name) was begun after \(causes), which may cause cramps"
        case .possible: "\(name) may be treating cramps that these may cause: \(causes)"
        case .onlyIfForCramps: "if \(name) is taken for cramps, these may cause them: \(causes)"
        }
      layout.paragraph(words, indent: 2, lead: "-")
    }
  }

  // MARK: Cautions

  /// One paragraph a treatment: the open questions together, so that a long list of labels does not bury the rest.
  mutating func cautions() {
    let cautions = result.findings.filter {
      if case .treatmentCaution = $0.kind { !isDanger($0) } else { false }
    }
    guard !cautions.isEmpty else { return }
    layout.heading("Cautions of medicines used or tried for cramps")
    for drug in cautions.compactMap(\.drugs.first).uniqued() {
      let mine = cautions.filter { $0.drugs.first == drug }
      if detail.showsAll || detail.explains {
        for finding in mine { bullet(finding) }
      } else {
        checkIf(drug, mine)
      }
    }
  }

  private mutating func checkIf(_ drug: DrugRow, _ cautions: [Finding]) {
    var questions: [String] = []
    var sources: [Source.ID] = []
    var folded = 0
    for finding in cautions {
      guard case .treatmentCaution(_, let statement, let match) = finding.kind else { continue }
      guard case .checkIf(let concerns) = match, statement.severity >= .major else {
        folded += 1
        continue
      }
      let mark = statement.severity == .contraindicated ? " (contraindicated)" : ""
      questions += concerns.map { ConcernWording.words($0, in: catalog) + mark }
      sources += statement.attribution.sources
    }
    foldedCount += folded
    guard !questions.isEmpty else { return }
    citedSources += sources
    let ids = sources.uniqued().prefix(2).map(\.rawValue).joined(separator: ", ")
    layout.paragraph(
      "\(catalog.drugName(drug)): check if " + questions.uniqued().joined(separator: "; ") + " [\(ids)]",
      indent: 2,
      lead: "-")
  }

  // MARK: Signs, factors and the rest

  mutating func signs() {
    let flags = result.findings.filter { if case .redFlag = $0.kind { true } else { false } }
    guard !flags.isEmpty else { return }
    layout.heading("Ask about")
    for finding in flags {
      layout.paragraph(cited(FindingWording(finding, in: catalog)), indent: 2, lead: "-", leadRole: .warning)
    }
  }

  mutating func lowerFindings() {
    let lower = result.findings.filter(isLower)
    let shown = lower.filter { detail.showsAll || isWorthALine($0) }
    foldedCount += lower.count - shown.count
    guard !shown.isEmpty else { return }
    layout.heading("Also")
    for finding in shown { bullet(finding) }
  }

  private func isLower(_ finding: Finding) -> Bool {
    switch finding.kind {
    case .interaction, .noInteraction, .duplicateIngredient, .duplicateClass, .lookAlike, .patientFactor,
      .notReviewed:
      !isDanger(finding)
    default: false
    }
  }

  private func isWorthALine(_ finding: Finding) -> Bool {
    switch finding.kind {
    case .duplicateIngredient(isOneProduct: false), .duplicateClass, .lookAlike, .patientFactor, .notReviewed:
      true
    default: false
    }
  }

  // MARK: What was not checked

  mutating func notChecked() {
    let open = result.entries.enumerated().filter { $1.standing == .notChecked }
    guard !open.isEmpty else { return }
    layout.heading("Not checked")
    for (_, resolved) in open {
      let text =
        resolved.entry.text.isEmpty ? "(no readable text)" : "\"\(TerminalText.safe(resolved.entry.text))\""
      layout.paragraph(
        "line \(resolved.entry.place.line): \(text): \(why(resolved))", indent: 2, lead: "?",
        leadRole: .warning)
    }
  }

  private func why(_ resolved: ResolvedEntry) -> String {
    if case .unreadable(let reason) = resolved.entry.status { return "not readable: \(reason)" }
    func names(_ candidates: [Resolution.Candidate]) -> String {
      candidates.prefix(4).map { candidate in
        let drugs = candidate.drugs.map(catalog.drugName).joined(separator: " + ")
        let name = drugs.isEmpty || drugs == candidate.name ? candidate.name : "\(candidate.name) (\(drugs))"
        return TerminalText.safe(name)
          + (candidate.countries.isEmpty ? "" : " in " + candidate.countries.joined(separator: ", "))
      }.joined(separator: "; ")
    }
    let remarks =
      resolved.remarks.isEmpty ? "" : "; " + TerminalText.safe(resolved.remarks.joined(separator: "; "))
    switch resolved.resolution {
    case .ambiguous(let candidates): return "may be several things: \(names(candidates))\(remarks)"
    case .unrecognised(let suggestions):
      let hint = suggestions.isEmpty ? "" : "; perhaps \(names(suggestions))"
      return "not recognised\(hint)\(remarks)"
    case .conflict(let candidates): return "code and words disagree: \(names(candidates))\(remarks)"
    case .resolved, .notAMedicine: return "not checked"
    }
  }

  /// How entries were read where that is not plain, and what is not taken now.
  mutating func remarks() {
    var lines: [String] = []
    for resolved in result.entries where resolved.standing != .notChecked {
      let text = TerminalText.safe(resolved.entry.text)
      if !resolved.remarks.isEmpty {
        lines.append(
          "line \(resolved.entry.place.line): \"\(text)\": "
            + TerminalText.safe(resolved.remarks.joined(separator: "; ")))
      }
      switch resolved.standing {
      case .inactive:
        if case .inactive(let reason) = resolved.entry.status {
          lines.append(
            "line \(resolved.entry.place.line): \"\(text)\": \(InactivityWording.words(reason)), not checked")
        }
      case .notAMedicine: lines.append("line \(resolved.entry.place.line): \"\(text)\": not a medicine")
      case .checked, .notChecked: break
      }
    }
    for remark in result.remarks where remark.reason != .heading && remark.reason != .patientDetail {
      lines.append(
        "line \(remark.place.line): \"\(TerminalText.safe(remark.text))\": \(RemarkWording.words(remark.reason))"
      )
    }
    guard !lines.isEmpty else { return }
    layout.heading("How the list was read")
    for line in lines { layout.paragraph(line, indent: 2, lead: "-") }
  }

  // MARK: The end

  mutating func folded() {
    guard foldedCount > 0, !detail.showsAll else { return }
    layout.blank()
    layout.paragraph(
      foldedCount == 1
        ? "1 more finding is folded away; --all shows it."
        : "\(foldedCount) more findings are folded away; --all shows them.",
      role: .quiet)
  }

  mutating func sources() {
    let ids = citedSources.uniqued()
    guard detail.explains, !ids.isEmpty else { return }
    layout.heading("Sources")
    for source in catalog.sources(ids) {
      layout.paragraph("\(source.id.rawValue): \(SourceWording.words(source))", indent: 2)
    }
  }

  mutating func closing(ageDays: Int?, freshDays: Int) {
    layout.blank()
    let coverage = result.coverage
    layout.paragraph(
      "\(coverage.entries) \(coverage.entries == 1 ? "entry" : "entries"): \(coverage.checked) checked, "
        + "\(coverage.notChecked) not checked, \(coverage.inactive) not taken now, \(coverage.notAMedicine) not a medicine."
    )
    layout.paragraph(
      "Checked against \(result.ruleCount) interaction rules; what no rule names is not thereby free of risk."
        + (detail.explains ? "" : " Names in brackets are sources; --explain writes them out."))
    layout.paragraph("Catalog \(catalog.version) of \(catalog.date), SHA-256 \(catalog.sha256.prefix(16)).")
    if let ageDays, ageDays > freshDays {
      layout.paragraph("The catalog is \(ageDays) days old; newer warnings may be missing.", role: .warning)
    }
    layout.paragraph(
      "For health professionals, for information; not a substitute for their judgement.", role: .quiet)
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

/// Why an entry is not taken now.
enum InactivityWording {
  static func words(_ reason: MedicationEntry.Inactivity) -> String {
    switch reason {
    case .stopped: "stopped"
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .enteredInError: "entered in error"
    case .negated: "said not to be taken"
    case .notTaken: "not taken"
    case .onHold: "on hold"
    case .planned: "not begun yet"
    }
  }
}

enum RemarkWording {
  static func words(_ reason: MedicationList.Remark.Reason) -> String {
    switch reason {
    case .heading: "a heading"
    case .allergy: "an allergy, not a medicine"
    case .prose: "no medicine"
    case .patientDetail: "about the patient"
    case .noKnownMedications: "says that there are no medicines"
    }
  }
}

/// A source written out.
enum SourceWording {
  static func words(_ source: Source) -> String {
    var parts = [source.title]
    if !source.publisher.isEmpty { parts.append(source.publisher) }
    if source.year > 0, !source.publisher.contains(String(source.year)) { parts.append(String(source.year)) }
    if !source.doi.isEmpty {
      parts.append("doi:" + source.doi)
    } else if !source.pmid.isEmpty {
      parts.append("PMID " + source.pmid)
    } else if !source.url.isEmpty {
      parts.append(source.url)
    }
    return TerminalText.safe(parts.joined(separator: ". "))
  }
}
