package import DrugCatalog
package import MedicationCheck

/// What the catalog knows of one name: a drug, a combination of drugs, or a class.
package struct DrugCard {
  let catalog: Catalog
  let style: TextStyle
  let detail: TextReport.Detail
  /// Whose statements come alone where countries differ; `nil`: all.
  let country: String?

  package init(catalog: Catalog, style: TextStyle, detail: TextReport.Detail, country: String?) {
    self.catalog = catalog
    self.style = style
    self.detail = detail
    self.country = country?.uppercased()
  }

  /// The card of what a name was resolved to, or what it may be.
  package func text(_ resolved: ResolvedEntry, query: String) -> String {
    var layout = TextLayout(style)
    let drugs = resolved.drugs
    switch resolved.resolution {
    case .resolved:
      if drugs.count > 1 {
        layout.paragraph(
          "\(TerminalText.safe(query)): a combination of \(drugs.map(catalog.drugName).joined(separator: " and "))",
          role: .heading)
      }
    case .ambiguous(let candidates), .conflict(let candidates):
      layout.paragraph(
        "\(TerminalText.safe(query)) may be several things; nothing was chosen:", role: .heading)
      for candidate in candidates { layout.paragraph(words(candidate), indent: 2, lead: "-") }
    case .unrecognised(let suggestions):
      layout.paragraph("\(TerminalText.safe(query)) is not recognised.", role: .heading)
      if !suggestions.isEmpty {
        layout.paragraph("Perhaps: " + suggestions.map(words).joined(separator: "; "), indent: 2)
      }
    case .notAMedicine(let kind):
      layout.paragraph(
        "\(TerminalText.safe(query)) is not a medicine (\(TerminalText.safe(kind))).", role: .heading)
    }
    for remark in resolved.remarks {
      layout.paragraph(TerminalText.safe(remark.sentence), indent: 2, lead: "-")
    }
    for drug in drugs {
      layout.blank()
      var sections = DrugSections(card: self, drug: drug, layout: layout)
      sections.write()
      layout = sections.layout
    }
    closing(&layout)
    return layout.text
  }

  private func words(_ candidate: Resolution.Candidate) -> String {
    let drugs = candidate.drugs.map(catalog.drugName).joined(separator: " + ")
    let name = drugs.isEmpty || drugs == candidate.name ? candidate.name : "\(candidate.name) (\(drugs))"
    let countries = candidate.countries.isEmpty ? "" : " in " + candidate.countries.joined(separator: ", ")
    return TerminalText.safe(name + countries)
  }

  func closing(_ layout: inout TextLayout) {
    layout.blank()
    layout.paragraph(
      "Checked against \(catalog.ruleCount) interaction rules; absence from them is not safety.")
    layout.paragraph(
      "Catalog \(catalog.version) of \(catalog.date), SHA-256 \(catalog.sha256.prefix(16)). For health professionals, for information.",
      role: .quiet)
  }

  /// Whether a statement of these countries is shown.
  func isShown(_ jurisdictions: [String]) -> Bool {
    guard let country, !jurisdictions.isEmpty else { return true }
    return jurisdictions.contains(country) || jurisdictions.contains("INTL")
  }
}

/// The sections of one drug's card.
struct DrugSections {
  let card: DrugCard
  let drug: DrugRow
  var layout: TextLayout
  private var cited: [Source.ID] = []

  private var catalog: Catalog { card.catalog }
  private var detail: TextReport.Detail { card.detail }

  init(card: DrugCard, drug: DrugRow, layout: TextLayout) {
    self.card = card
    self.drug = drug
    self.layout = layout
  }

  mutating func write() {
    let roles = CrampRoles(of: drug, in: catalog)
    head()
    standing(roles)
    causes(roles)
    interactions()
    lookAlikes()
    sources()
  }

  // MARK: What it is

  private mutating func head() {
    let record = catalog.drug(drug)
    layout.paragraph(record.name, role: .heading)
    if !record.about.isEmpty { layout.paragraph(TerminalText.safe(record.about.sentence), indent: 2) }
    let names = catalog.names(of: drug)
    let shownCountry = card.country
    let brands = names.filter { name in
      guard case .drug(_, .brand) = name.meaning else { return false }
      return shownCountry.map { name.countries.isEmpty || name.countries.contains($0) } ?? true
    }
    list(
      "Brands",
      brands.map { $0.countries.isEmpty ? $0.text : "\($0.text) (\($0.countries.joined(separator: ", ")))" },
      most: 8)
    let others = names.filter { name in
      if case .drug(_, let kind) = name.meaning { kind != .brand && kind != .generic } else { false }
    }
    list("Also called", others.map(\.text), most: 6)
    let codes = names.filter { if case .drugCode = $0.meaning { true } else { false } }
    list("Codes", codes.map(\.text), most: 12)
    let classes = catalog.classes(of: drug).map { catalog.drugClass($0).name }
    if detail.showsAll { list("Classes", classes, most: .max) }
    layout.paragraph(review(record), indent: 2)
  }

