/// Lays sections out one behind the other and seals them with their sums.
enum CatalogEncoder {
  /// Makes the indexes, then takes the tables and pools out of the draft one by one, so that each is given up once it
  /// is written.
  /// - Throws: `CatalogError.tooLarge`.
  static func encode(
    _ draft: CatalogDraft, handingTo receiver: (any CatalogReceiver)?
  ) throws(CatalogError) -> [UInt8] {
    let indexer = CatalogIndexer(draft: draft)
    let names = NameIndexer(draft: draft).collect()
    guard !draft.isTooLarge else { throw .tooLarge("more than 4 GB of text") }
    let body = BodyOnItsWay(receiver)
    draft.pool.withBytes { pool in
      // Most of a large catalog is its pool, which is whole by now.
      body.take(pool, at: CatalogHeader.spaceBeforePool) { indexer.addIndexes(names) }
    }
    draft.tables[.lists] = draft.lists.words
    draft.lists = ListPool()
    let present = Table.allCases.filter { $0 != .strings && !draft.tables[$0].isEmpty }
    let poolEnd = CatalogHeader.spaceBeforePool + draft.pool.count
    let total = present.reduce(poolEnd) { $0 + 16 + draft.tables[$1].count * 4 }
    // The pool has space for the header before it; all else is put behind it.
    var bytes = draft.pool.take()
    bytes.reserveCapacity(total)
    let head = append(present, of: draft, to: &bytes)
    bytes.replaceSubrange(0..<head.count, with: head)
    body.take(bytes.span.extracting(poolEnd..<bytes.count), at: poolEnd) {}
    seal(&bytes, body.digest())
    body.take(head: bytes.span.extracting(0..<CatalogHeader.spaceBeforePool))
    return bytes
  }

  /// Puts the tables behind the pool. - Returns: the header with its directory.
  private static func append(_ tables: [Table], of draft: CatalogDraft, to bytes: inout [UInt8]) -> [UInt8] {
    var head = CatalogHeader.magic
    append(CatalogHeader.formatVersion, to: &head)
    append(UInt32(1 + tables.count), to: &head)
    head.append(contentsOf: repeatElement(0, count: 48))
    while bytes.count % 4 != 0 { bytes.append(0) }
    enter(.strings, CatalogHeader.spaceBeforePool..<bytes.count, in: &head)
    for table in tables {
      while bytes.count % 8 != 0 { bytes.append(0) }
      let start = bytes.count
      append(table, of: draft, to: &bytes)
      enter(table, start..<bytes.count, in: &head)
    }
    return head
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

  private static func seal(_ bytes: inout [UInt8], _ digest: consuming SHA256Digest) {
    var total: [UInt8] = []
    append(UInt64(bytes.count), to: &total)
    bytes.replaceSubrange(16..<24, with: total)
    let sum = CatalogHeader.sha256(digest, head: bytes.span.extracting(0..<CatalogHeader.spaceBeforePool))
    bytes.replaceSubrange(32..<64, with: sum)
    var checksum: [UInt8] = []
    append(CatalogChecksum.sum(of: bytes.span), to: &checksum)
    bytes.replaceSubrange(CatalogChecksum.place, with: checksum)
  }
}

/// What lies behind the space of the header, summed and handed on by a thread of its own while the caller makes more.
private final class BodyOnItsWay {
  private let receiver: (any CatalogReceiver)?
  private var sum: SHA256Digest? = SHA256Digest()

  /// Pieces end at multiples of this in the file: the system then keeps them in large pages, and whoever opens the
  /// catalog has next to nothing to map (Decisions/0010).
  private static let pieceByteCount = 4 << 20
  /// Less is not worth a thread.
  private static let leastForThread = 1 << 20

  init(_ receiver: (any CatalogReceiver)?) { self.receiver = receiver }

  /// Takes bytes, which follow those taken before, while `work` is done.
  func take(_ bytes: Span<UInt8>, at place: Int, while work: () -> Void) {
    unsafe bytes.withUnsafeBytes { bytes in
      withoutActuallyEscaping({ unsafe self.pass(bytes, at: place) }) { pass in
        let side = bytes.count >= Self.leastForThread ? SideThread(pass) : nil
        work()
        if let side { side.join() } else { pass() }
      }
    }
  }

  func take(head: Span<UInt8>) { unsafe head.withUnsafeBytes { unsafe receiver?.take($0, at: 0) } }

  private func pass(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    var start = 0
    while start < bytes.count {
      let rest = Self.pieceByteCount - (place + start) % Self.pieceByteCount
      let end = min(start + rest, bytes.count)
      let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      unsafe sum?.update(Span(_unsafeBytes: piece))
      unsafe receiver?.take(piece, at: place + start)
      start = end
    }
  }

  func digest() -> SHA256Digest { sum.take() ?? SHA256Digest() }
}
