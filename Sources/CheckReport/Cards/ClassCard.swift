package import DrugCatalog

extension DrugCard {
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
    associations(of: row, &layout)
    rules(of: row, &layout)
    closing(&layout)
    return layout.text
  }

  private func associations(of row: ClassRow, _ layout: inout TextLayout) {
    let associations = catalog.associations(of: row)
    guard !associations.isEmpty else { return }
    layout.heading(
      associations.contains(where: \.flags)
        ? "May be linked to cramps" : "Studied for cramps, and not flagged")
    var seen: Set<[String]> = []
    for association in associations
    where seen.insert([association.symptom.rawValue, association.figure.value, association.note]).inserted {
      let figure = FigureWording.words(association.figure)
      let symptom =
        association.reportedSymptom.isEmpty
        ? FigureWording.symptom(association.symptom) : association.reportedSymptom
      layout.paragraph(
        "\(symptom), \(FigureWording.direction(association.direction))"
          + (figure.isEmpty ? "" : ": \(figure)")
          + "; grade \(association.grade.rawValue)" + citation(association.attribution), indent: 2,
        lead: .bullet)
    }
    if associations.contains(where: \.flags) {
      layout.paragraph(FindingWording.neverStop.sentence, indent: 2, lead: .action)
    }
  }

  private func rules(of row: ClassRow, _ layout: inout TextLayout) {
    let overview = InteractionOverview(of: row, in: catalog)
    let lines = overview.lines
    guard !lines.isEmpty else { return }
    layout.heading("Interactions of the class, worst first")
    let most = detail.showsAll ? Int.max : 10
    for line in lines.prefix(most) {
      let statement = catalog.statement(line.statement)
      layout.paragraph(
        overview.words(line, statement) + citation(statement.attribution), indent: 2,
        lead: ReportSections.lead(line.severity))
    }
    if lines.count > most {
      layout.paragraph("\(lines.count - most) more; --all shows them.", indent: 2)
    }
  }

  private func citation(_ attribution: Attribution) -> String {
    let ids = attribution.sources.map(\.rawValue).joined(separator: ", ")
    let parts = [ids, FigureWording.mark(attribution.verification)].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : " [" + parts.joined(separator: "; ") + "]"
  }
}
