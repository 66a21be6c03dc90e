/// Lays sections out one behind the other and seals them with their sums.
enum CatalogEncoder {
  /// Takes the tables and pools out of the draft one by one, so that each is given up once it is written.
  /// - Throws: `CatalogError.tooLarge`.
  static func encode(_ draft: CatalogDraft) throws(CatalogError) -> [UInt8] {
    guard !draft.isTooLarge else { throw .tooLarge("more than 4 GB of text") }
    draft.tables[.lists] = draft.lists.words
    draft.lists = ListPool()
    let present = Table.allCases.filter { $0 == .strings || !draft.tables[$0].isEmpty }
    let directory = CatalogHeader.byteCount
    // One allocation of the right size: pages are only used as they are filled.
    let total = present.reduce(directory + present.count * CatalogHeader.directoryEntryByteCount) {
      $0 + 16 + ($1 == .strings ? draft.pool.bytes.count : draft.tables[$1].count * 4)
    }
    var bytes = CatalogHeader.magic
    bytes.reserveCapacity(total)
    append(CatalogHeader.formatVersion, to: &bytes)
    append(UInt32(present.count), to: &bytes)
    bytes.append(contentsOf: repeatElement(0, count: 48))
    bytes.append(contentsOf: repeatElement(0, count: present.count * CatalogHeader.directoryEntryByteCount))
    for (position, table) in present.enumerated() {
      while bytes.count % 8 != 0 { bytes.append(0) }
      let start = bytes.count
      append(table, of: draft, to: &bytes)
      var entry: [UInt8] = []
      append(table.rawValue, to: &entry)
      append(UInt32(0), to: &entry)
      append(UInt64(start), to: &entry)
      append(UInt64(bytes.count - start), to: &entry)
      let at = directory + position * CatalogHeader.directoryEntryByteCount
      bytes.replaceSubrange(at..<at + entry.count, with: entry)
    }
    seal(&bytes)
    return bytes
  }

  private static func append(_ table: Table, of draft: CatalogDraft, to bytes: inout [UInt8]) {
    if table == .strings {
      bytes.append(contentsOf: draft.pool.bytes)
      draft.pool.removeAll()
      while bytes.count % 4 != 0 { bytes.append(0) }
      return
    }
    // All machines this runs on are little-endian, as the format is; the others take the long way.
    if 1.littleEndian == 1 {
      unsafe draft.tables[table].withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    } else {
      for word in draft.tables[table] { append(word, to: &bytes) }
    }
    draft.tables[table] = []
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  private static func seal(_ bytes: inout [UInt8]) {
    var total: [UInt8] = []
    append(UInt64(bytes.count), to: &total)
    bytes.replaceSubrange(16..<24, with: total)
    var sums: [UInt8] = []
    append(CatalogHeader.checksum(bytes.span), to: &sums)
    sums.append(contentsOf: CatalogHeader.sha256(bytes.span))
    bytes.replaceSubrange(24..<64, with: sums)
  }
}
