import DrugCatalog

/// A drug's standing as a treatment of cramps.
extension DrugSections {
  /// Boxed warnings first, then what is known of its effect, what regulators did, and the other cautions.
  mutating func standing(_ treatment: CrampTreatment) {
    layout.heading(heading(treatment))
    let shown = treatment.statements.filter(\.isDisplayed)
    let cautions = shown.filter { $0.kind == .caution }
    for statement in cautions where statement.isBoxed {
      bullet(statement, lead: .init("BOXED WARNING", .danger))
    }
    for statement in shown where statement.kind == .role { bullet(statement) }
    if !isShort {
      let evidence = shown.filter { $0.kind == .evidence }
      // A signal of harm must not be read over between statements of effect.
      for statement in evidence where statement.severity >= .major {
        bullet(statement, lead: ReportSections.lead(statement.severity))
      }
      for statement in evidence where statement.severity < .major { bullet(statement) }
      regulators(shown.filter { $0.kind == .regulatoryAction }, on: treatment)
    }
    self.cautions(cautions.filter { !$0.isBoxed }, of: treatment)
  }

  /// What the label of a medicine that is no treatment warns of.
  mutating func label(_ label: CrampTreatment) {
    let shown = label.statements.filter { $0.isDisplayed && $0.kind == .caution }
    layout.heading("What the label of \(subject(label)) warns of")
    for statement in shown where statement.isBoxed {
      bullet(statement, lead: .init("BOXED WARNING", .danger))
    }
    let others = shown.filter { !$0.isBoxed }
    let most = detail.showsAll ? Int.max : isShort ? 1 : 5
    for statement in others.prefix(most) { bullet(statement, lead: ReportSections.lead(statement.severity)) }
    if others.count > most { layout.paragraph("\(others.count - most) more; --all shows them.", indent: 2) }
  }

  /// By date; with a country, its own first.
  private mutating func regulators(_ actions: [TreatmentStatement], on treatment: CrampTreatment) {
    let actions = actions.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
    let own = actions.filter { !card.isForeign($0.jurisdictions) }
    let foreign = actions.filter { card.isForeign($0.jurisdictions) }
    self.actions(own, under: "Regulators on \(subject(treatment)) for cramps")
    self.actions(foreign, under: "Regulators of other countries")
  }

  private mutating func actions(_ actions: [TreatmentStatement], under heading: String) {
    guard !actions.isEmpty else { return }
    layout.heading(heading)
    for statement in actions {
      bullet(statement, lead: .init(statement.date.isEmpty ? "-" : statement.date))
    }
  }

  /// All of them: a caution is never folded away, except on the short card of a combination's ingredient.
  private mutating func cautions(_ cautions: [TreatmentStatement], of treatment: CrampTreatment) {
    guard !cautions.isEmpty else { return }
    layout.heading("Cautions of \(subject(treatment)), worst first")
    let sorted = cautions.enumerated().sorted { a, b in
      if a.element.severity != b.element.severity { return a.element.severity > b.element.severity }
      let foreign = (card.isForeign(a.element.jurisdictions), card.isForeign(b.element.jurisdictions))
      return foreign.0 == foreign.1 ? a.offset < b.offset : foreign.1
    }.map(\.element)
    let most = isShort ? 3 : Int.max
    for statement in sorted.prefix(most) { bullet(statement, lead: ReportSections.lead(statement.severity)) }
    if sorted.count > most {
      layout.paragraph("\(sorted.count - most) more; --all shows them.", indent: 2)
    }
  }

  private func subject(_ treatment: CrampTreatment) -> String {
    switch treatment.subject {
    case .drug(let id): name(id)
    case .together(let ids): ids.map(name).joined(separator: " with ")
    case .measure(let name): name
    }
  }

  func name(_ id: Drug.ID) -> String { catalog.drugRow(id).map(catalog.drugName) ?? id.rawValue }

  private func heading(_ treatment: CrampTreatment) -> String {
    let role =
      switch treatment.role {
      case .crampTreatment: "used for cramps"
      case .triedOnly: "tried for cramps"
      case .otherDiseaseOnly: "tried for cramps of other diseases only"
      case .notATreatment: "not used for cramps"
      }
    let standing =
      switch treatment.standing {
      case .notRecommended: "not recommended"
      case .limitedEvidence: "limited evidence"
      case .unlikelyToHelp: "unlikely to help"
      case .noEvidence: "no evidence found"
      case .licensedRestricted: "licensed with restrictions"
      case .otherDiseaseOnly: "not shown to help ordinary night cramps"
      case .notATreatment: "no treatment"
      }
    return String("\(subject(treatment)), \(role): \(standing)".sentence.dropLast())
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
}
