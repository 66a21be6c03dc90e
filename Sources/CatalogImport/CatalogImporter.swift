package import DrugCatalog

/// What an import gives: the bytes of a catalog, and what was odd on the way.
package struct ImportOutcome {
  package var catalog: [UInt8]
  package var ledger: ImportLedger
}

/// Turns drug lists into one catalog.
package enum CatalogImporter {
  /// Imports all of `inputs`, of whatever dialects, into one catalog: our own lists first, since others are matched
  /// with them, then the rest; each in their order.
  /// - Parameter base: A catalog whose content is taken over first.
  /// - Throws: `ImportError` with up to twenty problems; nothing is made then.
  /// - Complexity: one pass over the bytes; memory for one record at a time besides the catalog.
  package static func catalog(
    from inputs: [ImportInput], startingFrom base: Catalog? = nil
  ) throws(ImportError) -> ImportOutcome {
    let session = ImportSession(startingFrom: base)
    try session.read(inputs)
    return try session.finish()
  }
}
