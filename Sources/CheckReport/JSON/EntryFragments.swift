import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of entries: all that stands behind the line is the same for everybody with the same words.
final class EntryFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  /// Of `EntryReading`s.
  private let known: FragmentTable<Fragment>
  /// By number: what was stated and read so first.
  private var stated: [StatedMedicine] = []
  /// By number and by why an entry is not taken now, taken ones first; empty where it was not asked for yet.
  private var tails: [OutputBytes.Piece] = []
  private let kept = OutputBytes()
  private var drugs: [DrugRow: [UInt8]] = [:]

  private struct Fragment {
    let number: Int
    /// The medicine whose words its tails have.
    let stated: ObjectIdentifier
  }

  init(catalog: Catalog, memory: Int) {
    self.catalog = catalog
    known = FragmentTable(memory: memory)
  }

  /// Appends the entries, with commas between.
  /// - Parameter origin: Names the files, where several were read together.
  func append(_ entries: [ResolvedEntry], from origin: OriginFragments, to output: OutputBytes) {
    known.noteLookUps(entries.count)
    // In a span: a copy of an entry would count references to what it shares with others.
    let entries = entries.span
    for index in entries.indices {
      if index > 0 { output.append(",") }
      output.append(#"{"index":"#)
      output.append(number: index + 1)
      output.append(#","line":"#)
      output.append(number: entries[index].entry.place.line)
      output.append(",")
      origin.appendFile(entries[index].entry.place.file, to: output)
      let fragment =
        known.fragment(of: ObjectIdentifier(entries[index].reading)) ?? newFragment(entries[index])
      guard
        fragment.stated == ObjectIdentifier(entries[index].entry.stated)
          || stated[fragment.number].text == entries[index].entry.stated.text
      else {
        writeTail(entries[index], to: output)
        continue
      }
      let tail = fragment.number * MedicationEntry.Status.mostNumbers + entries[index].entry.status.number
      if tails[tail].isEmpty { tails[tail] = kept.piece { writeTail(entries[index], to: $0) } }
      output.append(tails[tail], of: kept)
    }
  }

  private func newFragment(_ resolved: ResolvedEntry) -> Fragment {
    if known.isFull {
      known.removeAll()
      stated = []
      tails = []
      kept.removeAll()
    }
    let fragment = Fragment(number: stated.count, stated: ObjectIdentifier(resolved.entry.stated))
    known.keep(fragment, of: resolved.reading, bytes: Self.bytesKept(of: resolved))
    stated.append(resolved.entry.stated)
    tails += repeatElement(OutputBytes.Piece(), count: MedicationEntry.Status.mostNumbers)
    return fragment
  }

  /// The reading and its words, the medicine as stated, and the first tail, which says all of that again.
  private static func bytesKept(of resolved: ResolvedEntry) -> Int {
    2 * (resolved.reading.byteCount + resolved.entry.text.utf8.count)
      + MedicationEntry.Status.mostNumbers * MemoryLayout<OutputBytes.Piece>.stride
  }

  private func writeTail(_ resolved: ResolvedEntry, to output: OutputBytes) {
    let answer = ResolutionAnswer(resolved)
    output.append(
      writer.members {
        writer.member("text", resolved.entry.text)
        writer.member("status", answer.checkStatus)
        writer.member("drugs", answer.drugs) { writer.raw(drug($0)) }
        if let basis = answer.basis { writer.member("basis", basis) }
        writer.member("candidates", answer.candidates) { writer.candidate($0, in: catalog) }
        writer.member("remarks", remarks(resolved), writer.string)
      })
    output.append("}")
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
