import DrugCatalog
import MedicationCheck

/// The JSON of findings as they come again and again over many patients.
///
/// Wording a finding costs far more than copying it. What differs between two patients with the same finding is
/// only the numbers of the entries, so a fragment is kept as the text before and after them.
final class FindingFragments {
  /// The JSON of one finding around its entry numbers, and the sources that it names.
  struct Fragment {
    fileprivate var head: SharedBytes.Piece
    fileprivate var tail: SharedBytes.Piece
    /// Where the numbers stand that its sources have among the fragments of sources.
    fileprivate var sources: Range<Int>
    /// Good for one record only.
    fileprivate var isPassing = false
  }

  private let catalog: Catalog
  private let sources: SourceFragments
  private let writer = JSONWriter()
  private var known: [Fragment] = []
  private var numbers = IdentityNumbers()
  /// Kept so that their identities stay their own.
  private var points: [FindingPoint] = []
  private var kept = Store()
  private var passing = Store()

  /// What fragments consist of.
  private struct Store {
    var bytes = SharedBytes()
    var sources: [Int] = []

    mutating func removeAll() {
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

  /// Makes room; fragments of earlier records are not good any more.
  func beginRecord() {
    passing.removeAll()
    guard points.count >= Self.mostFindings else { return }
    known.removeAll(keepingCapacity: true)
    numbers.removeAll()
    points.removeAll(keepingCapacity: true)
    kept.removeAll()
  }

  /// - Parameter entries: The entries that `finding` counts.
  func fragment(_ finding: Finding, among entries: [ResolvedEntry]) -> Fragment {
    if let number = numbers[finding.point] { return known[number] }
    // What was not checked is worded by the entry.
    if finding.point.category == .notChecked {
      var fragment = made(finding, entries, in: &passing)
      fragment.isPassing = true
      return fragment
    }
    let fragment = made(finding, entries, in: &kept)
    numbers.insert(known.count, for: finding.point)
    known.append(fragment)
    points.append(finding.point)
    return fragment
  }

  func append(_ finding: Finding, _ fragment: Fragment, to output: inout [UInt8]) {
    append(fragment.head, fragment.isPassing, to: &output)
    output.appendList(finding.entries) { $1.append(number: $0) }
    append(fragment.tail, fragment.isPassing, to: &output)
  }

  private func append(_ piece: SharedBytes.Piece, _ isPassing: Bool, to output: inout [UInt8]) {
    if isPassing { passing.bytes.append(piece, to: &output) } else { kept.bytes.append(piece, to: &output) }
  }

  /// The numbers that the sources of a fragment have among the fragments of sources.
  func eachSource(of fragment: Fragment, _ body: (Int) -> Void) {
    for place in fragment.sources {
      body(fragment.isPassing ? passing.sources[place] : kept.sources[place])
    }
  }

  private func made(_ finding: Finding, _ entries: [ResolvedEntry], in store: inout Store) -> Fragment {
    let wording = FindingWording(finding, among: entries, in: catalog)
    let head = writer.members {
      writer.member("kind", finding.keyword)
      if let severity = finding.severityKeyword { writer.member("severity", severity) }
      writer.member("drugs", finding.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
    }
    let tail = writer.members { rest(wording) }
    let numbers = wording.sources.map(sources.number)
    store.sources += numbers
    return Fragment(
      head: store.bytes.keep(Array("{".utf8) + head + Array(#","entries":["#.utf8)),
      tail: store.bytes.keep(Array("],".utf8) + tail + Array("}".utf8)),
      sources: (store.sources.count - numbers.count)..<store.sources.count)
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