  private mutating func list(_ label: String, _ items: [String], most: Int) {
    guard !items.isEmpty else { return }
    let shown = detail.showsAll ? items[...] : items.prefix(most)
    let more = items.count > shown.count ? ", and \(items.count - shown.count) more" : ""
    layout.paragraph("\(label): " + TerminalText.safe(shown.joined(separator: ", ")) + more + ".", indent: 2)
  }

  private func review(_ record: Drug) -> String {
    switch catalog.review(of: drug) {
    case .listed: "Review: listed, with entries of its own."
    case .classRule: "Review: judged through its class."
    case .notReviewed:
      "Review: not reviewed; nobody has judged its part in cramps. Listed relatives: "
        + record.relatives.map { id in catalog.drugRow(id).map(catalog.drugName) ?? id.rawValue }.joined(
          separator: ", ") + "."
    case .noKnownRole: "Review: no known part in cramps in these tables, which is not proof that it has none."
    }
  }

  // MARK: As a treatment

  private mutating func standing(_ roles: CrampRoles) {
    for treatment in roles.treatments {
      layout.heading(heading(treatment))
      let shown = treatment.statements.filter { $0.isDisplayed && card.isShown($0.jurisdictions) }
      let cautions = shown.filter { $0.kind == .caution }.sorted { a, b in
        a.isBoxed != b.isBoxed ? a.isBoxed : a.severity > b.severity
      }
      let boxed = cautions.filter(\.isBoxed)
      for statement in boxed { bullet(statement, lead: "BOXED WARNING", role: .danger) }
      for statement in shown where statement.kind == .role { bullet(statement) }
      for statement in shown where statement.kind == .evidence { bullet(statement) }
      let actions = shown.filter { $0.kind == .regulatoryAction }.sorted { $0.date < $1.date }
      if !actions.isEmpty { layout.heading("Regulators") }
      for statement in actions { bullet(statement, lead: statement.date.isEmpty ? "-" : statement.date) }
      let rest = cautions.filter { !$0.isBoxed }
      if !rest.isEmpty { layout.heading("Cautions, worst first") }
      let most = detail.showsAll ? Int.max : 12
      for statement in rest.prefix(most) {
        bullet(
          statement, lead: statement.severity.rawValue.uppercased(),
          role: statement.severity >= .major ? .danger : nil)
      }
      if rest.count > most { layout.paragraph("\(rest.count - most) more; --all shows them.", indent: 2) }
    }
  }

  private func heading(_ treatment: CrampTreatment) -> String {
    let role =
      switch treatment.role {
      case .crampTreatment: "Used for cramps"
      case .triedOnly: "Tried for cramps"
      case .otherDiseaseOnly: "Tried for cramps of other diseases only"
      }
    let standing =
      switch treatment.standing {
      case .notRecommended: "not recommended"
      case .limitedEvidence: "limited evidence"
      case .unlikelyToHelp: "unlikely to help"
      case .noEvidence: "no evidence found"
      case .licensedRestricted: "licensed with restrictions"
      case .otherDiseaseOnly: "not shown in ordinary night cramps"
      }
    return "\(role): \(standing)"
  }

  private mutating func bullet(
    _ statement: TreatmentStatement, lead: String = "-", role: TextStyle.Role? = nil
  ) {
    let place = JurisdictionWording.suffix(statement.jurisdictions)
    let date = statement.kind == .regulatoryAction || statement.date.isEmpty ? "" : ", \(statement.date)"
    let note = detail.explains && !statement.note.isEmpty ? " (\(statement.note))" : ""
    layout.paragraph(
      TerminalText.safe(statement.text + note) + place + cite(statement.attribution, date), indent: 2,
      lead: lead,
      leadRole: role)
  }

  private mutating func cite(_ attribution: Attribution, _ suffix: String = "") -> String {
    cited += attribution.sources
    let ids = attribution.sources.map(\.rawValue).joined(separator: ", ")
    return " [\(ids)\(suffix)]" + FigureWording.mark(attribution)
  }

  // MARK: As a cause

  private mutating func causes(_ roles: CrampRoles) {
    let own = roles.ownCauses + roles.ownNonCauses
    guard !own.isEmpty || !roles.classCauses.isEmpty else { return }
    layout.heading(roles.causes ? "May be linked to cramps" : "Studied for cramps, and not flagged")
    for association in own { bullet(association, through: nil) }
    for (association, drugClass) in roles.classCauses { bullet(association, through: drugClass) }
    if let mechanism = own.first?.mechanism ?? roles.classCauses.first?.association.mechanism,
      !mechanism.isEmpty
    {
      layout.paragraph("How: " + TerminalText.safe(mechanism.sentence), indent: 4)
    }
    if let action = own.first?.action ?? roles.classCauses.first?.association.action, !action.isEmpty {
      layout.paragraph(TerminalText.safe(action.sentence), indent: 2, lead: "→")
    }
    if roles.causes { layout.paragraph(FindingWording.neverStop, indent: 2, lead: "→") }
  }

