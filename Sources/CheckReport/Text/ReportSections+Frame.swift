import DrugCatalog
import MedicationCheck
import PatientMedications

/// The head and the end of a report.
extension ReportSections {
  mutating func title(_ source: ReportSource) {
    var title = "Medication check: " + (source.path == "-" ? "standard input" : source.path)
    if let patient = source.patient { title += ", patient \(patient)" }
    layout.paragraph(title, role: .strong)
    let patient = result.patient
    var facts: [String] = []
    if let age = patient.ageYears { facts.append("aged \(age)") }
    if let sex = patient.sex { facts.append(sex.rawValue) }
    if patient.isPregnant == true { facts.append("pregnant") }
    if let eGFR = patient.eGFR { facts.append("eGFR \(eGFR)") }
    if let potassium = patient.potassium { facts.append("potassium \(potassium) mmol/L") }
    if let magnesium = patient.magnesium { facts.append("magnesium \(magnesium) mmol/L") }
    facts += patient.conditions.map(\.text)
    layout.paragraph(
      facts.isEmpty
        ? "Nothing is known about the patient's age, sex or conditions."
        : "Taken into account: " + facts.joined(separator: ", ") + ".")
  }

  /// The whole in two lines: what was found, and whether anything was left out.
  mutating func summary() {
    var parts: [String] = []
    for severity in [Severity.contraindicated, .major, .moderate] {
      let count = result.findings.count { $0.isCounted && $0.severity == severity }
      if count > 0 { parts.append("\(count) \(severity.rawValue)") }
    }
    let alarms = parts.isEmpty ? "Alarms: none found" : "Alarms: " + parts.joined(separator: ", ")
    let causes = result.culprits.count
    layout.paragraph(
      "\(alarms); \(causes) \(causes == 1 ? "medicine" : "medicines") that may cause cramps.")
    if result.coverage.entries == 0 {
      layout.paragraph("No medicine was read from this list: NOTHING WAS CHECKED.", role: .warning)
    }
    let open = result.coverage.notChecked
    guard open > 0 else { return }
    layout.paragraph(
      "\(open) of \(result.coverage.entries) \(result.coverage.entries == 1 ? "entry" : "entries") NOT CHECKED: see below.",
      role: .warning)
  }

  // MARK: The end

  mutating func foldedLine() {
    guard !folded.isEmpty, !detail.showsAll else { return }
    let moderate = folded.count { if case .interaction = $0.kind { $0.severity == .moderate } else { false } }
    let among =
      moderate == 0
      ? "" : ", among them \(moderate) moderate \(moderate == 1 ? "interaction" : "interactions")"
    layout.blank()
    layout.paragraph(
      folded.count == 1
        ? "1 more finding is folded away; --all shows it."
        : "\(folded.count) more findings are folded away\(among); --all shows them.")
  }

  mutating func sources() {
    let ids = citedSources.uniqued()
    guard detail.explains, !ids.isEmpty else { return }
    layout.heading("Sources")
    for source in catalog.sources(ids) {
      layout.paragraph(
        "\(source.id.rawValue): \(SourceWording.words(source))", subject: source.id.rawValue, indent: 2)
    }
  }

  mutating func closing() {
    layout.blank()
    if usesSequenceRatio { layout.paragraph(FigureWording.legend) }
    let coverage = result.coverage
    layout.paragraph(
      "\(coverage.entries) \(coverage.entries == 1 ? "entry" : "entries"): \(coverage.checked) checked, "
        + "\(coverage.notChecked) not checked, \(coverage.inactive) not taken now, \(coverage.notAMedicine) not a medicine."
    )
    layout.paragraph(
      "Checked against \(result.ruleCount) interaction rules; absence of a finding is not safety."
        + (citedSources.isEmpty || detail.explains
          ? "" : " Names in brackets are sources; --explain writes them out."))
    layout.paragraph(report.identity)
    if let days = report.catalogAgeDays, days > TextReport.freshDays {
      layout.paragraph("The catalog is \(days) days old; newer warnings may be missing.", role: .warning)
    }
    layout.paragraph("For health professionals, for information; not a substitute for their judgement.")
  }
}

extension TextLayout {
  /// Which catalog answered.
  mutating func identity(of catalog: Catalog) {
    paragraph(CatalogIdentity(of: catalog).sentence)
  }
}

extension Finding {
  /// What the summary counts: everything to act on first, and lesser interactions.
  fileprivate var isCounted: Bool {
    if case .interaction = kind { true } else { isDanger }
  }
}
