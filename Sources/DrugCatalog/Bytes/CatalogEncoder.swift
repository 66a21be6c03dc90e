/// Lays sections out one behind the other and seals them with their sums.
enum CatalogEncoder {
  /// Makes the indexes, then takes the tables and pools out of the draft.
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
    var head: [UInt8] = []
    // The tables go to the disk from where they are, while they are put behind the pool.
    let end = body.take(present.map { draft.tables[$0] }, at: poolEnd) {
      head = append(present, of: draft, to: &bytes)
    }
    bytes.replaceSubrange(0..<head.count, with: head)
    body.take(bytes.span.extracting(end..<bytes.count), at: end) {}
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
      both({ unsafe self.pass(bytes, at: place) }, work, isLarge: bytes.count >= Self.leastForThread)
    }
  }

  /// Takes tables, each at the next multiple of 8 behind what was taken before, while `work` is done.
  /// - Returns: the place behind the last.
  func take(_ tables: [[UInt32]], at place: Int, while work: () -> Void) -> Int {
    let places = Self.places(of: tables, from: place)
    let end = places.last?.upperBound ?? place
    both({ self.pass(tables, at: places, from: place) }, work, isLarge: end - place >= Self.leastForThread)
    return end
  }

  /// Passes something on by a second thread when it is large.
  private func both(_ pass: () -> Void, _ work: () -> Void, isLarge: Bool) {
    withoutActuallyEscaping(pass) { pass in
      let side = isLarge ? SideThread(pass) : nil
      work()
      if let side { side.join() } else { pass() }
    }
  }

  private static func places(of tables: [[UInt32]], from place: Int) -> [Range<Int>] {
    var end = place
    return tables.map { table in
      let start = (end + 7) / 8 * 8
      end = start + table.count * 4
      return start..<end
    }
  }

  private func pass(_ tables: [[UInt32]], at places: [Range<Int>], from place: Int) {
    let zeros = [UInt8](repeating: 0, count: 8)
    var end = place
    for (table, place) in zip(tables, places) {
      let gap = place.lowerBound - end
      unsafe zeros.withUnsafeBytes { unsafe pass(UnsafeRawBufferPointer(rebasing: $0[..<gap]), at: end) }
      let words = 1.littleEndian == 1 ? table : table.map(\.littleEndian)
      unsafe words.withUnsafeBytes { unsafe pass($0, at: place.lowerBound) }
      end = place.upperBound
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
