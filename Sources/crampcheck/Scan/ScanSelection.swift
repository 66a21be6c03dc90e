import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications

/// Which patients and findings a scan shows. What is left out still counts in the summary and the exit status.
struct ScanSelection: Sendable {
  /// Kinds of findings, as JSON writes them; empty: all.
  var kinds: Set<String> = []
  /// Only findings of that severity or above.
  var lowestSeverity: Severity?
  /// Only patients with an active entry of that drug.
  var drug: [DrugRow]?

  /// Every kind that can be asked for.
  static let knownKinds = [
    "crampCause", "treatmentCaution", "labelCaution", "interaction", "duplicateIngredient", "duplicateClass",
    "additiveLoad",
    "cascade", "patientFactor", "redFlag", "notChecked", "notReviewed", "lookAlike",
  ]

  /// Whether nothing is left out.
  var isEverything: Bool { kinds.isEmpty && lowestSeverity == nil && drug == nil }

  /// The result with the findings asked for; `nil` when the patient is left out.
  func apply(to result: CheckResult) -> CheckResult? {
    if let drug, !result.entries.contains(where: { $0.standing == .checked && $0.names(drug) }) { return nil }
    guard !kinds.isEmpty || lowestSeverity != nil else { return result }
    var shown = result
    shown.findings = result.findings.filter(includes)
    return shown.findings.isEmpty ? nil : shown
  }

  private func includes(_ finding: Finding) -> Bool {
    if !kinds.isEmpty, !kinds.contains(finding.keyword) { return false }
    guard let lowestSeverity else { return true }
    return (finding.severity ?? .none) >= lowestSeverity
  }
}

extension ResolvedEntry {
  /// Whether it is one of these drugs.
  fileprivate func names(_ wanted: [DrugRow]) -> Bool { drugs.contains { wanted.contains($0) } }
}

/// How much speaks for looking at a patient on a drug first.
///
/// In this order: contraindicated and major interactions and matched cautions of the drug (QT partners,
/// anticoagulants and digoxin are such), moderate ones, kidney function (below 30, below 60 mL/min/1.73 m²), and age
/// from 65. Patients with the same are left in the order of the input.
struct PatientRisk: Comparable, Sendable {
  private let weights: [Int]

  init(of result: CheckResult, from drug: [DrugRow], today: PartialDate) {
    var counts: [Severity: Int] = [:]
    for finding in result.findings where finding.drugs.contains(where: { drug.contains($0) }) {
      switch finding.kind {
      case .interaction, .additiveLoad, .treatmentCaution(_, _, .matched):
        counts[finding.severity ?? .none, default: 0] += 1
      default: break
      }
    }
    let eGFR = result.patient.eGFR ?? .infinity
    let born = result.patient.birthDate?.year
    let age = result.patient.ageYears ?? born.map { today.year - $0 } ?? 0
    weights = [
      counts[.contraindicated] ?? 0, counts[.major] ?? 0, counts[.moderate] ?? 0,
      eGFR < 30 ? 2 : eGFR < 60 ? 1 : 0, max(0, age - 64),
    ]
  }

  static func < (a: PatientRisk, b: PatientRisk) -> Bool { a.weights.lexicographicallyPrecedes(b.weights) }
}

/// A record that waits for its place.
struct RankedRecord: Sendable {
  var risk: PatientRisk
  var bytes: [UInt8]
  /// Among the other patients of an export that is read in parts.
  var place: UInt64 = 0
  /// Where the bytes wait, when they were spilled.
  private var spilled: (file: NamelessFile, range: Range<Int>)?

  init(risk: PatientRisk, bytes: [UInt8]) {
    self.risk = risk
    self.bytes = bytes
  }

  /// The same, its bytes in a file.
  /// - Throws: `Failure` with status 74.
  func spilled(to file: NamelessFile) throws(Failure) -> RankedRecord {
    var record = self
    record.bytes = []
    record.spilled = (file, file.count..<(file.count + bytes.count))
    try file.append(bytes)
    return record
  }

  /// The bytes, wherever they wait.
  /// - Throws: `Failure` with status 74.
  func contents() throws(Failure) -> [UInt8] {
    guard let spilled else { return bytes }
    var contents = [UInt8](repeating: 0, count: spilled.range.count)
    var count = 0
    while count < contents.count {
      let got = try spilled.file.read(into: &contents, from: count, at: spilled.range.lowerBound + count)
      guard got > 0 else { throw spilled.file.problem("ends too early") }
      count += got
    }
    return contents
  }
}
