package import DrugCatalog
package import XMLEvents

/// One drug list to import.
package struct ImportInput {
  /// The file as the user named it, for messages.
  package var name: String
  package var source: any ByteSource

  package init(name: String, source: any ByteSource) {
    self.name = name
    self.source = source
  }
}

/// What an import gives: the bytes of a catalog, and what was odd on the way.
package struct ImportOutcome {
  package var catalog: [UInt8]
  package var ledger: ImportLedger
}

/// Turns drug lists into one catalog.
package enum CatalogImporter {
  /// Imports all of `inputs`, in their order, into one catalog.
  /// - Parameter base: A catalog whose content is taken over first.
  /// - Throws: `ImportError` with up to twenty problems; nothing is made then.
  /// - Complexity: one pass over the bytes; memory for one record at a time besides the catalog.
  package static func catalog(
    from inputs: [ImportInput], startingFrom base: Catalog? = nil
  ) throws(ImportError) -> ImportOutcome {
    let session = ImportSession(startingFrom: base)
    for input in inputs { try session.read(input) }
    return try session.finish()
  }
}

/// A dialect of drug lists, recognised by the root element.
struct ImportDialect: Sendable {
  var name: String
  /// The root as a person would write it, for the list of known dialects.
  var root: String
  var namespace: String
  var rootName: String

  /// Every dialect: one line each.
  static let all: [ImportDialect] = [
    ImportDialect(
      name: "crampcheck", root: "<drug-list xmlns=\"\(DrugListWord.namespace)\">",
      namespace: DrugListWord.namespace, rootName: DrugListWord.drugList.rawValue)
  ]
}
