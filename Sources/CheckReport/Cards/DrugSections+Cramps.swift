import DrugCatalog

/// A drug's part in cramps: as a treatment, and as a cause.
extension DrugSections {
  // MARK: As a treatment

  /// Boxed warnings first, then what is known of its effect, what regulators did, and the other cautions.
  mutating func standing(_ treatment: CrampTreatment) {
    layout.heading(heading(treatment))
    let shown = treatment.statements.filter(\.isDisplayed)
    let cautions = shown.filter { $0.kind == .caution }.sorted { a, b in
      if a.isBoxed != b.isBoxed { return a.isBoxed }
      if a.severity != b.severity { return a.severity > b.severity }
      return !card.isForeign(a.jurisdictions) && card.isForeign(b.jurisdictions)
    }
    for statement in cautions where statement.isBoxed {
      bullet(statement, lead: .init("BOXED WARNING", .danger))
    }
    for statement in shown where statement.kind == .role { bullet(statement) }
    if !isShort {
      for statement in shown where statement.kind == .evidence { bullet(statement) }
      let actions = shown.filter { $0.kind == .regulatoryAction }.sorted { $0.date < $1.date }
      if !actions.isEmpty { layout.heading("Regulators on \(subject(treatment)) for cramps") }
      for statement in actions {
        bullet(statement, lead: .init(statement.date.isEmpty ? "-" : statement.date))
      }
    }
    self.cautions(cautions.filter { !$0.isBoxed }, of: treatment)
  }

  private mutating func cautions(_ cautions: [TreatmentStatement], of treatment: CrampTreatment) {
    guard !cautions.isEmpty else { return }
    layout.heading("Cautions of \(subject(treatment)), worst first")
    let most = detail.showsAll ? Int.max : isShort ? 3 : 12
    for statement in cautions.prefix(most) {
      bullet(statement, lead: ReportSections.lead(statement.severity))
    }
    if cautions.count > most {
      layout.paragraph("\(cautions.count - most) more; --all shows them.", indent: 2)
    }
  }

  private func subject(_ treatment: CrampTreatment) -> String {
    switch treatment.subject {
    case .drug(let id): name(id)
    case .together(let ids): ids.map(name).joined(separator: " with ")
    case .measure(let name): name
    }
  }

  private func name(_ id: Drug.ID) -> String { catalog.drugRow(id).map(catalog.drugName) ?? id.rawValue }

  private func heading(_ treatment: CrampTreatment) -> String {
    let role =
      switch treatment.role {
      case .crampTreatment: "used for cramps"
      case .triedOnly: "tried for cramps"
      case .otherDiseaseOnly: "tried for cramps of other diseases only"
      }
    let standing =
      switch treatment.standing {
      case .notRecommended: "not recommended"
      case .limitedEvidence: "limited evidence"
      case .unlikelyToHelp: "unlikely to help"
      case .noEvidence: "no evidence found"
      case .licensedRestricted: "licensed with restrictions"
      case .otherDiseaseOnly: "not shown to help ordinary night cramps"
      }
    return "\(subject(treatment)), \(role): \(standing)".sentence
  }

  private mutating func bullet(_ statement: TreatmentStatement, lead: TextLayout.Lead = .bullet) {
    let date = statement.kind == .regulatoryAction ? "" : statement.date
    let note = detail.explains && !statement.note.isEmpty ? " (\(statement.note))" : ""
    layout.paragraph(
      whom(statement) + statement.text + note + JurisdictionWording.suffix(statement.jurisdictions)
        + cite(statement.attribution, date: date), indent: 2, lead: lead)
  }

  /// Whom a caution concerns, where its own words do not begin with it.
  private func whom(_ statement: TreatmentStatement) -> String {
    let concerns = statement.concerns.compactMap(\.condition).map {
      ConcernWording.words(Concern(condition: $0), in: catalog)
    }
    guard !concerns.isEmpty, !concerns.contains(where: statement.text.contains) else { return "" }
    return statement.population.isEmpty ? concerns.joined(separator: ", or ") + ": " : ""
  }

  // MARK: As a cause

  mutating func causes(_ roles: CrampRoles) {
    let own = roles.ownCauses + roles.ownNonCauses
    // The class says again what an association of the drug took from it.
    let byClass = roles.classCauses.filter { other in
      !own.contains { $0.isClassLevel && $0.figure.value == other.association.figure.value }
    }
    guard let best = own.first ?? byClass.first?.association else { return }
    layout.heading(roles.causes ? "May be linked to cramps" : "Studied for cramps, and not flagged")
    let most = isShort ? 2 : Int.max
    for association in own.prefix(most) { bullet(association, through: nil) }
    for (association, drugClass) in byClass.prefix(max(0, most - own.count)) {
      bullet(association, through: drugClass)
    }
    if !best.mechanism.isEmpty, !isShort { layout.paragraph("How: \(best.mechanism.sentence)", indent: 4) }
    guard roles.causes else { return }
    if !best.action.isEmpty { layout.paragraph(best.action.sentence, indent: 2, lead: .action) }
    layout.paragraph(FindingWording.neverStop.sentence, indent: 2, lead: .action)
  }

  private mutating func bullet(_ association: CrampAssociation, through drugClass: DrugClass?) {
    var parts = [FigureWording.direction(association.direction)]
    let figure = FigureWording.words(association.figure)
    if !figure.isEmpty { parts[0] += ": " + figure }
    parts.append("grade \(association.grade.rawValue)")
    if !association.note.isEmpty { parts.append(association.note) }
    let together =
      if case .together(let ids) = association.subject {
        "\(ids.map(name).joined(separator: " with ")): "
      } else {
        ""
      }
    let byClass = drugClass.map { "as one of \($0.name): " } ?? ""
    let symptom =
      association.reportedSymptom.isEmpty
      ? FigureWording.symptom(association.symptom) : association.reportedSymptom
    layout.paragraph(
      together + byClass + symptom + ", " + parts.joined(separator: "; ") + cite(association.attribution),
      indent: 2, lead: .bullet)
  }
}
