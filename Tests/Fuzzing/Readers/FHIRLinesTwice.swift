import MedicationReaders
import PatientMedications

/// Lines of FHIR, each several times over with other digits, read by one reader that knows again what lines have in
/// common, and each by a reader of its own that has never seen another: both must say the same.
struct FHIRLinesTwice {
  private let documents: [[UInt8]]
  private let lines: [[UInt8]]

  /// A reader for each line costs time: as many lines as say something new.
  private static let mostLines = 6

  init(_ bytes: [UInt8]) {
    documents = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(Self.mostLines).map {
      Array($0)
    }
    // And all again, behind what the others left in memory.
    lines = documents.flatMap { [$0, Self.withOtherDigits($0), Self.withLongerNumbers($0), $0] } + documents
  }

  func run() {
    compareDocuments()
    let alone = Answer { readers throws(MedicationFileError) in
      for (number, line) in lines.enumerated() { try readers.read([line], firstLine: number + 1) }
    }
    let together = Answer { readers throws(MedicationFileError) in
      readers.keepsReader = true
      try readers.read(lines, firstLine: 1)
    }
    precondition(alone == together, "lines say something else among others")
    // Cut into two pieces, as large files are.
    let cut = lines.count / 3 + 1
    let pieces = Answer { readers throws(MedicationFileError) in
      readers.keepsReader = true
      try readers.read(Array(lines.prefix(cut)), firstLine: 1)
      try readers.read(Array(lines.dropFirst(cut)), firstLine: cut + 1)
    }
    precondition(alone == pieces, "lines say something else in another piece")
  }

  /// A line is read quicker than a document is, and says the same.
  private func compareDocuments() {
    for line in documents where line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      let asLine = Answer { readers throws(MedicationFileError) in try readers.read([line], firstLine: 1) }
      do throws(MedicationFileError) {
        let lists = try MedicationReader.read(line, format: "fhir-json")
        precondition(asLine == .lists(lists), "a line says something else than the document")
      } catch {
        // What is no resource is told in other words.
        guard case .lists(let lists) = asLine else { continue }
        precondition(
          lists.contains { !$0.gaps.isEmpty } || error.isOfStranger,
          "what a document is refused for is accepted in a line")
      }
    }
  }

  private static func withOtherDigits(_ line: [UInt8]) -> [UInt8] {
    line.map { isDigit($0) ? 0x30 + ($0 - 0x30 + 1) % 10 : $0 }
  }

  /// Each number one digit longer.
  private static func withLongerNumbers(_ line: [UInt8]) -> [UInt8] {
    var longer: [UInt8] = []
    for byte in line {
      if isDigit(byte), !(longer.last.map(isDigit) ?? false) { longer.append(byte) }
      longer.append(byte)
    }
    return longer
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension MedicationFileError {
  /// Valid JSON that is no resource.
  fileprivate var isOfStranger: Bool { if case .unsupported = kind { true } else { false } }
}

/// What the patients of some lines have, or why nobody can say.
private enum Answer: Equatable {
  case lists([MedicationList])
  case refused(MedicationFileError)

  init(_ read: (inout LineReaders) throws(MedicationFileError) -> Void) {
    do throws(MedicationFileError) {
      var readers = LineReaders()
      try read(&readers)
      self = .lists(try readers.lines.export().lists())
    } catch { self = .refused(error) }
  }
}

/// Reads lines with a new reader each time, or always with the same.
private struct LineReaders {
  var keepsReader = false
  private(set) var lines = FHIRLines()
  private var reader: FHIRLineReader?
  private var count = 0

  mutating func read(_ piece: [[UInt8]], firstLine: Int) throws(MedicationFileError) {
    let reader: FHIRLineReader
    if keepsReader, let known = self.reader { reader = known } else { reader = try FHIRLineReader(id: count) }
    self.reader = reader
    count += 1
    let bytes = Array(piece.joined(separator: [0x0A]))
    // Memory of just that size, now with what a parser may look at behind it and now without: the sanitizer sees a
    // byte too many.
    let room = count % 2 * 64
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + room, alignment: 1)
    defer { unsafe buffer.deallocate() }
    unsafe buffer.copyBytes(from: bytes + [UInt8](repeating: 0, count: room))
    unsafe lines.append(
      reader.read(
        UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count]), readable: buffer.count,
        firstLine: firstLine, file: 0))
  }
}
