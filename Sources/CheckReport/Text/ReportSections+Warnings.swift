import DrugCatalog
import MedicationCheck

/// What to act on first, and the open questions of each cramp treatment.
extension ReportSections {
  mutating func dangers() {
    let shown = result.findings.filter(\.isDanger)
    guard !shown.isEmpty else { return }
    layout.heading("Act on these first")
    for severity in [Severity.contraindicated, .major, .moderate, .minor] {
      for finding in shown where finding.severity == severity { bullet(finding) }
    }
  }

  // MARK: Cautions

  /// The open questions of a treatment together, so that a long label does not bury the rest of the report.
  mutating func cautions() {
    let cautions = result.findings.filter {
      if case .treatmentCaution(let treatment, _, _) = $0.kind {
        treatment.isTreatment && !$0.isDanger
      } else {
        false
      }
    }
    let drugs = cautions.compactMap(\.drugs.first).uniqued().filter { drug in
      detail.showsAll || cautions.contains { $0.drugs.first == drug && $0.asksAboutGreatHarm }
    }
    if detail.showsAll == false {
      folded += cautions.filter { !$0.asksAboutGreatHarm }
    }
    guard !drugs.isEmpty else { return }
    layout.heading("Ask about these before relying on a cramp treatment")
    for drug in drugs {
      let mine = cautions.filter { $0.drugs.first == drug }
      if detail.showsAll {
        for finding in mine { bullet(finding) }
      } else {
        checkIf(drug, mine, .contraindicated)
        checkIf(drug, mine, .major)
      }
    }
  }

  private mutating func checkIf(_ drug: DrugRow, _ cautions: [Finding], _ severity: Severity) {
    let open = cautions.compactMap { finding -> (TreatmentStatement, [Concern])? in
      guard case .treatmentCaution(_, let statement, .checkIf(let concerns)) = finding.kind,
        statement.severity == severity
      else { return nil }
      return (statement, concerns)
    }
    guard !open.isEmpty else { return }
    // One country for all of them is said once.
    let places = open.map { JurisdictionWording.suffix($0.0.jurisdictions) }.uniqued()
    let questions = open.flatMap { statement, concerns in
      concerns.map {
        ConcernWording.words($0, in: catalog)
          + (places.count == 1 ? "" : JurisdictionWording.suffix(statement.jurisdictions))
      }
    }
    let name = catalog.drugName(drug)
    say(
      "\(name)\(places.count == 1 ? places[0] : ""), check if: " + questions.uniqued().joined(separator: "; ")
        + citation(open.flatMap { $0.0.attribution.sources }.uniqued(), mark: ""), subject: name, indent: 2,
      lead: Self.lead(severity))
    guard detail.explains else { return }
    for finding in cautions where finding.severity == severity && finding.isOpenQuestion {
      explain(wording(finding), of: finding)
    }
  }

  // MARK: Cautions of labels

  /// Contraindications shown for one medicine before the rest is only counted.
  private static let mostOfALabel = 3

  /// What the labels of medicines forbid, where nobody knows yet whether it concerns the patient.
  mutating func labelCautions() {
    let cautions = result.findings.filter {
      if case .treatmentCaution(let treatment, _, _) = $0.kind {
        !treatment.isTreatment && !$0.isDanger
      } else {
        false
      }
    }
    let shown = detail.showsAll ? cautions : cautions.filter { $0.severity == .contraindicated }
    var said: [Finding] = []
    for drug in shown.compactMap(\.drugs.first).uniqued() {
      let mine = shown.filter { $0.drugs.first == drug }
      said += detail.showsAll ? mine : Array(mine.prefix(Self.mostOfALabel))
    }
    folded += cautions.filter { !said.contains($0) }
    guard !said.isEmpty else { return }
    layout.heading("What labels forbid: ask whether it holds")
    for finding in said {
      let wording = wording(finding)
      paragraph(wording, lead: Self.lead(finding.severity))
      explain(wording, of: finding)
    }
  }

  // MARK: Signs, factors and the rest

  mutating func signs() {
    let flags = result.findings.filter { if case .redFlag = $0.kind { true } else { false } }
    guard !flags.isEmpty else { return }
    layout.heading("Warning signs to ask about")
    for finding in flags { bullet(finding) }
  }

  mutating func lowerFindings() {
    let lower = result.findings.filter(\.isLower)
    var ageFactors = 0
    let shown = lower.filter { finding in
      if detail.showsAll { return true }
      if finding.isAboutAgeOnly {
        ageFactors += 1
        return ageFactors == 1
      }
      return finding.isWorthALine
    }
    folded += lower.filter { !shown.contains($0) }
    guard !shown.isEmpty else { return }
    layout.heading("Also")
    for finding in shown { bullet(finding) }
  }

  /// Said where nothing else would be: an empty report must not read as safe.
  mutating func silence() {
    let isSilent = result.findings.allSatisfy { finding in
      switch finding.kind {
      case .notChecked, .noInteraction: true
      default: false
      }
    }
    guard isSilent, result.coverage.checked > 0 else { return }
    layout.blank()
    layout.paragraph(
      "No rule of this catalog speaks about the medicines that were checked. That is no proof that they are free of risk or have no part in cramps."
    )
  }
}

extension Finding {
  /// Contraindicated and major interactions, loads, and warnings that are boxed, contraindicated or major and known
  /// to hold.
  var isDanger: Bool {
    switch point.category {
    case .interaction: return (severity ?? .none) >= .major
    case .additiveLoad: return true
    case .treatmentCaution, .labelCaution:
      guard point.isMatched, case .treatmentCaution(_, let statement, _) = kind else { return false }
      return statement.isBoxed || statement.severity == .contraindicated
        || (statement.severity == .major && statement.concerns.contains { !$0.concernsAnyone })
    default: return false
    }
  }

  /// A caution of which it is not known whether it concerns the patient.
  fileprivate var isOpenQuestion: Bool {
    if case .treatmentCaution(_, _, .checkIf) = kind { true } else { false }
  }

  /// An open question whose answer may forbid a treatment.
  fileprivate var asksAboutGreatHarm: Bool { isOpenQuestion && (severity ?? .none) >= .major }

  fileprivate var isLower: Bool {
    switch kind {
    case .interaction, .noInteraction, .duplicateIngredient, .duplicateClass, .lookAlike, .patientFactor,
      .notReviewed:
      !isDanger
    default: false
    }
  }

  fileprivate var isWorthALine: Bool {
    switch kind {
    case .duplicateIngredient(isOneProduct: false), .duplicateClass, .lookAlike, .patientFactor, .notReviewed:
      true
    default: false
    }
  }

  /// Cramps are commoner with age: one line says it, however many surveys did.
  fileprivate var isAboutAgeOnly: Bool {
    guard case .patientFactor(let advice, _) = kind, var concern = advice.concern else { return false }
    concern.ageFrom = nil
    concern.ageTo = nil
    return concern.concernsAnyone
  }
}
