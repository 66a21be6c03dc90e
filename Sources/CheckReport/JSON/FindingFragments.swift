import DrugCatalog
import MedicationCheck

/// The JSON of findings, drugs and sources as they come again and again over many patients.
///
/// Wording a finding costs far more than copying it. What differs between two patients with the same finding is
/// only the numbers of the entries, so a fragment is kept as the text before and after them.
final class FindingFragments {
  /// The JSON of one finding around its entry numbers, and the sources that it names.
  struct Fragment {
    var head: [UInt8]
    var tail: [UInt8]
    var sources: [Source.ID]
  }

  private let catalog: Catalog
  private let writer = JSONWriter()
  private var findings: [Key: Fragment] = [:]
  private var drugs: [DrugRow: [UInt8]] = [:]
  private var sources: [Source.ID: [UInt8]] = [:]

  /// Findings kept; a list of all drugs in all pairs would not fit anywhere.
  private static let mostFindings = 20_000

  init(catalog: Catalog) { self.catalog = catalog }

  // MARK: Findings

  /// What makes two findings read alike: the rules behind them, by id, and the drugs.
  private struct Key: Hashable {
    var kind: String
    var drugs: [DrugRow]
    var rules: [String] = []
    var concerns: [Concern] = []
    var points: [Int] = []

    /// `nil` for findings whose words depend on more than the catalog.
    init?(_ finding: Finding) {
      kind = finding.keyword
      drugs = finding.drugs
      switch finding.kind {
      case .crampCause(let associations, let through):
        rules = associations.map(\.id) + [through?.id.rawValue ?? ""]
      case .treatmentCaution(_, let statement, let match):
        rules = [statement.id]
        if case .checkIf(let open) = match { concerns = open } else { points = [1] }
      case .interaction(let statement, let severity, let others, let scope):
        rules = [statement.id, severity.rawValue] + others.map(\.id)
        points = scope == .holds ? [1] : []
      case .noInteraction(let statement): rules = [statement.id]
      case .duplicateIngredient(let isOneProduct): points = isOneProduct ? [1] : []
      case .duplicateClass(let drugClass): rules = [drugClass.id.rawValue]
      case .additiveLoad(let load, let shares):
        rules = [load.id]
        points = shares
      case .cascade(let cascade): points = [cascade == .likely ? 0 : cascade == .possible ? 1 : 2]
      case .patientFactor(let advice, let others): rules = ([advice] + others).map(\.id)
      case .redFlag(let advice): rules = [advice.id]
      case .lookAlike(let pair): rules = [pair.id]
      case .notReviewed: break
      case .notChecked: return nil
      }
    }
  }

  func fragment(_ finding: Finding, among entries: [ResolvedEntry]) -> Fragment {
    guard let key = Key(finding) else { return made(finding, entries) }
    if let known = findings[key] { return known }
    if findings.count >= Self.mostFindings { findings.removeAll(keepingCapacity: true) }
    let fragment = made(finding, entries)
    findings[key] = fragment
    return fragment
  }

  private func made(_ finding: Finding, _ entries: [ResolvedEntry]) -> Fragment {
    let wording = FindingWording(finding, among: entries, in: catalog)
    var head = piece {
      writer.object {
        writer.member("kind", finding.keyword)
        if let severity = finding.severityKeyword { writer.member("severity", severity) }
        writer.member("drugs", finding.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
      }
    }
    // The object goes on: no closing bracket, but the next key.
    head.removeLast()
    head += Array(#","entries":["#.utf8)
    var tail = piece { rest(wording) }
    tail.replaceSubrange(0...0, with: Array("],".utf8))
    return Fragment(head: head, tail: tail, sources: wording.sources)
  }

  private func rest(_ wording: FindingWording) {
    writer.object {
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

  private func piece(_ body: () -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    body()
    writer.finish(into: &bytes)
    return bytes
  }

  // MARK: Drugs and sources

  /// A drug with its review state.
  func drug(_ row: DrugRow) -> [UInt8] {
    if let known = drugs[row] { return known }
    let bytes = piece {
      writer.object {
        writer.drug(row, in: catalog)
        writer.member("review", catalog.review(of: row).rawValue)
      }
    }
    drugs[row] = bytes
    return bytes
  }

  /// `nil` for an id the catalog does not define.
  func source(_ id: Source.ID) -> [UInt8]? {
    if let known = sources[id] { return known }
    guard let source = catalog.source(id) else { return nil }
    let bytes = piece { writer.object { writer.source(source) } }
    sources[id] = bytes
    return bytes
  }
}
