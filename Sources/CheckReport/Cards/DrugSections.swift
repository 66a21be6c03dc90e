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

  /// Sources written out before the rest is only counted.
  private static let mostSources = 8

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
    interactions()
    if isShort { return }
    lookAlikes()
    sources()
  }

  // MARK: What it is

  private mutating func head() {
    let record = catalog.drug(drug)
    layout.paragraph(record.name, role: .strong)
    if !record.about.isEmpty { layout.paragraph(record.about.sentence, indent: 2) }
    if !isShort { names() }
    layout.paragraph(review(record), indent: 2)
    if detail.explains, !record.note.isEmpty { layout.paragraph("Note: \(record.note.sentence)", indent: 2) }
  }

  private mutating func names() {
    let names = catalog.names(of: drug)
    let country = card.country
    let brands = names.filter { name in
      guard case .drug(_, .brand) = name.meaning else { return false }
      return country.map { name.countries.isEmpty || name.countries.contains($0) } ?? true
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
    if detail.showsAll {
      list("Classes", catalog.classes(of: drug).map { catalog.drugClass($0).name }, most: .max)
    }
  }

  private mutating func list(_ label: String, _ items: [String], most: Int) {
    guard !items.isEmpty else { return }
    let shown = detail.showsAll ? items[...] : items.prefix(most)
    let more = items.count > shown.count ? ", and \(items.count - shown.count) more" : ""
    layout.paragraph("\(label): " + shown.joined(separator: ", ") + more + ".", indent: 2)
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
    let overview = InteractionOverview(of: drug, in: catalog)
    let lines = overview.lines
    guard !lines.isEmpty else { return }
    layout.heading("Interactions of \(catalog.drugName(drug)), worst first")
    let most = detail.showsAll ? Int.max : isShort ? 3 : 10
    for line in lines.prefix(most) {
      let statement = catalog.statement(line.statement)
      let through = detail.showsAll ? line.through.map { " (as one of \(catalog.drugClass($0).name))" } : nil
      layout.paragraph(
        overview.words(line, statement) + (through ?? "") + cite(statement.attribution), indent: 2,
        lead: ReportSections.lead(line.severity))
      guard detail.explains else { continue }
      if !statement.action.isEmpty { layout.paragraph(statement.action.sentence, indent: 4, lead: .action) }
      if !statement.mechanism.isEmpty { layout.paragraph("Why: \(statement.mechanism.sentence)", indent: 4) }
    }
    if lines.count > most {
      layout.paragraph("\(lines.count - most) more; --all shows them.", indent: 2)
    }
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
    let ids = attribution.sources.map(\.rawValue).joined(separator: ", ")
    let parts = [ids, date, FigureWording.mark(attribution.verification)].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : " [" + parts.joined(separator: "; ") + "]"
  }

  private mutating func sources() {
    let ids = cited.uniqued()
    guard !ids.isEmpty else { return }
    layout.heading("Sources")
    let most = detail.explains || detail.showsAll ? Int.max : Self.mostSources
    for source in catalog.sources(Array(ids.prefix(most))) {
      layout.paragraph(
        "\(source.id.rawValue): \(SourceWording.words(source))", subject: source.id.rawValue, indent: 2)
    }
    if ids.count > most { layout.paragraph("\(ids.count - most) more; --explain shows them.", indent: 2) }
  }
}
