/// Lays sections out one behind the other and seals them with their sums.
enum CatalogEncoder {
  /// Takes the tables and pools out of the draft one by one, so that each is given up once it is written.
  /// - Throws: `CatalogError.tooLarge`.
  static func encode(_ draft: CatalogDraft) throws(CatalogError) -> [UInt8] {
    guard !draft.isTooLarge else { throw .tooLarge("more than 4 GB of text") }
    draft.tables[.lists] = draft.lists.words
    draft.lists = ListPool()
    let present = Table.allCases.filter { $0 != .strings && !draft.tables[$0].isEmpty }
    let total = present.reduce(CatalogHeader.spaceBeforePool + draft.pool.count) {
      $0 + 16 + draft.tables[$1].count * 4
    }
    // The pool has space for the header before it; all else is put behind it.
    var bytes = draft.pool.take()
    bytes.reserveCapacity(total)
    var head = CatalogHeader.magic
    append(CatalogHeader.formatVersion, to: &head)
    append(UInt32(1 + present.count), to: &head)
    head.append(contentsOf: repeatElement(0, count: 48))
    while bytes.count % 4 != 0 { bytes.append(0) }
    enter(.strings, CatalogHeader.spaceBeforePool..<bytes.count, in: &head)
    for table in present {
      while bytes.count % 8 != 0 { bytes.append(0) }
      let start = bytes.count
      append(table, of: draft, to: &bytes)
      enter(table, start..<bytes.count, in: &head)
    }
    bytes.replaceSubrange(0..<head.count, with: head)
    seal(&bytes)
    return bytes
  }

  private static func append(_ table: Table, of draft: CatalogDraft, to bytes: inout [UInt8]) {
    // All machines this runs on are little-endian, as the format is; the others take the long way.
    if 1.littleEndian == 1 {
      unsafe draft.tables[table].withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    } else {
      for word in draft.tables[table] { append(word, to: &bytes) }
    }
    draft.tables[table] = []
  }

  private static func enter(_ table: Table, _ place: Range<Int>, in directory: inout [UInt8]) {
    append(table.rawValue, to: &directory)
    append(UInt32(0), to: &directory)
    append(UInt64(place.lowerBound), to: &directory)
    append(UInt64(place.count), to: &directory)
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  private static func seal(_ bytes: inout [UInt8]) {
    var total: [UInt8] = []
    append(UInt64(bytes.count), to: &total)
    bytes.replaceSubrange(16..<24, with: total)
    bytes.replaceSubrange(32..<64, with: CatalogHeader.sha256(bytes.span))
    var checksum: [UInt8] = []
    append(CatalogHeader.checksum(bytes.span), to: &checksum)
    bytes.replaceSubrange(24..<32, with: checksum)
  }
}
