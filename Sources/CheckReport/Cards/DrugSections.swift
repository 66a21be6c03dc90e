import DrugCatalog

/// The sections of one drug's card.
struct DrugSections {
  let card: DrugCard
  let drug: DrugRow
  /// One ingredient of a combination: only what matters most.
  let isShort: Bool
  var layout: TextLayout
  private var cited: [Source.ID] = []

  var catalog: Catalog { card.catalog }
  var detail: TextReport.Detail { card.detail }

  init(card: DrugCard, drug: DrugRow, isShort: Bool, layout: TextLayout) {
    self.card = card
    self.drug = drug
    self.isShort = isShort && !card.detail.showsAll
    self.layout = layout
  }

  mutating func write() {
    let roles = CrampRoles(of: drug, in: catalog)
    head()
    for treatment in roles.treatments { standing(treatment) }
    causes(roles)
    for label in roles.labelCautions { self.label(label) }
    interactions()
    if isShort { return }
    lookAlikes()
    card.sources(cited, &layout)
  }

  // MARK: What it is

  private mutating func head() {
    let record = catalog.drug(drug)
    layout.paragraph(record.name, role: .strong)
    if !record.about.isEmpty { layout.paragraph(record.about.sentence, indent: 2) }
    if record.about.isEmpty || detail.showsAll {
      list("Classes", catalog.classes(of: drug).map { catalog.drugClass($0).name }, most: 4, separator: "; ")
    }
    if !isShort { names() }
    layout.paragraph(review(record), indent: 2)
    if detail.explains, !record.note.isEmpty { layout.paragraph("Note: \(record.note.sentence)", indent: 2) }
  }

  private func review(_ record: Drug) -> String {
    switch catalog.review(of: drug) {
    case .listed: "Review: listed, with entries of its own."
    case .classRule: "Review: judged through its class."
    case .notReviewed:
      "Review: not reviewed; nobody has judged its part in cramps. Listed relatives: "
        + record.relatives.map { id in catalog.drugRow(id).map(catalog.drugName) ?? id.rawValue }.joined(
          separator: ", ") + "."
    case .noKnownRole: "Review: no known part in cramps in these tables, which is no proof that it has none."
    }
  }

  // MARK: Interactions and look-alikes

  private mutating func interactions() {
    let overview = InteractionOverview(of: drug, in: catalog, country: card.country)
    let lines = overview.alarms
    if !lines.isEmpty {
      layout.heading("Interactions of \(catalog.drugName(drug)): what may happen, worst first")
      let most = detail.showsAll ? Int.max : overview.shownCount(atLeast: isShort ? 3 : 10)
      for line in lines.prefix(most) { interaction(line, overview) }
      if lines.count > most {
        layout.paragraph("\(lines.count - most) more; --all shows them.", indent: 2)
      }
    }
    guard detail.showsAll, !overview.studiedWithoutEffect.isEmpty else { return }
    layout.heading("Studied together without an effect")
    for line in overview.studiedWithoutEffect { interaction(line, overview) }
  }

  private mutating func interaction(_ line: InteractionOverview.Line, _ overview: InteractionOverview) {
    let statement = catalog.statement(of: line.rule)
    let showsClass = detail.showsAll || detail.explains
    let through =
      showsClass
      ? line.through.map { " (as one of \(SideWording.midSentence(catalog.drugClass($0).name)))" } : nil
    layout.paragraph(
      overview.words(line, statement) + (through ?? "") + cite(statement.attribution), indent: 2,
      lead: ReportSections.lead(line.severity))
    guard detail.explains else { return }
    if !statement.action.isEmpty { layout.paragraph(statement.action.sentence, indent: 4, lead: .action) }
    if !statement.mechanism.isEmpty { layout.paragraph("Why: \(statement.mechanism.sentence)", indent: 4) }
  }

  private mutating func lookAlikes() {
    let pairs = catalog.lookAlikes(of: drug).filter(\.warns)
    guard !pairs.isEmpty else { return }
    layout.heading("Names taken for each other")
    for pair in pairs {
      let wording = FindingWording.lookAlike(pair)
      layout.paragraph(wording.subject + cite(pair.attribution), indent: 2, lead: .bullet)
    }
  }

  // MARK: Sources

  /// ` [garrison2012; second-hand source]`; notes the sources for the end of the card.
  mutating func cite(_ attribution: Attribution, date: String = "") -> String {
    cited += attribution.sources
    return SourceWording.citation(attribution, date: date)
  }
}
