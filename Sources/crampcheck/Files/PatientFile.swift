import Glibc
import MedicationReaders
import PatientMedications
import XMLEvents

/// A patient's file as the command line names it.
struct PatientFile {
  var path: String
  /// What came of it.
  var outcome: Outcome

  enum Outcome {
    case lists([MedicationList])
    case failed(UnreadInput)
  }

  /// Reads the file whole; `-` is standard input.
  init(_ path: String, format: String?, today: PartialDate?) {
    var buffer = FileBuffer()
    self.init(ScanFile(path: CommandLineBytes.bytes(of: path)), into: &buffer, format: format, today: today)
  }

  /// Reads the file whole.
  /// - Parameter buffer: Memory to read it into.
  init(_ file: ScanFile, into buffer: inout FileBuffer, format: String?, today: PartialDate?) {
    path = CommandLineBytes.text(of: file.path)
    do throws(XMLError) {
      try file.withDescriptor { descriptor throws(XMLError) in
        try buffer.read(descriptor, after: file.start, mostBytes: ScanFile.mostBytes)
      }
      outcome = Self.read(buffer.bytes, path, format, today)
    } catch {
      outcome = .failed(UnreadInput(path: path, reason: error.reason, isMissing: error.kind == .missing))
    }
  }

  /// Reads what a file holds.
  static func read(
    _ bytes: [UInt8], _ path: String, _ format: String?, _ today: PartialDate?
  ) -> Outcome {
    do throws(MedicationFileError) {
      return .lists(try MedicationReader.read(bytes, format: format, today: today))
    } catch {
      return .failed(
        UnreadInput(path: path, line: error.line, column: error.column, reason: error.reason))
    }
  }

  /// The lines of standard input, for commands that take names.
  static func standardInputLines() throws(Failure) -> [String] {
    do throws(XMLError) {
      var buffer = FileBuffer()
      try buffer.read(STDIN_FILENO, mostBytes: ScanFile.mostBytes)
      return buffer.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
      }.dropLastIfEmpty()
    } catch {
      throw Failure(.malformedInput, "standard input: error: \(error.reason)")
    }
  }
}

extension [String] {
  /// Without the empty piece that a final line feed leaves.
  fileprivate func dropLastIfEmpty() -> [String] {
    last?.isEmpty == true ? Array(dropLast()) : self
  }
}
