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
    /// The number of the list of its sources.
    let sources: Int
  }

  private let catalog: Catalog
  private let sources: SourceFragments
  private let writer = JSONWriter()
  /// Of `FindingPoint`s. A list of all drugs in all pairs would not fit anywhere.
  private let known: FragmentTable<Fragment>
  private let kept = OutputBytes()
  /// Holds one finding that is not kept.
  private let passing = OutputBytes()

  /// Of a point, its words not counted.
  private static let bytesOfPoint = 512

  init(catalog: Catalog, sources: SourceFragments, memory: Int) {
    self.catalog = catalog
    self.sources = sources
    known = FragmentTable(memory: memory)
  }

  /// Appends findings, with commas between.
  /// - Parameters:
  ///   - entries: The entries that the findings count.
  ///   - tellsSources: Whether the record tells of their sources.
  func append(
    _ findings: [Finding], among entries: [ResolvedEntry], tellsSources: Bool = true, to output: OutputBytes
  ) {
    known.noteLookUps(findings.count)
    // In a span: a copy of a finding would count references to what it shares with others.
    let findings = findings.span
    for index in findings.indices {
      if index > 0 { output.append(",") }
      if let fragment = known.fragment(of: ObjectIdentifier(findings[index].point)) {
        append(fragment, of: kept, findings[index].entries, tellsSources, to: output)
      } else {
        appendNew(findings[index], entries, tellsSources, to: output)
      }
    }
  }

  private func append(
    _ fragment: Fragment, of bytes: OutputBytes, _ numbers: EntryNumbers, _ tellsSources: Bool,
    to output: OutputBytes
  ) {
    output.append(fragment.head, of: bytes)
    for place in 0..<numbers.endIndex {
      if place > 0 { output.append(",") }
      output.append(number: numbers[place])
    }
    output.append(fragment.tail, of: bytes)
    if tellsSources { sources.tell(list: fragment.sources) }
  }

  private func appendNew(
    _ finding: Finding, _ entries: [ResolvedEntry], _ tellsSources: Bool, to output: OutputBytes
  ) {
    // What was not checked is worded by the entry.
    if case .notChecked = finding.point.category {
      passing.removeAll()
      append(made(finding, entries, in: passing), of: passing, finding.entries, tellsSources, to: output)
      return
    }
    if known.isFull {
      known.removeAll()
      kept.removeAll()
      sources.forgetLists()
    }
    let fragment = made(finding, entries, in: kept)
    let bytes = fragment.head.count + fragment.tail.count + Self.bytesOfPoint
    known.keep(fragment, of: finding.point, bytes: bytes)
    append(fragment, of: kept, finding.entries, tellsSources, to: output)
  }

  private func made(_ finding: Finding, _ entries: [ResolvedEntry], in store: OutputBytes) -> Fragment {
    let wording = FindingWording(finding, among: entries, in: catalog)
    let head = store.piece { bytes in
      bytes.append("{")
      bytes.append(
        writer.members {
          writer.member("kind", finding.keyword)
          if let severity = finding.severityKeyword { writer.member("severity", severity) }
          writer.member("drugs", finding.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
        })
      bytes.append(#","entries":["#)
    }
    let tail = store.piece { bytes in
      bytes.append("],")
      bytes.append(writer.members { rest(wording) })
      bytes.append("}")
    }
    return Fragment(head: head, tail: tail, sources: sources.list(of: wording.sources))
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
