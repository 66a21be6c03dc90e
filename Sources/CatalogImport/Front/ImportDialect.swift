import XMLEvents

/// A dialect of drug lists, recognised by its root element and the namespace of that.
///
/// A new dialect is a folder with a `ForeignDialect` in it, and one line in `all`.
struct ImportDialect: Sendable {
  /// Short name for provenance and for the ids of sources.
  let name: String
  /// What it is, for the list of known dialects.
  let title: String
  /// Namespace of all its roots; `nil` for none.
  let namespace: String?
  let roots: [String]
  let vocabulary: XMLVocabulary
  /// Makes the reader of an import's lists of this dialect; `nil` for our own format.
  let makeReader: (@Sendable (DrugMerger) -> any ForeignDialect)?

  static let drugList = ImportDialect(
    name: "crampcheck", title: "crampcheck drug list", namespace: DrugListWord.namespace,
    roots: [DrugListWord.drugList.rawValue], vocabulary: DrugListWord.vocabulary, makeReader: nil)

  /// Every dialect: one line each.
  static let all: [ImportDialect] = [
    drugList,
    ImportDialect(
      name: "atc", title: "WHO ATC rowset", namespace: nil, roots: ["xml"],
      vocabulary: ATCRowsetReader.vocabulary, makeReader: { ATCRowsetReader(merger: $0) }),
    ImportDialect(
      name: "drugbank", title: "DrugBank full database", namespace: DrugBankWord.namespace,
      roots: ["drugbank"], vocabulary: DrugBankWord.vocabulary, makeReader: { DrugBankReader(merger: $0) }),
    ImportDialect(
      name: "spl", title: "FDA structured product label", namespace: SPLWord.namespace, roots: ["document"],
      vocabulary: SPLWord.vocabulary, makeReader: { SPLReader(merger: $0) }),
    ImportDialect(
      name: "ansm", title: "ANSM thesaurus", namespace: nil, roots: ["INTERACTIONS", "CLASSES"],
      vocabulary: ANSMReader.Word.vocabulary(), makeReader: { ANSMReader(merger: $0) }),
    ImportDialect(
      name: "dmd", title: "NHS dm+d", namespace: nil, roots: DMDReader.roots.map(\.rawValue),
      vocabulary: DMDReader.Word.vocabulary(), makeReader: { DMDReader(merger: $0) }),
  ]

  func hasRoot(_ root: String, _ namespace: String?) -> Bool {
    self.namespace == namespace && roots.contains(root)
  }

  /// The namespaces of all dialects, to tell roots apart before the dialect is known.
  static let rootVocabulary = XMLVocabulary(namespaces: all.compactMap(\.namespace), names: [])

  /// The address of a namespace met with `rootVocabulary`; `nil` for none, empty for an unknown one.
  static func namespace(_ namespace: XMLNamespace) -> String? {
    if namespace == .none { return nil }
    let known = rootVocabulary.namespaces
    return known.indices.contains(Int(namespace.number)) ? known[Int(namespace.number)] : ""
  }

  /// The roots as a person would write them.
  static var knownRoots: String {
    all.map { dialect in
      let roots = dialect.roots.map { root in
        dialect.namespace.map { "<\(root) xmlns=\"\($0)\">" } ?? "<\(root)>"
      }
      return "\(roots.joined(separator: " or ")) (\(dialect.title))"
    }.joined(separator: ", ")
  }
}

/// Reads the lists of one foreign dialect within one import: first document by document, then, once all are read,
/// what depends on several of them.
protocol ForeignDialect: AnyObject {
  /// Reads a document to its end.
  /// - Throws: `XMLError` of the document, or for content past the limits.
  func read(_ document: ListDocument) throws(XMLError) -> ListDescription

  /// Called once, after the last document of the import.
  func finish()
}

/// What a list says about itself; what it does not say stays empty.
struct ListDescription {
  var title: String
  var publisher: String
  var version = ""
  /// ISO 8601.
  var date = ""
  var licence = ""
  var url = ""
  /// Of publication; 0 when not known.
  var year = 0
  /// What else identifies the edition; the version where it is empty.
  var note = ""
}
