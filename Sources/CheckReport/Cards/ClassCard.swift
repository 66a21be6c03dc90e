package import DrugCatalog

extension DrugCard {
  /// Rules of a class before the rest is only counted.
  private static let mostRules = 10

  /// The card of a class: its members, what is known of all of them, and the rules that name it.
  package func text(_ row: ClassRow) -> String {
    var layout = TextLayout(style)
    let drugClass = catalog.drugClass(row)
    layout.paragraph("\(drugClass.name) (class \(drugClass.id))", role: .strong)
    if !drugClass.atcPrefixes.isEmpty {
      layout.paragraph("ATC: " + drugClass.atcPrefixes.joined(separator: ", ") + ".", indent: 2)
    }
    let members = catalog.drugs(of: row)
    let names = members.map(catalog.drugName).sorted().joined(separator: ", ")
    layout.paragraph("\(members.count) members: \(names).", indent: 2)
    if drugClass.isDuplicationRelevant {
      layout.paragraph("Two of them on one list are worth a question.", indent: 2)
    }
    var cited: [Source.ID] = []
    associations(of: row, &layout, &cited)
    rules(of: row, &layout, &cited)
    sources(cited, &layout)
    closing(&layout)
    return layout.text
  }

  private func associations(of row: ClassRow, _ layout: inout TextLayout, _ cited: inout [Source.ID]) {
    let associations = catalog.associations(of: row).distinct()
    let causes = associations.filter(\.flags)
    list(causes, under: "May be linked to cramps", &layout, &cited)
    if let best = causes.first {
      if !best.mechanism.isEmpty { layout.paragraph("Possible mechanism: \(best.mechanism).", indent: 2) }
      if !best.action.isEmpty { layout.paragraph(best.action.sentence, indent: 2, lead: .action) }
      layout.paragraph(FindingWording.neverStop.sentence, indent: 2, lead: .action)
    }
    let cleared = associations.filter { !$0.flags }
    list(cleared, under: "On record, and not counted against the class", &layout, &cited)
    let legend = AssociationWording.legend(associations)
    if !legend.isEmpty { layout.paragraph(legend, indent: 2) }
  }

  private func list(
    _ associations: [CrampAssociation], under heading: String, _ layout: inout TextLayout,
    _ cited: inout [Source.ID]
  ) {
    guard !associations.isEmpty else { return }
    layout.heading(heading)
    for association in associations {
      cited += association.attribution.sources
      let words = AssociationWording.words(association) { id in
        catalog.drugRow(id).map(catalog.drugName) ?? id.rawValue
      }
      layout.paragraph(
        words + SourceWording.citation(association.attribution), indent: 2, lead: .bullet)
    }
  }

  private func rules(of row: ClassRow, _ layout: inout TextLayout, _ cited: inout [Source.ID]) {
    let overview = InteractionOverview(of: row, in: catalog, country: country)
    let lines = overview.alarms
    guard !lines.isEmpty else { return }
    layout.heading("Interactions of the class: what may happen, worst first")
    let most = detail.showsAll ? Int.max : overview.shownCount(atLeast: Self.mostRules)
    for line in lines.prefix(most) {
      let statement = catalog.statement(of: line.rule)
      cited += statement.attribution.sources
      layout.paragraph(
        overview.words(line, statement) + SourceWording.citation(statement.attribution), indent: 2,
        lead: ReportSections.lead(line.severity))
    }
    if lines.count > most {
      layout.paragraph("\(lines.count - most) more; --all shows them.", indent: 2)
    }
  }
}
