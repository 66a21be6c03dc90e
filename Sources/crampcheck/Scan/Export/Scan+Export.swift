import CheckReport
import MedicationReaders
import PatientMedications
import Synchronization

/// Files of lines with many patients, whose resources may stand anywhere in them.
extension Scan {
  /// Reads an export whole, then checks its patients in the order in which they first appear.
  /// - Throws: `Failure` when output is not accepted.
  mutating func run(_ files: Export, number: Int) throws(Failure) {
    switch try gather(files, part: nil) {
    case .stopped: break
    case .tooLarge(let share): try runParts(files, number: number, share: share)
    case .export(let export):
      try run(ExportSource(export: export, number: number, name: files.name, files: files.fileNames))
    }
  }

  /// Checks the patients of an export.
  /// - Parameter spill: Takes the results in the place of the output.
  mutating func run(
    _ source: ExportSource, spill: ((ScanAnswer) throws(Failure) -> Void)? = nil
  ) throws(Failure) {
    let next = Mutex(0)
    let count = source.export.patientCount
    try OrderedWork<Range<Int>, ScanAnswer>.run(
      desks,
      take: {
        guard !Interruption.wasAsked else { return nil }
        return next.withLock { first in
          guard first < count else { return nil }
          defer { first += Self.patientsAtOnce }
          return first..<min(first + Self.patientsAtOnce, count)
        }
      },
      work: { $0.answer(source, patients: $1) },
      deliver: { answer throws(Failure) in
        guard let spill else { return try deliver(answer) }
        try spill(answer)
        buffers.give(answer.bytes)
        return try deliver(answer.withoutRecords)
      })
    for desk in desks { desk.forgetExport() }
    noteInterruption()
  }

  private static var patientsAtOnce: Int { 128 }

  enum Gathered {
    case export(FHIRExport)
    /// Not read, or the scan was interrupted.
    case stopped
    /// Memory was full when that share of the bytes was read.
    case tooLarge(share: Double)
  }

  /// - Parameters:
  ///   - part: Of which patients; `nil` for all.
  ///   - orders: The marks of all orders, which the first part that is read to its end leaves for the others.
  /// - Throws: `Failure` when the folder of `--spill-dir` does not take them.
  mutating func gather(
    _ files: Export, part: FHIRPart?, orders: OrderMarks? = nil
  ) throws(Failure) -> Gathered {
    guard let readers = readers(for: files) else { return .stopped }
    let pieces = ExportPieces(files.files)
    var gathering = Gathering(
      lines: FHIRLines(part: part), byteCount: files.files.reduce(0) { $0 + $1.byteCount },
      orders: orders?.areWhole == false ? orders : nil)
    try gathering.orders?.begin()
    progress.beginExport(bytes: gathering.byteCount)
    let limit = plan.memoryLimit
    let isRead = try read(pieces, readers) { piece throws(Failure) in try gathering.take(piece, limit) }
    guard isRead else { return .stopped }
    guard !gathering.isTooLarge else { return .tooLarge(share: gathering.share) }
    gathering.orders?.end()
    var unread = pieces.unread
    if part != nil {
      if let orders { gathering.lines.takeOrders(try orders.known(of: gathering.lines.ordersAskedFor)) }
      guard try readMedications(files, readers, into: &gathering, unread: &unread) else { return .stopped }
      guard !gathering.isTooLarge else { return .tooLarge(share: gathering.share) }
    }
    for input in unread {
      // Every part meets it again.
      if part == nil || part?.number == 0 { note(input) }
      gathering.lines.append(
        .init(place: .init(line: 0), reason: "a file of these was not read, or not to its end"))
    }
    do throws(MedicationFileError) { return .export(try gathering.lines.export()) } catch {
      note(error, in: files)
      return .stopped
    }
  }

