import DrugCatalog
import PatientMedications

/// What changes between two checks: before and after a medicine is added or left out.
package struct CheckDifference: Hashable, Sendable {
  package var before: CheckResult
  package var after: CheckResult
  /// Findings of `after` that are new, or say more than before (a load with one more drug). What has only become
  /// less stands in neither list. Entry numbers do not count.
  package var appeared: [Finding]
  /// Findings of `before` whose clinical point `after` does not make any more.
  package var disappeared: [Finding]

  package init(from before: CheckResult, to after: CheckResult) {
    self.before = before
    self.after = after
    let old = Dictionary(before.findings.map { (Point($0, in: before), $0) }) { first, _ in first }
    let points = Set(after.findings.map { Point($0, in: after) })
    appeared = after.findings.filter { finding in
      old[Point(finding, in: after)].map(finding.saysMore) ?? true
    }
    disappeared = before.findings.filter { !points.contains(Point($0, in: before)) }
  }

  /// What a finding is about: two findings on the same point are one that has changed.
  private enum Point: Hashable {
    case load(String)
    case duplicateClass(DrugClass.ID)
    case patientFactor(String)
    case lookAlike(String)
    case drugs(String, [DrugRow])
    case caution(String, DrugRow?)
    case text(String)
    case entries([MedicationEntry])

    init(_ finding: Finding, in check: CheckResult) {
      let drugs = finding.drugs
      switch finding.kind {
      case .additiveLoad(let load, _): self = .load(load.id)
      case .duplicateClass(let drugClass): self = .duplicateClass(drugClass.id)
      case .patientFactor(let advice, _): self = .patientFactor(advice.id)
      case .lookAlike(let pair): self = .lookAlike(pair.id)
      case .treatmentCaution(_, let statement, _): self = .caution(statement.id, drugs.first)
      case .redFlag(let advice): self = .text(advice.id)
      case .notChecked:
        self = .entries(
          finding.entries.filter { check.entries.indices.contains($0 - 1) }.map {
            check.entries[$0 - 1].entry
          })
      case .crampCause: self = .drugs("cause", drugs)
      case .interaction: self = .drugs("interaction", drugs.sorted())
      case .noInteraction: self = .drugs("none", drugs.sorted())
      case .duplicateIngredient: self = .drugs("duplicate", drugs)
      case .cascade: self = .drugs("cascade", drugs)
      case .notReviewed: self = .drugs("not reviewed", drugs)
      }
    }
  }
}

extension Finding {
  /// Whether it says more than an earlier finding on the same point.
  fileprivate func saysMore(than earlier: Finding) -> Bool {
    switch (kind, earlier.kind) {
    case (.additiveLoad(_, let points), .additiveLoad(_, let earlierPoints)):
      points.reduce(0, +) > earlierPoints.reduce(0, +)
    case (.duplicateClass, .duplicateClass): drugs.count > earlier.drugs.count
    case (.notChecked, .notChecked): false
    default: kind != earlier.kind || Set(drugs) != Set(earlier.drugs)
    }
  }
}
