package import DrugCatalog

/// The difference of two catalogs as text or JSON.
extension CatalogDifference {
  /// - Parameter mostLines: Changes of one subject that are told one by one; the rest is counted.
  package func text(style: TextStyle, mostLines: Int) -> String {
    var layout = TextLayout(style)
    if changes.isEmpty { layout.paragraph("The catalogs say the same.") }
    for subject in CatalogFacts.Subject.allCases {
      let changes = changes.filter { $0.subject == subject }
      guard !changes.isEmpty else { continue }
      layout.heading("\(subject.plural): \(Self.counts(changes))")
      for change in changes.prefix(mostLines) {
        layout.paragraph(change.words, indent: 2, lead: .init(change.sign))
      }
      if changes.count > mostLines {
        layout.paragraph("and \(changes.count - mostLines) more; --verbose tells them all", indent: 2)
      }
    }
    return layout.text
  }

  private static func counts(_ changes: [Change]) -> String {
    let added = changes.count { $0.old == nil }
    let removed = changes.count { $0.new == nil }
    return "\(added) added, \(removed) removed, \(changes.count - added - removed) changed"
  }

  /// Appends one line of JSON. - Parameter answers: What became of patients' answers; `nil` when none were asked for.
  package func append(
    from old: Catalog, to new: Catalog, answers: [AnswerDifference]?, to output: inout [UInt8]
  ) {
    let writer = JSONWriter()
    writer.object {
      writer.member("schemaVersion", JSONReport.schemaVersion)
      for (key, catalog) in [("old", old), ("new", new)] as [(StaticString, Catalog)] {
        writer.member(key) {
          writer.member("version", catalog.version)
          writer.member("date", catalog.date)
          writer.member("sha256", catalog.sha256)
        }
      }
      writer.member("changes", changes) { change in
        writer.object {
          writer.member("subject", change.subject.rawValue)
          writer.member("thing", change.thing)
          writer.member("old", change.old)
          writer.member("new", change.new)
        }
      }
      if let answers {
        writer.member("patients", answers) { $0.write(to: writer) }
      }
    }
    writer.finishLine(into: &output)
  }
}

extension CatalogDifference.Change {
  fileprivate var sign: String { old == nil ? "+" : new == nil ? "-" : "~" }

  fileprivate var words: String {
    switch (old, new) {
    case (let old?, let new?): "\(thing): \(old) → \(new)"
    default: "\(thing): \(new ?? old ?? "")"
    }
  }
}

extension CatalogFacts.Subject {
  fileprivate var plural: String {
    switch self {
    case .list: "Lists"
    case .drug: "Drugs"
    case .name: "Names"
    case .code: "Codes"
    case .classMember: "Members of classes"
    case .combination: "Combinations"
    case .flag: "Signs of cramps"
    case .treatment: "Statements on cramp treatments"
    case .interaction: "Interactions"
    }
  }
}
