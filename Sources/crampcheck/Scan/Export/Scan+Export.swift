import CheckReport
import MedicationReaders
import PatientMedications
import Synchronization

/// Files of lines with many patients, whose resources may stand anywhere in them.
extension Scan {
  /// Reads an export whole, then checks its patients in the order in which they first appear.
  /// - Throws: `Failure` when output is not accepted.
  mutating func run(_ files: Export, number: Int) throws(Failure) {
    guard let export = try gather(files) else { return }
    let next = Mutex(0)
    let source = ExportSource(export: export, number: number, name: files.name, files: files.fileNames)
    try OrderedWork<Range<Int>, ScanAnswer>.run(
      desks,
      take: {
        guard !Interruption.wasAsked else { return nil }
        return next.withLock { first in
          guard first < export.patientCount else { return nil }
          defer { first += Self.patientsAtOnce }
          return first..<min(first + Self.patientsAtOnce, export.patientCount)
        }
      },
      work: { $0.answer(source, patients: $1) },
      deliver: { answer throws(Failure) in try deliver(answer) })
    noteInterruption()
  }

  private static var patientsAtOnce: Int { 128 }

  /// `nil` when it was not read or the scan was interrupted.
  private mutating func gather(_ files: Export) throws(Failure) -> FHIRExport? {
    do throws(MedicationFileError) {
      let readers = try desks.indices.map { id throws(MedicationFileError) in try FHIRLineReader(id: id) }
      let pieces = ExportPieces(files.files)
      progress.beginExport(bytes: files.files.reduce(0) { $0 + $1.byteCount })
      guard var lines = read(pieces, readers) else { return nil }
      for input in pieces.unread {
        note(input)
        lines.append(
          .init(place: .init(line: 0), reason: "a file of these was not read, or not to its end"))
      }
      return try lines.export()
    } catch {
      note(UnreadInput(path: files.name, line: error.line, column: error.column, reason: error.reason))
      return nil
    }
  }

  private mutating func read(_ pieces: ExportPieces, _ readers: [FHIRLineReader]) -> FHIRLines? {
    var lines = FHIRLines()
    let order = Mutex(())
    do throws(Failure) {
      try OrderedWork<ExportPiece, PieceLines>.run(
        readers,
        take: { Interruption.wasAsked ? nil : order.withLock { _ in pieces.next() } },
        work: { PieceLines($1, by: $0) },
        deliver: { piece throws(Failure) in
          lines.append(piece.lines)
          note(piece.times)
          return true
        })
    } catch {
      return nil
    }
    noteInterruption()
    return isInterrupted ? nil : lines
  }
}

/// What came of a piece.
private struct PieceLines {
  let lines: FHIRLines
  let times: ScanTimes

  init(_ piece: ExportPiece, by reader: FHIRLineReader) {
    var times = ScanTimes(byteCount: piece.byteCount)
    lines = ScanTimes.measure(&times.reading) { piece.read(by: reader) }
    self.times = times
  }
}

/// An export, and what reports say of where it came from. For all threads.
struct ExportSource: Sendable {
  let export: FHIRExport
  /// Tells it from the other exports of the scan.
  let number: Int
  let name: String
  /// Names of its files; empty when there is only one.
  let files: [String]
}
