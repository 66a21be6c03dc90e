import CatalogImport
import DrugCatalog
import Testing
import XMLEvents

/// Imports small lists of several dialects.
enum ForeignList {
  static func outcome(_ texts: [String], base: Catalog? = nil) throws -> ImportOutcome {
    try CatalogImporter.catalog(
      from: texts.enumerated().map { number, text in
        ImportInput(name: "list-\(number + 1).xml", source: MemoryBytes(Array(text.utf8)))
      }, startingFrom: base)
  }

  static func catalog(_ texts: String..., base: Catalog? = nil) throws -> Catalog {
    try Catalog(try outcome(texts, base: base).catalog)
  }

  /// The ledger as `kind subject: count` lines.
  static func ledger(_ texts: String..., base: Catalog? = nil) throws -> [String] {
    try outcome(texts, base: base).ledger.entries.map { "\($0.kind) \($0.subject): \($0.count)" }
  }
}

/// A small ATC rowset.
enum ATCList {
  static func rows(_ rows: (code: String, name: String)...) -> String {
    let lines = rows.map { "<z:row ATCCode='\($0.code)' Name='\($0.name)'/>" }.joined(separator: "\n")
    return """
      <xml xmlns:s='uuid:BDC6E3F0-6DA3-11d1-A2A3-00AA00C14882' xmlns:rs='urn:schemas-microsoft-com:rowset'
        xmlns:z='#RowsetSchema'>
      <s:Schema id='RowsetSchema'/>
      <rs:data>
      \(lines)
      </rs:data>
      </xml>
      """
  }
}
