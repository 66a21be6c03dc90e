package import DrugCatalog

/// What an import gives: the bytes of a catalog, and what was odd on the way.
package struct ImportOutcome {
  /// Empty where a receiver was handed them.
  package var catalog: [UInt8]
  package var ledger: ImportLedger
}

/// Turns drug lists into one catalog.
package enum CatalogImporter {
  /// Imports all of `inputs`, of whatever dialects, into one catalog: our own lists first, since others are matched
  /// with them, then the rest; each in their order.
  /// - Parameters:
  ///   - base: A catalog whose content is taken over first.
  ///   - receiver: Is handed the bytes of the catalog while lists are read; what it was handed is worth nothing when this
  ///     throws, and nothing comes afterwards.
  ///   - onRead: Told how many bytes were just read, by whichever thread reads.
  /// - Throws: `ImportError` with up to twenty problems; nothing is made then.
  /// - Complexity: one pass over the bytes; memory for one record at a time besides the catalog.
  package static func catalog(
    from inputs: [ImportInput], startingFrom base: Catalog? = nil,
    handingTo receiver: (any CatalogReceiver)? = nil, onRead: @escaping (Int) -> Void = { _ in }
  ) throws(ImportError) -> ImportOutcome {
    let session = ImportSession(startingFrom: base, handingTo: receiver, onRead: onRead)
    // A list may turn out to be no good at its last byte.
    defer { session.builder.stop() }
    try session.read(inputs)
    return try session.finish()
  }
}
