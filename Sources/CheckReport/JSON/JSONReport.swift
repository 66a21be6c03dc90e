package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// The result of a check as JSON, one object on a line. Always complete, whatever a text report folds away.
package struct JSONReport {
  /// Rises when a key changes its meaning.
  package static let schemaVersion = 1

  private let catalog: Catalog
  private let writer = JSONWriter()
  private let version: String
  private let date: String
  private let sha256: String

  package init(catalog: Catalog) {
    self.catalog = catalog
    version = catalog.version
    date = catalog.date
    sha256 = catalog.sha256
  }

  /// Appends one line.
  package func append(_ result: CheckResult, from source: ReportSource, to output: inout [UInt8]) {
    let wordings = result.findings.map { FindingWording($0, among: result.entries, in: catalog) }
    writer.object {
      writer.member("schemaVersion", Self.schemaVersion)
      writer.member("source") {
        writer.member("path", source.path)
        writer.member("patient", source.patient)
      }
      writer.member("entries", result.entries.enumerated()) { entry($1, number: $0 + 1) }
      writer.member("findings", zip(result.findings, wordings)) { finding($0, $1) }
      writer.member("culprits", result.culprits, culprit)
      writer.member("coverage") {
        writer.member("entries", result.coverage.entries)
        writer.member("checked", result.coverage.checked)
        writer.member("notChecked", result.coverage.notChecked)
        writer.member("inactive", result.coverage.inactive)
        writer.member("notAMedicine", result.coverage.notAMedicine)
      }
      writer.member("catalog") {
        writer.member("version", version)
        writer.member("date", date)
        writer.member("sha256", sha256)
      }
      sources(wordings)
    }
    writer.finishLine(into: &output)
  }

  // MARK: Parts

  private func entry(_ resolved: ResolvedEntry, number: Int) {
    let answer = ResolutionAnswer(resolved, in: catalog)
    writer.object {
      writer.member("index", number)
      writer.member("line", resolved.entry.place.line)
      writer.member("text", resolved.entry.text)
      writer.member("status", answer.checkStatus)
      writer.member("drugs", answer.drugs) { drug in
        writer.object {
          writer.drug(drug, in: catalog)
          writer.member("review", catalog.review(of: drug).rawValue)
        }
      }
      if let basis = answer.basis { writer.member("basis", basis) }
      writer.member("candidates", answer.candidates) { writer.candidate($0, in: catalog) }
      writer.member("remarks", answer.remarks, writer.string)
    }
  }

  private func finding(_ finding: Finding, _ wording: FindingWording) {
    writer.object {
      writer.member("kind", finding.keyword)
      if let severity = finding.severityKeyword { writer.member("severity", severity) }
      writer.member("drugs", finding.drugs) { drug in writer.object { writer.drug(drug, in: catalog) } }
      writer.member("entries", finding.entries, writer.integer)
      writer.member("message", wording.message)
      writer.member("action", wording.action)
      writer.member("mechanism", wording.mechanism)
      writer.member("matched", wording.matched)
      writer.member("evidence", wording.evidence) { evidence in
        writer.object {
          writer.member("grade", evidence.grade)
          writer.member("figure", evidence.figure)
          writer.member("source", evidence.source.rawValue)
          writer.member("verification", evidence.verification.rawValue)
        }
      }
    }
  }

  private func culprit(_ culprit: Culprit) {
    writer.object {
      writer.key("drug")
      writer.object { writer.drug(culprit.drug, in: catalog) }
      writer.member("rank", culprit.rank)
      writer.member("reasons", culprit.reasons.map { CulpritWording.words($0, in: catalog) }, writer.string)
    }
  }

  private func sources(_ wordings: [FindingWording]) {
    let ids = wordings.flatMap { $0.evidence.map(\.source) }.uniqued()
    writer.member("sources") {
      for source in catalog.sources(ids) {
        writer.string(source.id.rawValue)
        writer.object { writer.source(source) }
      }
    }
  }
}

extension JSONWriter {
  /// The members that every drug has.
  func drug(_ drug: DrugRow, in catalog: Catalog) {
    member("id", catalog.drugID(drug).rawValue)
    member("name", catalog.drugName(drug))
  }

  /// A drug, a combination or another meaning that an entry may stand for.
  func candidate(_ candidate: Resolution.Candidate, in catalog: Catalog) {
    object {
      member("id", candidate.drugs.map { catalog.drugID($0).rawValue }.joined(separator: "+"))
      member("name", candidate.name)
    }
  }

  func source(_ source: Source) {
    member("title", source.title)
    if source.year > 0 { member("year", source.year) }
    memberIfAny("publisher", source.publisher)
    memberIfAny("doi", source.doi)
    memberIfAny("pmid", source.pmid)
    memberIfAny("url", source.url)
  }
}

extension Finding {
  /// The word that stands for the kind in JSON and CSV.
  package var keyword: String {
    switch kind {
    case .crampCause: "crampCause"
    case .treatmentCaution: "treatmentCaution"
    case .interaction, .noInteraction: "interaction"
    case .duplicateIngredient: "duplicateIngredient"
    case .duplicateClass: "duplicateClass"
    case .additiveLoad: "additiveLoad"
    case .cascade: "cascade"
    case .patientFactor: "patientFactor"
    case .redFlag: "redFlag"
    case .notChecked: "notChecked"
    case .notReviewed: "notReviewed"
    case .lookAlike: "lookAlike"
    }
  }

  /// On interactions and cautions only.
  var severityKeyword: String? {
    switch kind {
    case .interaction(_, let severity, _, _): severity.rawValue
    case .noInteraction: Severity.none.rawValue
    case .treatmentCaution(_, let statement, _): statement.severity.rawValue
    default: nil
    }
  }
}
