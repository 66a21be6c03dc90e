import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of entries: all that stands behind the line is the same for everybody with the same words.
final class EntryFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  private var known: [ObjectIdentifier: Known] = [:]
  private var drugs: [DrugRow: [UInt8]] = [:]

  private static let mostEntries = 50_000

  /// What was worded for one reading.
  private final class Known {
    /// Kept so that its identity stays its own.
    let reading: EntryReading
    let text: String
    /// By why an entry is not taken now, taken ones first.
    var tails = [[UInt8]?](repeating: nil, count: 9)

    init(_ resolved: ResolvedEntry) {
      reading = resolved.reading
      text = resolved.entry.text
    }
  }

  init(catalog: Catalog) { self.catalog = catalog }

  /// - Parameter source: Names the files, where several were read together.
  func append(
    _ resolved: ResolvedEntry, number: Int, from source: ReportSource, to output: inout [UInt8]
  ) {
    output.append(#"{"index":"#)
    output.append(number: number)
    output.append(#","line":"#)
    output.append(number: resolved.entry.place.line)
    output.append(UInt8(ascii: ","))
    if let file = source.file(of: resolved.entry.place) {
      output.append(#""file":"#)
      writer.append(file, to: &output)
      output.append(UInt8(ascii: ","))
    }
    appendTail(resolved, to: &output)
  }

  private func appendTail(_ resolved: ResolvedEntry, to output: inout [UInt8]) {
    let known = known(resolved)
    guard known.text == resolved.entry.text else { return output.append(contentsOf: tail(resolved)) }
    let status = resolved.entry.status.number
    if let tail = known.tails[status] { return output.append(contentsOf: tail) }
    let tail = tail(resolved)
    known.tails[status] = tail
    output.append(contentsOf: tail)
  }

  private func known(_ resolved: ResolvedEntry) -> Known {
    let id = ObjectIdentifier(resolved.reading)
    if let known = known[id] { return known }
    if known.count >= Self.mostEntries { known.removeAll(keepingCapacity: true) }
    let new = Known(resolved)
    known[id] = new
    return new
  }

  private func tail(_ resolved: ResolvedEntry) -> [UInt8] {
    let answer = ResolutionAnswer(resolved)
    let members = writer.members {
      writer.member("text", resolved.entry.text)
      writer.member("status", answer.checkStatus)
      writer.member("drugs", answer.drugs) { writer.raw(drug($0)) }
      if let basis = answer.basis { writer.member("basis", basis) }
      writer.member("candidates", answer.candidates) { writer.candidate($0, in: catalog) }
      writer.member("remarks", remarks(resolved), writer.string)
    }
    return members + Array("}".utf8)
  }

  /// With why an entry is not taken now, which the text report says too.
  private func remarks(_ resolved: ResolvedEntry) -> [String] {
    guard case .inactive(let reason) = resolved.entry.status else { return resolved.remarks }
    return [EntryWording.words(reason)] + resolved.remarks
  }

  /// A drug with its review state.
  private func drug(_ row: DrugRow) -> [UInt8] {
    if let known = drugs[row] { return known }
    let writer = JSONWriter()
    let bytes = writer.piece {
      writer.object {
        writer.drug(row, in: catalog)
        writer.member("review", catalog.review(of: row).rawValue)
      }
    }
    drugs[row] = bytes
    return bytes
  }
}

extension MedicationEntry.Status {
  /// 0 for all but the inactive.
  fileprivate var number: Int {
    guard case .inactive(let reason) = self else { return 0 }
    return switch reason {
    case .stopped: 1
    case .completed: 2
    case .cancelled: 3
    case .enteredInError: 4
    case .negated: 5
    case .notTaken: 6
    case .onHold: 7
    case .planned: 8
    }
  }
}
