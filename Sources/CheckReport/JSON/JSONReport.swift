package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// The result of a check as JSON, one object on a line. Always complete, whatever a text report folds away.
///
/// Keeps what it has worded, so one for each thread is right and one for each patient is wasteful.
package struct JSONReport {
  /// Rises when a key changes its meaning.
  package static let schemaVersion = 1

  private let writer = JSONWriter()
  private let entries: EntryFragments
  private let findings: FindingFragments
  private let culprits: CulpritFragments
  private let sources: SourceFragments
  /// The member that says which catalog answered.
  private let catalog: [UInt8]

  package init(catalog: Catalog) {
    entries = EntryFragments(catalog: catalog)
    culprits = CulpritFragments(catalog: catalog)
    sources = SourceFragments(catalog: catalog)
    findings = FindingFragments(catalog: catalog, sources: sources)
    let writer = writer
    self.catalog = writer.members { writer.member(catalog: CatalogIdentity(of: catalog)) }
  }

  /// Appends one line.
  package func append(_ result: CheckResult, from source: ReportSource, to output: inout [UInt8]) {
    append(result, from: source, change: nil, to: &output)
  }

  /// Appends one line: the result after the change, and under `change` the findings that come and go with it.
  package func append(_ difference: CheckDifference, from source: ReportSource, to output: inout [UInt8]) {
    let change = Change(
      appeared: difference.appeared, appearedFragments: fragments(difference.appeared, in: difference.after),
      disappeared: difference.disappeared,
      disappearedFragments: fragments(difference.disappeared, in: difference.before))
    append(difference.after, from: source, change: change, to: &output)
  }

  /// The findings of a what-if, worded.
  private struct Change {
    var appeared: [Finding]
    var appearedFragments: [FindingFragments.Fragment]
    var disappeared: [Finding]
    var disappearedFragments: [FindingFragments.Fragment]
  }

  private func fragments(_ findings: [Finding], in result: CheckResult) -> [FindingFragments.Fragment] {
    findings.map { self.findings.fragment($0, among: result.entries) }
  }

  private func append(
    _ result: CheckResult, from source: ReportSource, change: Change?, to output: inout [UInt8]
  ) {
    let fragments = fragments(result.findings, in: result)
    output.append(#"{"schemaVersion":"#)
    output.append(number: Self.schemaVersion)
    append(source, to: &output)
    output.append(#","entries":["#)
    output.appendList(result.entries.indices) {
      entries.append(result.entries, $0, from: source, to: &$1)
    }
    if !result.gaps.isEmpty {
      output.append(#"],"gaps":["#)
      output.appendList(result.gaps) { append($0, source, to: &$1) }
    }
    output.append(#"],"findings":["#)
    append(result.findings, fragments, to: &output)
    output.append("]")
    if let change { append(change, to: &output) }
    output.append(#","culprits":["#)
    output.appendList(result.culprits.indices) { culprits.append(result.culprits[$0], to: &$1) }
    output.append("]")
    append(result.coverage, to: &output)
    output.append(#","remarks":["#)
    output.appendList(result.remarks) { append($0, source, to: &$1) }
    output.append("],")
    output.append(contentsOf: catalog)
    output.append(#","sources":{"#)
    sources.beginRecord()
    for fragment in fragments { append(sourcesOf: fragment, to: &output) }
    for fragment in change?.disappearedFragments ?? [] { append(sourcesOf: fragment, to: &output) }
    output.append("}}\n")
    self.findings.beginRecord()
  }

  // MARK: Parts

  private func append(_ source: ReportSource, to output: inout [UInt8]) {
    output.append(#","source":{"path":"#)
    writer.append(source.path, to: &output)
    output.append(#","patient":"#)
    if let patient = source.patient { writer.append(patient, to: &output) } else { output.append("null") }
    output.append("}")
  }

  private func append(_ gap: MedicationList.Gap, _ source: ReportSource, to output: inout [UInt8]) {
    writer.object {
      writer.member("line", gap.place.line)
      if let file = source.file(of: gap.place) { writer.member("file", file) }
      writer.member("text", gap.text)
      writer.member("reason", gap.reason)
    }
    writer.finish(into: &output)
  }

  private func append(
    _ findings: [Finding], _ fragments: [FindingFragments.Fragment], to output: inout [UInt8]
  ) {
    output.appendList(findings.indices) { self.findings.append(findings[$0], fragments[$0], to: &$1) }
  }

  private func append(sourcesOf fragment: FindingFragments.Fragment, to output: inout [UInt8]) {
    findings.eachSource(of: fragment) { sources.append($0, to: &output) }
  }

  private func append(_ change: Change, to output: inout [UInt8]) {
    output.append(#","change":{"appeared":["#)
    append(change.appeared, change.appearedFragments, to: &output)
    output.append(#"],"disappeared":["#)
    append(change.disappeared, change.disappearedFragments, to: &output)
    output.append("]}")
  }

  private func append(_ coverage: CheckResult.Coverage, to output: inout [UInt8]) {
    output.append(#","coverage":{"entries":"#)
    output.append(number: coverage.entries)
    output.append(#","checked":"#)
    output.append(number: coverage.checked)
    output.append(#","notChecked":"#)
    output.append(number: coverage.notChecked)
    output.append(#","inactive":"#)
    output.append(number: coverage.inactive)
    output.append(#","notAMedicine":"#)
    output.append(number: coverage.notAMedicine)
    output.append("}")
  }

  private func append(_ remark: MedicationList.Remark, _ source: ReportSource, to output: inout [UInt8]) {
    writer.object {
      writer.member("line", remark.place.line)
      if let file = source.file(of: remark.place) { writer.member("file", file) }
      writer.member("text", remark.text)
      writer.member("reason", remark.reason.rawValue)
    }
    writer.finish(into: &output)
  }
}
