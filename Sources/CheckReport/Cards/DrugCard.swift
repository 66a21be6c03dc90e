package import DrugCatalog
package import MedicationCheck

/// What the catalog knows of one name: a drug, a combination of drugs, or a class.
package struct DrugCard {
  let catalog: Catalog
  let style: TextStyle
  let detail: TextReport.Detail
  /// Whose brands are named and whose statements come first; `nil`: no country in particular. Warnings of other
  /// countries are never hidden: a country without a statement has not said that there is no harm.
  let country: String?

  /// Sources written out before the rest is only counted.
  private static let mostSources = 12

  /// - Parameter country: ISO 3166 code in any case, `UK` for the United Kingdom.
  package init(catalog: Catalog, style: TextStyle, detail: TextReport.Detail, country: String?) {
    self.catalog = catalog
    self.style = style
    self.detail = detail
    self.country = country?.uppercased()
  }

  /// The card of what a name was resolved to, or what it may be.
  package func text(_ resolved: ResolvedEntry, query: String) -> String {
    var layout = TextLayout(style)
    answer(resolved, query, &layout)
    for remark in resolved.remarks { layout.paragraph(remark.sentence, indent: 2, lead: .bullet) }
    let isCombination = resolved.drugs.count > 1
    for drug in resolved.drugs {
      layout.blank()
      var sections = DrugSections(card: self, drug: drug, isShort: isCombination, layout: layout)
      sections.write()
      layout = sections.layout
    }
    closing(&layout, answersWithRules: !resolved.drugs.isEmpty)
    return layout.text
  }

  /// What the name is, when it is not simply one drug.
  private func answer(_ resolved: ResolvedEntry, _ query: String, _ layout: inout TextLayout) {
    switch resolved.resolution {
    case .resolved(let drugs, _):
      let names = drugs.map(catalog.drugName).joined(separator: " and ")
      if NameKey.fold(query) != NameKey.fold(names) {
        layout.paragraph(
          "\(query): \(drugs.count > 1 ? "a combination of" : "read as") \(names)", role: .strong)
      }
      guard drugs.count > 1 else { return }
      layout.paragraph("Short cards follow; ask for one of its medicines for the whole.", indent: 2)
    case .ambiguous(let candidates):
      layout.paragraph("\(query) may be several things; nothing was chosen:", role: .strong)
      list(candidates, &layout)
    case .conflict(let candidates):
      layout.paragraph("\(query): code and words name different medicines:", role: .strong)
      list(candidates, &layout)
    case .unrecognised(let suggestions):
      layout.paragraph("\(query) is not recognised.", role: .strong)
      if !suggestions.isEmpty {
        layout.paragraph("Perhaps:", indent: 2)
        list(suggestions, &layout)
      }
    case .notAMedicine(let kind): layout.paragraph("\(query) is not a medicine (\(kind)).", role: .strong)
    }
  }

  private func list(_ candidates: [Resolution.Candidate], _ layout: inout TextLayout) {
    for candidate in candidates {
      layout.paragraph(EntryWording.candidate(candidate, in: catalog), indent: 2, lead: .bullet)
    }
  }

  /// Says for which pairs interactions are known at all, and which catalog answered.
  /// - Parameter answersWithRules: False where no drug was found whose rules could have been looked up.
  func closing(_ layout: inout TextLayout, answersWithRules: Bool = true) {
    layout.blank()
    if answersWithRules {
      layout.paragraph(
        "Checked against \(catalog.ruleCount) interaction rules; absence from them is not safety.")
    }
    layout.identity(of: catalog)
    layout.paragraph("For health professionals, for information; not a substitute for their judgement.")
  }

  /// The sources that a card cites, written out in the order of the card.
  func sources(_ cited: [Source.ID], _ layout: inout TextLayout) {
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

  /// Whether a statement of these countries is one of another country only.
  func isForeign(_ jurisdictions: [String]) -> Bool {
    JurisdictionWording.isForeign(jurisdictions, to: country)
  }
}
