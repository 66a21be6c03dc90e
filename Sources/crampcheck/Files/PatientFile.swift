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
    /// Status for a run in which it is the only input, and the message.
    case failed(ExitStatus, String)
  }

  /// Larger files are for `scan`.
  private static let mostBytes = 1 << 30

  /// Reads the file whole; `-` is standard input.
  init(_ path: String, format: String?, today: PartialDate?) {
    self.path = path
    do throws(XMLError) {
      let bytes = try Self.bytes(path)
      outcome = Self.read(bytes, path, format, today)
    } catch {
      outcome = .failed(
        error.kind == .missing ? .missingInput : .malformedInput,
        "\(Self.shown(path)): error: \(error.reason)")
    }
  }

  private static func read(
    _ bytes: [UInt8], _ path: String, _ format: String?, _ today: PartialDate?
  ) -> Outcome {
    do throws(MedicationFileError) {
      return .lists(try MedicationReader.read(bytes, format: format, today: today))
    } catch {
      let place =
        error.line > 0 ? (error.column > 0 ? "\(error.line):\(error.column): " : "\(error.line): ") : " "
      return .failed(.malformedInput, "\(shown(path)):\(place)error: \(error.reason)")
    }
  }

  /// The lines of standard input, for commands that take names.
  static func standardInputLines() throws(Failure) -> [String] {
    do throws(XMLError) {
      let bytes = try bytes("-")
      return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
      }.dropLastIfEmpty()
    } catch {
      throw Failure(.malformedInput, "standard input: error: \(error.reason)")
    }
  }

  private static func shown(_ path: String) -> String { path == "-" ? "standard input" : path }

  private static func bytes(_ path: String) throws(XMLError) -> [UInt8] {
    let source =
      path == "-"
      ? FileBytes(descriptor: 0) : try FileBytes(path: CommandLineBytes.bytes(of: path), mostBytes: mostBytes)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.byteCount)
    var chunk: [UInt8] = []
    repeat {
      try source.read(into: &chunk)
      bytes += chunk
      if bytes.count > mostBytes {
        throw XMLError(
          .limit("the input is larger than the limit of \(mostBytes) bytes; use 'crampcheck scan'"))
      }
    } while !chunk.isEmpty
    return bytes
  }
}

extension [String] {
  /// Without the empty piece that a final line feed leaves.
  fileprivate func dropLastIfEmpty() -> [String] {
    last?.isEmpty == true ? Array(dropLast()) : self
  }
}
