/// Bytes that records have in common, in one run of memory: copying a piece of them counts no references.
struct SharedBytes {
  private var bytes: [UInt8] = []

  /// Where a piece stands; good until everything is forgotten.
  struct Piece {
    fileprivate var start = 0
    fileprivate var count = 0

    var isEmpty: Bool { count == 0 }
  }

  mutating func keep(_ piece: [UInt8]) -> Piece {
    defer { bytes += piece }
    return Piece(start: bytes.count, count: piece.count)
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  func append(_ piece: Piece, to output: inout [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe output.append(
        contentsOf: UnsafeBufferPointer(rebasing: $0[piece.start..<(piece.start + piece.count)]))
    }
  }
}
