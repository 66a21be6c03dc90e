import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of entries: all that stands behind the line is the same for everybody with the same words.
final class EntryFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  /// Numbers in `known`.
  private var numbers = IdentityNumbers()
  private var known: [Known] = []
  /// By number and by why an entry is not taken now, taken ones first; empty where it was not asked for yet.
  private var tails: [SharedBytes.Piece] = []
  private var shared = SharedBytes()
  private var drugs: [DrugRow: [UInt8]] = [:]

  private static let mostEntries = 50_000

  /// An entry for whose reading tails are kept.
  private struct Known {
    /// Kept so that its identity stays its own.
    let reading: EntryReading
    let text: String
  }

  init(catalog: Catalog) { self.catalog = catalog }

  /// - Parameters:
  ///   - place: Which of the entries of a list. They are not copied: that would count references to what they share.
  ///   - source: Names the files, where several were read together.
  func append(_ entries: [ResolvedEntry], _ place: Int, from source: ReportSource, to output: inout [UInt8]) {
    output.append(#"{"index":"#)
    output.append(number: place + 1)
    output.append(#","line":"#)
    output.append(number: entries[place].entry.place.line)
    output.append(UInt8(ascii: ","))
    if let file = source.file(of: entries[place].entry.place) {
      output.append(#""file":"#)
      writer.append(file, to: &output)
      output.append(UInt8(ascii: ","))
    }
    let number = numbers[entries[place].reading] ?? newNumber(entries[place])
    guard known[number].text == entries[place].entry.stated.text else {
      return output.append(contentsOf: tail(entries[place]))
    }
    let tail = number * MedicationEntry.Status.mostNumbers + entries[place].entry.status.number
    if tails[tail].isEmpty { tails[tail] = shared.keep(self.tail(entries[place])) }
    shared.append(tails[tail], to: &output)
  }

  private func newNumber(_ resolved: ResolvedEntry) -> Int {
    if known.count >= Self.mostEntries {
      numbers.removeAll()
      known.removeAll(keepingCapacity: true)
      tails.removeAll(keepingCapacity: true)
      shared.removeAll()
    }
    numbers.insert(known.count, for: resolved.reading)
    known.append(Known(reading: resolved.reading, text: resolved.entry.text))
    tails += repeatElement(SharedBytes.Piece(), count: MedicationEntry.Status.mostNumbers)
    return known.count - 1
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
  fileprivate static let mostNumbers = 9

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
