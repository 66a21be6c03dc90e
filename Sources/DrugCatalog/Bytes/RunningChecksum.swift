private import CXXHash

/// The sum of a catalog while its body passes; the header comes last.
@safe struct RunningChecksum: ~Copyable {
  private static let pieceByteCount = CatalogChecksum.pieceByteCount
  /// What passed of the first piece, which waits for the header.
  private var first: [UInt8] = []
  /// Of the pieces behind the first, little-endian.
  private var sums: [UInt64] = []
  /// The piece at hand, and how much of it is summed.
  private let state: OpaquePointer?
  private var count = 0

  init() {
    unsafe state = XXH3_createState()
    unsafe _ = XXH3_64bits_reset(state)
  }

  deinit { unsafe _ = XXH3_freeState(state) }

  /// Bytes that follow those before.
  mutating func update(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    var start = 0
    if place < Self.pieceByteCount {
      start = min(bytes.count, Self.pieceByteCount - place)
      unsafe first.append(contentsOf: bytes[..<start])
    }
    while start < bytes.count {
      let end = min(bytes.count, start + Self.pieceByteCount - count)
      unsafe XXH3_64bits_update(state, bytes.baseAddress! + start, end - start)
      count += end - start
      start = end
      if count == Self.pieceByteCount { endPiece() }
    }
  }

  /// The sum of the whole. - Parameter head: What stands before the body; its own sum is taken as zero.
  mutating func finish(_ head: [UInt8]) -> UInt64 {
    if count > 0 { endPiece() }
    var head = head
    head.replaceSubrange(CatalogChecksum.place, with: repeatElement(0, count: CatalogChecksum.place.count))
    unsafe head.withUnsafeBytes { unsafe _ = XXH3_64bits_update(state, $0.baseAddress, $0.count) }
    unsafe first.withUnsafeBytes { unsafe _ = XXH3_64bits_update(state, $0.baseAddress, $0.count) }
    endPiece()
    if let sum = sums.popLast() { sums.insert(sum, at: 0) }
    return unsafe sums.withUnsafeBytes { unsafe XXH3_64bits($0.baseAddress, $0.count) }
  }

  private mutating func endPiece() {
    unsafe sums.append(XXH3_64bits_digest(state).littleEndian)
    unsafe _ = XXH3_64bits_reset(state)
    count = 0
  }
}
