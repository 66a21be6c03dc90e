import DrugCatalog
import MedicationCheck

/// The JSON of findings as they come again and again over many patients.
///
/// Wording a finding costs far more than copying it. What differs between two patients with the same finding is
/// only the numbers of the entries, so a fragment is kept as the text before and after them.
final class FindingFragments {
  /// The JSON of one finding around its entry numbers, and the sources that it names.
  private struct Fragment {
    let head: OutputBytes.Piece
    let tail: OutputBytes.Piece
    /// Where the numbers stand that its sources have among the fragments of sources.
    let sources: Range<Int>
  }

  private let catalog: Catalog
  private let sources: SourceFragments
  private let writer = JSONWriter()
  private var known: [Fragment] = []
  private var numbers = IdentityNumbers()
  /// Kept so that their identities stay their own.
  private var points: [FindingPoint] = []
  private let kept = Store()
  /// Holds one finding that is not kept.
  private let passing = Store()

  /// What fragments consist of.
  private final class Store {
    let bytes = OutputBytes()
    var sources: [Int] = []

    func removeAll() {
      bytes.removeAll()
      sources.removeAll(keepingCapacity: true)
    }
  }

  /// A list of all drugs in all pairs would not fit anywhere.
  private static let mostFindings = 20_000

  init(catalog: Catalog, sources: SourceFragments) {
    self.catalog = catalog
    self.sources = sources
  }

  /// Appends findings, with commas between.
  /// - Parameters:
  ///   - entries: The entries that the findings count.
  ///   - tellsSources: Whether the record tells of their sources.
  func append(
    _ findings: [Finding], among entries: [ResolvedEntry], tellsSources: Bool = true, to output: OutputBytes
  ) {
    // By index: a copy of a finding would count references to what it shares with others.
    for index in findings.indices {
      if index > 0 { output.append(",") }
      if let number = numbers[findings[index].point] {
        append(findings[index], known[number], of: kept, tellsSources, to: output)
        continue
      }
      // What was not checked is worded by the entry.
      let isKept = findings[index].point.category != .notChecked
      if isKept { makeRoom() }
      let store = isKept ? kept : passing
      let fragment = made(findings[index], entries, in: store)
      append(findings[index], fragment, of: store, tellsSources, to: output)
      if isKept { keep(fragment, findings[index].point) } else { passing.removeAll() }
    }
  }

  private func append(
    _ finding: Finding, _ fragment: Fragment, of store: Store, _ tellsSources: Bool, to output: OutputBytes
  ) {
    output.append(fragment.head, of: store.bytes)
    var isFirst = true
    for number in finding.entries {
      if isFirst { isFirst = false } else { output.append(",") }
      output.append(number: number)
    }
    output.append(fragment.tail, of: store.bytes)
    guard tellsSources else { return }
    for place in fragment.sources { sources.tell(store.sources[place]) }
  }

  private func makeRoom() {
    guard points.count >= Self.mostFindings else { return }
    known.removeAll(keepingCapacity: true)
    numbers.removeAll()
    points.removeAll(keepingCapacity: true)
    kept.removeAll()
  }

  private func keep(_ fragment: Fragment, _ point: FindingPoint) {
    numbers.insert(known.count, for: point)
    known.append(fragment)
    points.append(point)
  }

  private func made(_ finding: Finding, _ entries: [ResolvedEntry], in store: Store) -> Fragment {
    let wording = FindingWording(finding, among: entries, in: catalog)
    let head = store.bytes.piece { bytes in
      bytes.append("{")
      bytes.append(
        writer.members {
          writer.member("kind", finding.keyword)
          if let severity = finding.severityKeyword { writer.member("severity", severity) }
          writer.member("drugs", finding.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
        })
      bytes.append(#","entries":["#)
    }
    let tail = store.bytes.piece { bytes in
      bytes.append("],")
      bytes.append(writer.members { rest(wording) })
      bytes.append("}")
    }
    let first = store.sources.count
    store.sources += wording.sources.map(sources.number)
    return Fragment(head: head, tail: tail, sources: first..<store.sources.count)
  }

  private func rest(_ wording: FindingWording) {
    writer.member("message", wording.message)
    writer.member("action", wording.action)
    writer.member("mechanism", wording.mechanism)
    writer.member("matched", wording.matched)
    writer.memberIfAny("note", wording.note)
    if !wording.jurisdictions.isEmpty {
      writer.member("jurisdictions", wording.jurisdictions, writer.string)
    }
    writer.member("evidence", wording.evidence) { evidence in
      writer.object {
        writer.member("grade", evidence.grade)
        writer.member("figure", evidence.figure)
        writer.memberIfAny("basis", evidence.basis)
        writer.member("source", evidence.source.rawValue)
        writer.member("verification", evidence.verification.rawValue)
      }
    }
  }
}
