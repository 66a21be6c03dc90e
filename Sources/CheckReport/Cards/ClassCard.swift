package import DrugCatalog

extension DrugCard {
  /// The card of a class: its members, what is known of all of them, and the rules that name it.
  package func text(_ row: ClassRow) -> String {
    var layout = TextLayout(style)
    let drugClass = catalog.drugClass(row)
    layout.paragraph("\(drugClass.name) (class \(drugClass.id))", role: .heading)
    if !drugClass.atcPrefixes.isEmpty {
      layout.paragraph("ATC: " + drugClass.atcPrefixes.joined(separator: ", ") + ".", indent: 2)
    }
    let members = catalog.drugs(of: row).map(catalog.drugName).sorted()
    layout.paragraph(
      "\(members.count) members: " + TerminalText.safe(members.joined(separator: ", ")) + ".", indent: 2)
    let associations = catalog.associations(of: row)
    if !associations.isEmpty {
      layout.heading("The class and cramps")
      for association in associations {
        let figure =
          association.figure.text.isEmpty ? FigureWording.words(association.figure) : association.figure.text
        layout.paragraph(
          TerminalText.safe(
            "\(association.reportedSymptom), \(FigureWording.direction(association)): \(figure); grade \(association.grade.rawValue)"
          )
            + " [\(association.attribution.sources.map(\.rawValue).joined(separator: ", "))]"
            + FigureWording.mark(association.attribution), indent: 2, lead: "-")
      }
      layout.paragraph(FindingWording.neverStop, indent: 2, lead: "→")
    }
    rules(of: row, &layout)
    closing(&layout)
    return layout.text
  }

  private func rules(of row: ClassRow, _ layout: inout TextLayout) {
    let statements = catalog.rules(of: row).map { rule in
      (rule, catalog.statement(rule.statement))
    }.sorted { $0.1.severity == $1.1.severity ? $0.1.id < $1.1.id : $0.1.severity > $1.1.severity }
    guard !statements.isEmpty else { return }
    layout.heading("Interactions of the class, worst first")
    let most = detail.showsAll ? Int.max : 10
    for (rule, statement) in statements.prefix(most) {
      let other = rule.first == .drugClass(row) ? rule.second : rule.first
      layout.paragraph(
        TerminalText.safe("with \(catalog.name(of: other)): \(statement.effect)")
          + JurisdictionWording.suffix(statement.jurisdictions)
          + " [\(statement.attribution.sources.map(\.rawValue).joined(separator: ", "))]", indent: 2,
        lead: statement.severity.rawValue.uppercased(), leadRole: statement.severity >= .major ? .danger : nil
      )
    }
    if statements.count > most {
      layout.paragraph("\(statements.count - most) more rules; --all shows them.", indent: 2)
    }
  }
}
