package import DrugCatalog

/// What a catalog holds, in numbers, and where it comes from.
package struct CatalogInfo {
  private let catalog: Catalog
  private let counts: [(key: StaticString, label: String, count: Int)]

  /// - Complexity: one pass over names, rules and drugs.
  package init(catalog: Catalog) {
    self.catalog = catalog
    let names = catalog.allNames.count { name in
      switch name.meaning {
      case .drug, .combination, .ambiguous: true
      default: false
      }
    }
    let drugs = catalog.allDrugs
    let active = drugs.count { drug in
      let roles = CrampRoles(of: drug, in: catalog)
      return roles.causes || roles.treats || !catalog.rules(of: drug).isEmpty
        || catalog.classes(of: drug).contains { !catalog.rules(of: $0).isEmpty }
    }
    counts = [
      ("drugs", "drugs (single ingredients)", drugs.count),
      ("drugsWithRole", "of these with a role in cramps or an interaction", active),
      ("drugsNotReviewed", "of these not reviewed", drugs.count { catalog.review(of: $0) == .notReviewed }),
      ("names", "names", names),
      ("combinations", "combinations", catalog.combinationCount),
      ("ambiguousNames", "names with several meanings", catalog.ambiguousNameCount),
      ("lookAlikes", "look-alike pairs", catalog.lookAlikeCount),
      ("classes", "classes", catalog.classCount),
      ("crampAssociations", "cramp associations", catalog.associationCount),
      ("crampTreatments", "cramp treatments", catalog.treatments.count(where: \.isTreatment)),
      ("interactionRules", "interaction rules", catalog.ruleCount),
      ("conditions", "conditions", catalog.conditionCount),
      ("advice", "risk factors, warning signs and self-care", catalog.adviceCount),
      ("sources", "sources", catalog.sourceCount),
    ]
  }

  /// Counts and identity, and one line for each file the catalog was made from.
  package func text(style: TextStyle) -> String {
    var layout = TextLayout(style)
    layout.paragraph("Catalog \(catalog.version) of \(catalog.date)", role: .strong)
    layout.paragraph("SHA-256 \(catalog.sha256)")
    layout.paragraph("\(catalog.byteCount) bytes")
    layout.blank()
    let width = counts.map { String($0.count).count }.max() ?? 0
    for entry in counts {
      let number = String(entry.count)
      layout.paragraph(entry.label, indent: 2 + width - number.count, lead: .init(number))
    }
    layout.heading("Made from (beginning of each SHA-256; --format json has the whole)")
    let longest = catalog.provenance.map { TerminalText.width(of: $0.name) }.max() ?? 0
    for file in catalog.provenance {
      let gap = String(repeating: "\u{A0}", count: longest - TerminalText.width(of: file.name))
      layout.paragraph(
        "\(file.name)\(gap) \(file.version) \(file.date) \(file.sha256.prefix(12))", indent: 2
      )
    }
    return layout.text
  }

  /// Appends one line of JSON.
  package func append(to output: inout [UInt8]) {
    let writer = JSONWriter()
    writer.object {
      writer.member("schemaVersion", JSONReport.schemaVersion)
      writer.member("version", catalog.version)
      writer.member("date", catalog.date)
      writer.member("sha256", catalog.sha256)
      writer.member("bytes", catalog.byteCount)
      writer.member("counts") {
        for entry in counts { writer.member(entry.key, entry.count) }
      }
      writer.member("provenance", catalog.provenance) { file in
        writer.object {
          writer.member("name", file.name)
          writer.member("title", file.title)
          writer.member("dialect", file.dialect)
          writer.member("version", file.version)
          writer.member("date", file.date)
          writer.member("licence", file.licence)
          writer.member("sha256", file.sha256)
          writer.member("bytes", file.byteCount)
        }
      }
    }
    writer.finishLine(into: &output)
  }
}