  private mutating func bullet(_ association: CrampAssociation, through drugClass: DrugClass?) {
    let symptom =
      association.reportedSymptom.isEmpty
      ? FigureWording.symptom(association.symptom) : association.reportedSymptom
    let figure = FigureWording.words(association.figure)
    // The source's own words name the subclass a figure belongs to.
    let printed = association.figure.text
    let said = printed.isEmpty || printed == "no figure" || printed == figure ? "" : " (\(printed))"
    let together: String =
      if case .together(let ids) = association.subject {
        "together with " + ids.map(\.rawValue).joined(separator: ", ") + ": "
      } else { "" }
    let byClass = drugClass.map { "as one of \($0.name): " } ?? ""
    let note = association.flags || association.note.isEmpty ? "" : "; " + association.note
    layout.paragraph(
      TerminalText.safe(
        "\(together)\(byClass)\(symptom), \(FigureWording.direction(association))"
          + (figure.isEmpty ? "" : ": \(figure)")
          + said + "; grade \(association.grade.rawValue)\(note)") + cite(association.attribution), indent: 2,
      lead: "-")
  }

  // MARK: Interactions and look-alikes

  private mutating func interactions() {
    let rules = InteractionOverview(of: drug, in: catalog, country: card.country).lines
    guard !rules.isEmpty else { return }
    layout.heading("Interactions, worst first")
    let most = detail.showsAll ? Int.max : 10
    for line in rules.prefix(most) {
      let statement = catalog.statement(line.statement)
      let through = line.through.map { " (as one of \(catalog.drugClass($0).name))" } ?? ""
      layout.paragraph(
        TerminalText.safe("with \(catalog.name(of: line.other))\(through): \(statement.effect)")
          + JurisdictionWording.suffix(statement.jurisdictions) + cite(statement.attribution),
        indent: 2, lead: line.severity.rawValue.uppercased(),
        leadRole: line.severity >= .major ? .danger : nil)
    }
    if rules.count > most {
      layout.paragraph("\(rules.count - most) more rules; --all shows them.", indent: 2)
    }
  }

  private mutating func lookAlikes() {
    let pairs = catalog.lookAlikes(of: drug).filter(\.warns)
    guard !pairs.isEmpty else { return }
    layout.heading("Names taken for each other")
    for pair in pairs {
      let a = FindingWording.tallMan(pair.tallManA, pair.nameA)
      let b = FindingWording.tallMan(pair.tallManB, pair.nameB)
      layout.paragraph(TerminalText.safe("\(a) and \(b)") + cite(pair.attribution), indent: 2, lead: "-")
    }
  }

  private mutating func sources() {
    let ids = cited.uniqued()
    guard !ids.isEmpty else { return }
    layout.heading("Sources")
    let most = detail.explains || detail.showsAll ? Int.max : 8
    for source in catalog.sources(Array(ids.prefix(most))) {
      layout.paragraph("\(source.id.rawValue): \(SourceWording.words(source))", indent: 2)
    }
    if ids.count > most { layout.paragraph("\(ids.count - most) more; --explain shows them.", indent: 2) }
  }
}

/// The rules that name a drug or one of its classes, worst first.
struct InteractionOverview {
  struct Line {
    let severity: Severity
    let statement: Row<InteractionStatement>
    let other: InteractionSide
    /// The class through which the rule reaches the drug; `nil` for a rule that names the drug.
    let through: ClassRow?
  }

  /// One line for each statement.
  let lines: [Line]

  init(of drug: DrugRow, in catalog: Catalog, country: String?) {
    let own = catalog.rules(of: drug).map { ($0, InteractionSide.drug(drug)) }
    let byClass = catalog.classes(of: drug).flatMap { row in
      catalog.rules(of: row).map { ($0, InteractionSide.drugClass(row)) }
    }
    var seen: Set<Row<InteractionStatement>> = []
    var lines: [Line] = []
    for (rule, side) in own + byClass where seen.insert(rule.statement).inserted {
      let outline = catalog.outline(rule.statement)
      if let country, !outline.jurisdictions.isEmpty, !outline.jurisdictions.contains(country) { continue }
      let through: ClassRow? = if case .drugClass(let row) = side { row } else { nil }
      lines.append(
        Line(
          severity: outline.severityAsAWhole, statement: rule.statement,
          other: rule.first == side ? rule.second : rule.first, through: through))
    }
    // Rules that name the drug itself come before those of its classes.
    self.lines = lines.enumerated().sorted { a, b in
      a.element.severity == b.element.severity ? a.offset < b.offset : a.element.severity > b.element.severity
    }.map(\.element)
  }
}
