package import PatientMedications

/// FHIR with a resource on each line (NDJSON), read in pieces: each on a thread of its own, or one after the other
/// when a file is larger than memory.
///
///     let pieces = FHIRLines.pieces(of: bytes, count: 2)
///     var lines = try FHIRLines.reading(pieces[0], of: bytes)     // on one thread
///     lines.append(try FHIRLines.reading(pieces[1], of: bytes))   // on another
///     let lists = try lines.lists()
package struct FHIRLines: Sendable {
  /// Whole lines of a file.
  package struct Piece: Hashable, Sendable {
    /// Bytes.
    package var range: Range<Int>
    package var firstLine: Int
  }

  private var collector: FHIRCollector

  /// Pieces of about equal length, cut behind line ends, together the whole file.
  /// - Complexity: O(bytes), for the numbers of the lines.
  package static func pieces(of bytes: UnsafeRawBufferPointer, count: Int) -> [Piece] {
    var pieces: [Piece] = []
    var start = unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    for number in 1...max(1, count) {
      let wanted = bytes.count / max(1, count) * number
      let rest = unsafe bytes[min(max(wanted, start), bytes.count)...]
      let end = unsafe number == count ? bytes.count : rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      guard end > start else { continue }
      pieces.append(Piece(range: start..<end, firstLine: line))
      line += unsafe bytes[start..<end].count { $0 == 0x0A }
      start = end
    }
    return pieces
  }

  /// Reads a piece. A line that cannot be read becomes a gap of the lists.
  /// - Throws: `MedicationFileError` when memory is short.
  package static func reading(
    _ piece: Piece, of bytes: UnsafeRawBufferPointer
  ) throws(MedicationFileError) -> FHIRLines {
    var reader = try FHIRJSONReader()
    unsafe reader.readLines(
      UnsafeRawBufferPointer(rebasing: bytes[piece.range]), readable: bytes.count - piece.range.lowerBound,
      firstLine: piece.firstLine)
    return FHIRLines(collector: reader.collector)
  }

  /// Takes over what the piece behind this one holds.
  package mutating func append(_ next: FHIRLines) { collector.append(next.collector) }

  /// The patients of all pieces, in the order in which they first appear.
  /// - Throws: `MedicationFileError` as `MedicationReader.read` does.
  package func lists() throws(MedicationFileError) -> [MedicationList] { try collector.lists() }
}
