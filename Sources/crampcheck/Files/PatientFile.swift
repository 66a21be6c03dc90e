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

  /// Files are read whole.
  private static let mostBytes = 1 << 30

  /// Reads the file whole; `-` is standard input.
  /// - Parameter followsLinks: False in folders, where a link may lead out of them.
  init(_ path: String, format: String?, today: PartialDate?, followsLinks: Bool = true) {
    self.path = path
    do throws(XMLError) {
      let bytes = try Self.bytes(path, followsLinks)
      outcome = Self.read(bytes, path, format, today)
    } catch {
      outcome = .failed(UnreadInput(path: path, reason: error.reason, isMissing: error.kind == .missing))
    }
  }

  private static func read(
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
      let bytes = try bytes("-")
      return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
      }.dropLastIfEmpty()
    } catch {
      throw Failure(.malformedInput, "standard input: error: \(error.reason)")
    }
  }

  private static func bytes(_ path: String, _ followsLinks: Bool = true) throws(XMLError) -> [UInt8] {
    let source =
      path == "-"
      ? FileBytes(descriptor: 0)
      : try FileBytes(
        path: CommandLineBytes.bytes(of: path), followsLinks: followsLinks, mostBytes: mostBytes)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.byteCount)
    var chunk: [UInt8] = []
    repeat {
      try source.read(into: &chunk)
      bytes += chunk
      if bytes.count > mostBytes {
        throw XMLError(
          .limit("the input is larger than the limit of \(mostBytes) bytes; split it"))
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
