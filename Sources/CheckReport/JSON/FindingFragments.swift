import DrugCatalog
import MedicationCheck

/// The JSON of findings as they come again and again over many patients.
///
/// Wording a finding costs far more than copying it. What differs between two patients with the same finding is
/// only the numbers of the entries, so a fragment is kept as the text before and after them.
final class FindingFragments {
  /// The JSON of one finding around its entry numbers, and the sources that it names.
  final class Fragment {
    /// Kept so that its identity stays its own.
    private let point: FindingPoint
    fileprivate let head: [UInt8]
    fileprivate let tail: [UInt8]
    /// By their numbers among the fragments of sources.
    let sources: [Int]

    fileprivate init(_ point: FindingPoint, head: [UInt8], tail: [UInt8], sources: [Int]) {
      self.point = point
      self.head = head
      self.tail = tail
      self.sources = sources
    }
  }

  private let catalog: Catalog
  private let sources: SourceFragments
  private let writer = JSONWriter()
  private var known: [ObjectIdentifier: Fragment] = [:]

  /// A list of all drugs in all pairs would not fit anywhere.
  private static let mostFindings = 20_000

  init(catalog: Catalog, sources: SourceFragments) {
    self.catalog = catalog
    self.sources = sources
  }

  /// - Parameter entries: The entries that `finding` counts.
  func fragment(_ finding: Finding, among entries: [ResolvedEntry]) -> Fragment {
    let id = ObjectIdentifier(finding.point)
    if let fragment = known[id] { return fragment }
    let fragment = made(finding, entries)
    // What was not checked is worded by the entry.
    if finding.point.category == .notChecked { return fragment }
    if known.count >= Self.mostFindings { known.removeAll(keepingCapacity: true) }
    known[id] = fragment
    return fragment
  }

  func append(_ finding: Finding, _ fragment: Fragment, to output: inout [UInt8]) {
    output.append(contentsOf: fragment.head)
    output.appendList(finding.entries) { $1.append(number: $0) }
    output.append(contentsOf: fragment.tail)
  }

  private func made(_ finding: Finding, _ entries: [ResolvedEntry]) -> Fragment {
    let wording = FindingWording(finding, among: entries, in: catalog)
    let head = writer.members {
      writer.member("kind", finding.keyword)
      if let severity = finding.severityKeyword { writer.member("severity", severity) }
      writer.member("drugs", finding.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
    }
    let tail = writer.members { rest(wording) }
    return Fragment(
      finding.point, head: Array("{".utf8) + head + Array(#","entries":["#.utf8),
      tail: Array("],".utf8) + tail + Array("}".utf8), sources: wording.sources.map(sources.number))
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
