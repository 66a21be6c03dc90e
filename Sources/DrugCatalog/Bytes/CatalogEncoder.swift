/// Lays sections out one behind the other and seals them with their sums.
enum CatalogEncoder {
  /// Makes the indexes and passes everything to the draft's stream, which has most of the text already. The tables are
  /// taken out of the draft.
  /// - Throws: `CatalogError.tooLarge`.
  static func encode(_ draft: CatalogDraft) throws(CatalogError) {
    let names = NameIndexer(draft: draft).collect()
    guard !draft.isTooLarge else { throw .tooLarge("more than 4 GB of text") }
    draft.pool.passRest()
    draft.tables[.lists] = draft.lists.words
    draft.lists.forget()
    var layout = Layout(poolEnd: CatalogHeader.spaceBeforePool + draft.pool.count)
    // The records are whole by now.
    for table in Table.allCases where !table.isIndex && table != .strings { layout.pass(table, of: draft) }
    CatalogIndexer(draft: draft).addIndexes(names)
    for table in Table.allCases where table.isIndex { layout.pass(table, of: draft) }
    draft.stream.finish(layout.head())
  }

  /// Where the sections lie.
  private struct Layout {
    private var directory: [UInt8] = []
    private var sectionCount: UInt32 = 0
    /// Behind the last section.
    private var end: Int

    init(poolEnd: Int) {
      end = (poolEnd + 3) / 4 * 4
      enter(.strings, CatalogHeader.spaceBeforePool..<end)
    }

    /// Puts a table at the next multiple of 8, unless it is empty.
    mutating func pass(_ table: Table, of draft: CatalogDraft) {
      let words = draft.tables[table]
      guard !words.isEmpty else { return }
      let start = (end + 7) / 8 * 8
      end = start + words.count * 4
      enter(table, start..<end)
      draft.stream.pass(words, at: start)
    }

    private mutating func enter(_ table: Table, _ place: Range<Int>) {
      sectionCount += 1
      Self.append(table.rawValue, to: &directory)
      Self.append(UInt32(0), to: &directory)
      Self.append(UInt64(place.lowerBound), to: &directory)
      Self.append(UInt64(place.count), to: &directory)
    }

    /// The header with its directory and the space behind it; the sums are zero.
    func head() -> [UInt8] {
      var head = CatalogHeader.magic
      Self.append(CatalogHeader.formatVersion, to: &head)
      Self.append(sectionCount, to: &head)
      Self.append(UInt64(end), to: &head)
      head.append(contentsOf: repeatElement(0, count: CatalogHeader.byteCount - head.count))
      head += directory
      head.append(contentsOf: repeatElement(0, count: CatalogHeader.spaceBeforePool - head.count))
      return head
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
      unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
  }
}
