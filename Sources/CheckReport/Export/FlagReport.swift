package import DrugCatalog

/// What an import flagged and why: words of labels, and classes that speak for drugs which came with the lists.
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
    return layout.text
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
