package import DrugCatalog

/// What an import flagged and why: words of labels, classes that speak for drugs which came with the lists, and the cautions
/// and interactions that labels state.
package struct FlagReport {
  private let catalog: Catalog
  private let firstNewDrug: Int

  /// - Parameter base: The catalog the import began with; its drugs are not told again.
  package init(catalog: Catalog, base: Catalog?) {
    self.catalog = catalog
    firstNewDrug = base?.drugCount ?? 0
  }

  /// - Complexity: O(associations + drugs × their classes).
  package func text(style: TextStyle) -> String {
    var layout = TextLayout(style)
    let labels = catalog.associations.filter { $0.basis == .labelText }
    layout.heading("Flagged by the text of a label: \(labels.count)")
    for label in labels { layout.paragraph(Self.words(label), indent: 2, lead: .bullet) }
    let ruled = catalog.allDrugs.dropFirst(firstNewDrug).filter { catalog.review(of: $0) == .classRule }
    layout.heading("Flagged by a class of our list: \(ruled.count)")
    for drug in ruled {
      let classes = catalog.classes(of: drug).filter { !catalog.associations(of: $0).isEmpty }
      let names = classes.map { "\(catalog.drugClass($0).name) [\(catalog.classID($0))]" }
      layout.paragraph(
        "\(catalog.drugName(drug)): \(names.joined(separator: ", "))", indent: 2, lead: .bullet)
    }
    cautions(&layout)
    interactions(&layout)
    return layout.text
  }

  private func cautions(_ layout: inout TextLayout) {
    let labels = catalog.treatments.filter { !$0.isTreatment }
    layout.heading("Cautions in the words of labels: \(labels.reduce(0) { $0 + $1.statements.count })")
    for label in labels {
      let drugs =
        switch label.subject {
        case .drug(let id): id.rawValue
        case .together(let ids): ids.map(\.rawValue).joined(separator: " with ")
        case .measure(let name): name
        }
      for caution in label.statements {
        let severity = caution.isBoxed ? "boxed warning" : caution.severity.rawValue
        layout.paragraph(
          "\(drugs): \(severity), \(caution.harm.rawValue): \(caution.text); \(caution.note)"
            + SourceWording.citation(caution.attribution, date: caution.date), indent: 2, lead: .bullet)
      }
    }
  }

  /// What labels say of other medicines, each sentence once.
  private func interactions(_ layout: inout TextLayout) {
    var partners: [(row: Row<InteractionStatement>, pairs: [String])] = []
    var positions: [Row<InteractionStatement>: Int] = [:]
    // Millions of rules share a few hundred statements.
    var isOfALabel: [Row<InteractionStatement>: Bool] = [:]
    for number in 0..<UInt32(catalog.ruleCount) {
      let rule = catalog.rule(number)
      let isLabel =
        isOfALabel[rule.statement] ?? catalog.statement(rule.statement).basis.hasPrefix("label text")
      isOfALabel[rule.statement] = isLabel
      guard isLabel else { continue }
      let pair = "\(catalog.name(of: rule.first)) with \(catalog.name(of: rule.second))"
      if let at = positions[rule.statement] {
        partners[at].pairs.append(pair)
      } else {
        positions[rule.statement] = partners.count
        partners.append((rule.statement, [pair]))
      }
    }
    layout.heading("Interactions in the words of labels: \(partners.reduce(0) { $0 + $1.pairs.count })")
    for partner in partners {
      let statement = catalog.statement(partner.row)
      layout.paragraph(
        "\(partner.pairs.joined(separator: ", ")): \(statement.severity.rawValue): \(statement.effect); \(statement.basis)",
        indent: 2, lead: .bullet)
    }
  }

  private static func words(_ flag: CrampAssociation) -> String {
    let drug = if case .drug(let id) = flag.subject { id.rawValue } else { "several drugs" }
    let figure = flag.figure.text.isEmpty ? "" : "; \(flag.figure.text)"
    let sources = flag.attribution.sources.map(\.rawValue).joined(separator: " ")
    return
      "\(drug): \(flag.symptom.rawValue), \(flag.direction.rawValue), grade \(flag.grade.rawValue)\(figure): "
      + "“\(flag.reportedSymptom)” in \(flag.evidence) [\(sources)]"
  }
}
