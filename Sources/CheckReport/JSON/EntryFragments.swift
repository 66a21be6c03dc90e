import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of entries: all that stands behind the line is the same for everybody with the same words.
final class EntryFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  /// Of `EntryReading`s, by why an entry is not taken now.
  private let known: FragmentTable<Fragment>
  /// Those that fragments speak of, by number.
  private var stated: [StatedMedicine] = []
  private let kept = OutputBytes()
  private var drugs: [DrugRow: [UInt8]] = [:]

  private struct Fragment {
    /// The medicine whose words it has, and its number.
    let stated: ObjectIdentifier
    let number: Int
    let tail: OutputBytes.Piece
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
      let status = entries[index].entry.status.number
      let fragment =
        known.fragment(of: ObjectIdentifier(entries[index].reading), variant: status)
        ?? newFragment(entries[index], status)
      if fragment.stated == ObjectIdentifier(entries[index].entry.stated)
        || stated[fragment.number].text == entries[index].entry.stated.text
      {
        output.append(fragment.tail, of: kept)
      } else {
        writeTail(entries[index], to: output)
      }
    }
  }

  private func newFragment(_ resolved: ResolvedEntry, _ status: Int) -> Fragment {
    if known.isFull {
      known.removeAll()
      stated = []
      kept.removeAll()
    }
    let fragment = Fragment(
      stated: ObjectIdentifier(resolved.entry.stated), number: stated.count,
      tail: kept.piece { writeTail(resolved, to: $0) })
    known.keep(fragment, of: resolved.reading, variant: status, bytes: Self.bytesKept(of: resolved))
    stated.append(resolved.entry.stated)
    return fragment
  }

  /// The reading and its words, the medicine as stated, and the tail, which says all of that again.
  private static func bytesKept(of resolved: ResolvedEntry) -> Int {
    2 * (resolved.reading.byteCount + resolved.entry.text.utf8.count)
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
  /// 0 for all but the inactive; at most 8.
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