  /// One for each thread; `nil` when memory is short, which is told.
  private mutating func readers(for files: Export) -> [FHIRLineReader]? {
    // They and what desks remember are not at work at the same time.
    let memory = plan.memoryLimit == nil ? nil : 2 * plan.memoryOfEach
    do throws(MedicationFileError) {
      return try desks.indices.map { id throws(MedicationFileError) in
        try FHIRLineReader(id: id, memory: memory)
      }
    } catch {
      note(error, in: files)
      return nil
    }
  }

  private mutating func note(_ error: MedicationFileError, in files: Export) {
    note(UnreadInput(path: files.name, line: error.line, column: error.column, reason: error.reason))
  }

  /// Reads the files with Medication resources again, for those that a part refers to.
  /// - Parameter unread: Files that could not be read before; gets those that cannot be read now.
  /// - Returns: False when the scan was interrupted.
  private mutating func readMedications(
    _ files: Export, _ readers: [FHIRLineReader], into gathering: inout Gathering,
    unread: inout [UnreadInput]
  ) throws(Failure) -> Bool {
    let asked = gathering.lines.medicationsAskedFor
    if asked.isEmpty { return true }
    let limit = plan.memoryLimit
    let pieces = ExportPieces(gathering.filesWithMedications.sorted().map { files.files[$0] })
    let isRead = try read(pieces, readers) { piece throws(Failure) in
      gathering.takeMedications(of: piece, asked, limit)
    }
    let known = Set(unread.map(\.path))
    unread += pieces.unread.filter { !known.contains($0.path) }
    return isRead
  }

  /// - Parameter deliver: False ends it.
  /// - Returns: False when the scan was interrupted.
  private mutating func read(
    _ pieces: ExportPieces, _ readers: [FHIRLineReader], deliver: (PieceLines) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    let order = Mutex(())
    try OrderedWork<ExportPiece, PieceLines>.run(
      readers, answersAtOnce: 4,
      take: { Interruption.wasAsked ? nil : order.withLock { _ in pieces.next() } },
      work: { PieceLines($1, by: $0) },
      deliver: { piece throws(Failure) in
        note(piece.times)
        return try deliver(piece)
      })
    noteInterruption()
    return !isInterrupted
  }
}

/// What of an export was read so far.
private struct Gathering {
  var lines: FHIRLines
  let byteCount: Int
  /// Takes the marks of orders, where they are not known yet.
  let orders: OrderMarks?
  var filesWithMedications: Set<Int> = []
  var readCount = 0
  var isTooLarge = false

  /// How much of the files was read, from 0 to 1.
  var share: Double { min(1, Double(readCount) / Double(max(1, byteCount))) }

  /// - Returns: False when memory is full.
  mutating func take(_ piece: PieceLines, _ limit: MemoryLimit?) throws(Failure) -> Bool {
    lines.append(piece.lines)
    try orders?.append(piece.lines.orders)
    if piece.lines.holdsMedications { filesWithMedications.insert(piece.file) }
    let isFirst = readCount == 0
    readCount += piece.times.byteCount
    // Growing by doubling would copy what was gathered again and again.
    if isFirst, readCount > 0, limit == nil {
      lines.reserve(times: Double(byteCount) / Double(readCount) * 1.02)
    }
    return hasRoom(limit)
  }

  /// Takes over what of the Medication resources of a piece is asked for.
  /// - Returns: False when memory is full.
  mutating func takeMedications(of piece: PieceLines, _ asked: Set<String>, _ limit: MemoryLimit?) -> Bool {
    lines.takeMedications(of: piece.lines, asked)
    return hasRoom(limit)
  }

  private mutating func hasRoom(_ limit: MemoryLimit?) -> Bool {
    if let limit, limit.isReached(by: lines.byteCount) { isTooLarge = true }
    return !isTooLarge
  }
}

/// What came of a piece.
private struct PieceLines {
  let lines: FHIRLines.Piece
  /// The number of the file.
  let file: Int
  let times: ScanTimes

  init(_ piece: ExportPiece, by reader: FHIRLineReader) {
    var times = ScanTimes(byteCount: piece.byteCount)
    file = piece.file
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
  /// Its results are put in order later.
  var isPart = false
}
