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
  private let origin = OriginFragments()
  private let entries: EntryFragments
  private let findings: FindingFragments
  private let culprits: CulpritFragments
  private let sources: SourceFragments
  /// The member that says which catalog answered, with what stands around it.
  private let catalog = OutputBytes()

  /// - Parameter memory: How many bytes each thing that is kept may take at most.
  package init(catalog: Catalog, memory: Int = MemoryRoom.usual) {
    entries = EntryFragments(catalog: catalog, memory: memory)
    culprits = CulpritFragments(catalog: catalog, memory: memory)
    sources = SourceFragments(catalog: catalog)
    findings = FindingFragments(catalog: catalog, sources: sources, memory: memory)
    self.catalog.append("],")
    let writer = writer
    self.catalog.append(writer.members { writer.member(catalog: CatalogIdentity(of: catalog)) })
    self.catalog.append(#","sources":{"#)
  }

  /// Appends one line.
  package func append(_ result: CheckResult, from source: ReportSource, to output: OutputBytes) {
    append(result, from: source, change: nil, to: output)
  }

  /// Appends one line: the result after the change, and under `change` the findings that come and go with it.
  package func append(_ difference: CheckDifference, from source: ReportSource, to output: OutputBytes) {
    append(difference.after, from: source, change: difference, to: output)
  }

  private func append(
    _ result: CheckResult, from source: ReportSource, change: CheckDifference?, to output: OutputBytes
  ) {
    sources.beginRecord()
    origin.appendHead(source, to: output)
    output.append(#","entries":["#)
    entries.append(result.entries, from: origin, to: output)
    if !result.gaps.isEmpty {
      output.append(#"],"gaps":["#)
      append(result.gaps, to: output) { writer.gap($0, from: source) }
    }
    output.append(#"],"findings":["#)
    findings.append(result.findings, among: result.entries, to: output)
    output.append("]")
    if let change { append(change, to: output) }
    output.append(#","culprits":["#)
    culprits.append(result.culprits, to: output)
    output.append("]")
    append(result.coverage, to: output)
    output.append(#","remarks":["#)
    append(result.remarks, to: output) { writer.remark($0, from: source) }
    output.append(catalog.whole, of: catalog)
    sources.append(to: output)
    output.append("}}\n")
  }

  // MARK: Parts

  /// What `write` gives to the writer of each item, with commas between.
  private func append<Item>(_ items: [Item], to output: OutputBytes, _ write: (Item) -> Void) {
    for index in items.indices {
      if index > 0 { output.append(",") }
      writer.append(to: output) { write(items[index]) }
    }
  }

  private func append(_ change: CheckDifference, to output: OutputBytes) {
    output.append(#","change":{"appeared":["#)
    // They are among those of the result.
    findings.append(change.appeared, among: change.after.entries, tellsSources: false, to: output)
    output.append(#"],"disappeared":["#)
    findings.append(change.disappeared, among: change.before.entries, to: output)
    output.append("]}")
  }

  private func append(_ coverage: CheckResult.Coverage, to output: OutputBytes) {
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
}

extension JSONWriter {
  fileprivate func gap(_ gap: MedicationList.Gap, from source: ReportSource) {
    place(gap.place, text: gap.text, reason: gap.reason, from: source)
  }

  fileprivate func remark(_ remark: MedicationList.Remark, from source: ReportSource) {
    place(remark.place, text: remark.text, reason: remark.reason.rawValue, from: source)
  }

  private func place(_ place: SourcePlace, text: String, reason: String, from source: ReportSource) {
    object {
      member("line", place.line)
      if let file = source.file(of: place) { member("file", file) }
      member("text", text)
      member("reason", reason)
    }
  }
}
