import DrugCatalog
import XMLEvents

/// The WHO's ATC index as an ADO rowset: a schema, then one `<z:row ATCCode='C03AA03' Name='hydrochlorothiazide'/>`
/// a group or substance. Names and codes only; what is not a single substance (`combinations`, `various`) gives no
/// drug. See README.md beside this file.
final class ATCRowsetReader: ForeignDialect {
  private let merger: DrugMerger

  init(merger: DrugMerger) { self.merger = merger }

  enum Word: String, VocabularyWord {
    case row
    case code = "ATCCode"
    case name = "Name"
  }

  static let rowNamespace = "#RowsetSchema"
  static let vocabulary = Word.vocabulary(namespaces: [rowNamespace])

  func read(_ document: ListDocument) throws(XMLError) -> ListDescription {
    while let event = try document.reader.next() {
      guard event.kind == .start, event.namespace == XMLNamespace(0), Word(event.name) == .row else {
        continue
      }
      let code = document.attribute(Word.code, of: event)
      let name = document.attribute(Word.name, of: event)
      add(code, name, document, document.place(event))
    }
    return ListDescription(
      title: "Anatomical Therapeutic Chemical classification (\(document.stem))",
      publisher: "WHO Collaborating Centre for Drug Statistics Methodology",
      url: "https://www.whocc.no/atc_ddd_index/")
  }

  func finish() {}

  private func add(_ code: String, _ name: String, _ document: ListDocument, _ place: ImportPlace) {
    guard code.utf8.count == 7 else { return }
    guard ATCName.isSingleSubstance(name) else {
      return merger.session.note(.groupOnly, name, at: place)
    }
    merger.add(
      ImportedDrug(name: name, codes: [ImportedCode(system: .atc, value: code)], place: place),
      key: "atc:" + String(decoding: NameKey.fold(name), as: UTF8.self), in: document)
  }
}

/// Names of the fifth level of the ATC index.
enum ATCName {
  /// False for combinations, collective names and the like: they name no one substance.
  static func isSingleSubstance(_ name: String) -> Bool {
    let key = String(decoding: NameKey.fold(name), as: UTF8.self)
    guard !key.isEmpty, !collective.contains(key) else { return false }
    return !key.split(whereSeparator: { " ,()".contains($0) }).contains { combining.contains($0) }
  }

  private static let collective: Set<String> = ["various", "others", "other"]
  private static let combining: Set<Substring> = [
    "combinations", "combination", "comb.", "combined", "and", "with", "excl.", "incl.", "various", "other",
    "others", "products", "preparations", "agents", "drugs",
  ]
}
