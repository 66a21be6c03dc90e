package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// The result of a check as JSON, one object on a line. Always complete, whatever a text report folds away.
///
/// Keeps what it has worded, so one for each thread is right and one for each patient is wasteful.
package struct JSONReport {
  /// Rises when a key changes its meaning.
  package static let schemaVersion = 1

  private let catalog: Catalog
  private let identity: CatalogIdentity
  private let writer = JSONWriter()
  private let fragments: FindingFragments

  package init(catalog: Catalog) {
    self.catalog = catalog
    identity = CatalogIdentity(of: catalog)
    fragments = FindingFragments(catalog: catalog)
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
    findings.map { fragments.fragment($0, among: result.entries) }
  }

  private func append(
    _ result: CheckResult, from source: ReportSource, change: Change?, to output: inout [UInt8]
  ) {
    let findings = fragments(result.findings, in: result)
    writer.object {
      writer.member("schemaVersion", Self.schemaVersion)
      writer.member("source") {
        writer.member("path", source.path)
        writer.member("patient", source.patient)
      }
      writer.member("entries", result.entries.enumerated()) { entry($1, number: $0 + 1) }
      if !result.gaps.isEmpty { writer.member("gaps", result.gaps, gap) }
      writer.member("findings", zip(result.findings, findings)) { finding($0, $1) }
      if let change {
        writer.member("change") {
          writer.member("appeared", zip(change.appeared, change.appearedFragments)) { finding($0, $1) }
          writer.member("disappeared", zip(change.disappeared, change.disappearedFragments)) {
            finding($0, $1)
          }
        }
      }
      writer.member("culprits", result.culprits, culprit)
      writer.member("coverage") {
        writer.member("entries", result.coverage.entries)
        writer.member("checked", result.coverage.checked)
        writer.member("notChecked", result.coverage.notChecked)
        writer.member("inactive", result.coverage.inactive)
        writer.member("notAMedicine", result.coverage.notAMedicine)
      }
      writer.member("remarks", result.remarks, remark)
      writer.member(catalog: identity)
      sources(findings + (change?.disappearedFragments ?? []))
    }
    writer.finishLine(into: &output)
  }

  // MARK: Parts

  private func entry(_ resolved: ResolvedEntry, number: Int) {
    let answer = ResolutionAnswer(resolved)
    writer.object {
      writer.member("index", number)
      writer.member("line", resolved.entry.place.line)
      writer.member("text", resolved.entry.text)
      writer.member("status", answer.checkStatus)
      writer.member("drugs", answer.drugs) { writer.raw(fragments.drug($0)) }
      if let basis = answer.basis { writer.member("basis", basis) }
      writer.member("candidates", answer.candidates) { writer.candidate($0, in: catalog) }
      writer.member("remarks", remarks(resolved), writer.string)
    }
  }

  /// With why an entry is not taken now, which the text report says too.
  private func remarks(_ resolved: ResolvedEntry) -> [String] {
    guard case .inactive(let reason) = resolved.entry.status else { return resolved.remarks }
    return [EntryWording.words(reason)] + resolved.remarks
  }

  private func gap(_ gap: MedicationList.Gap) {
    writer.object {
      writer.member("line", gap.place.line)
      writer.member("text", gap.text)
      writer.member("reason", gap.reason)
    }
  }

  private func finding(_ finding: Finding, _ fragment: FindingFragments.Fragment) {
    let numbers = finding.entries.map(String.init).joined(separator: ",")
    writer.raw(fragment.head + Array(numbers.utf8) + fragment.tail)
  }

  private func culprit(_ culprit: Culprit) {
    writer.object {
      writer.key("drug")
      writer.object { writer.drug(culprit.drug, in: catalog) }
      writer.member("rank", culprit.rank)
      writer.member("reasons", culprit.reasons.map { CulpritWording.words($0, in: catalog) }, writer.string)
    }
  }

  private func remark(_ remark: MedicationList.Remark) {
    writer.object {
      writer.member("line", remark.place.line)
      writer.member("text", remark.text)
      writer.member("reason", remark.reason.rawValue)
    }
  }

  private func sources(_ findings: [FindingFragments.Fragment]) {
    writer.member("sources") {
      for id in findings.flatMap(\.sources).uniqued() {
        guard let source = fragments.source(id) else { continue }
        writer.string(id.rawValue)
        writer.raw(source)
      }
    }
  }
}
