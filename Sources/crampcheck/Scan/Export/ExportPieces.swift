import MedicationReaders
import XMLEvents

/// Cuts files of lines into pieces of whole lines, in order. One caller at a time.
final class ExportPieces: @unchecked Sendable {
  private let files: [ExportFile]
  private let pool = PieceBuffers()
  private var current: FileBytes?
  private var nextFile = 0
  private var line = 1
  /// The beginning of a line whose rest is not read yet.
  private var rest: [UInt8] = []
  /// Files that could not be read, or not to their end.
  private(set) var unread: [UnreadInput] = []

  /// A line that is longer is refused with its file.
  private static let mostLineBytes = 1 << 30

  init(_ files: [ExportFile]) { self.files = files }

  /// The next piece; `nil` at the end.
  func next() -> ExportPiece? {
    while true {
      if current == nil {
        guard nextFile < files.count else { return nil }
        open(files[nextFile])
        nextFile += 1
        if current == nil { continue }
      }
      do throws(XMLError) {
        if let piece = try piece() { return piece }
      } catch {
        fail(error)
      }
      current = nil
    }
  }

  private func open(_ file: ExportFile) {
    line = 1
    rest = []
    do throws(XMLError) {
      current = try file.file.bytes()
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: XMLError) {
    unread.append(
      UnreadInput(
        path: files[nextFile - (current == nil ? 0 : 1)].name, reason: error.reason,
        isMissing: error.kind == .missing))
  }

  /// The next whole lines of the file; `nil` at its end.
  private func piece() throws(XMLError) -> ExportPiece? {
    guard let current else { return nil }
    let buffer = pool.take()
    buffer.fill(with: rest)
    while true {
      let got = try unsafe current.read(into: buffer.room)
      buffer.count += got
      let isLast = unsafe buffer.room.count > 0
      if isLast, buffer.count == 0 {
        pool.give(buffer)
        return nil
      }
      let end = isLast ? buffer.count : buffer.endOfLastLine
      guard end > 0 else {
        guard buffer.count < Self.mostLineBytes else {
          throw XMLError(.limit("a line is longer than the limit of \(Self.mostLineBytes) bytes"))
        }
        buffer.grow()
        continue
      }
      rest = buffer.bytes(from: end)
      buffer.count = end
      let start = line == 1 && buffer.hasByteOrderMark ? 3 : 0
      defer { line += buffer.lineCount }
      return ExportPiece(buffer: buffer, pool: pool, start: start, firstLine: line, file: nextFile - 1)
    }
  }
}

/// Whole lines of a file.
struct ExportPiece: Sendable {
  private let buffer: PieceBuffer
  private let pool: PieceBuffers
  /// Where the first line begins.
  let start: Int
  let firstLine: Int
  /// The number of the file.
  let file: Int
  let byteCount: Int

  init(buffer: PieceBuffer, pool: PieceBuffers, start: Int, firstLine: Int, file: Int) {
    self.buffer = buffer
    self.pool = pool
    self.start = start
    self.firstLine = firstLine
    self.file = file
    byteCount = buffer.count
  }

  /// Reads the lines, once: the memory is used again.
  func read(by reader: FHIRLineReader) -> FHIRLines.Piece {
    defer { pool.give(buffer) }
    return unsafe buffer.withBytes { bytes, readable in
      unsafe reader.read(
        UnsafeRawBufferPointer(rebasing: bytes[start...]), readable: readable - start, firstLine: firstLine,
        file: file)
    }
  }
}
