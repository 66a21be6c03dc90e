import DrugCatalog

/// What changes between two checks: before and after a medicine is added or left out.
package struct CheckDifference: Hashable, Sendable {
  package var before: CheckResult
  package var after: CheckResult
  /// Findings of `after` that `before` does not have as they are: new ones, and ones that have become another (a
  /// load with one more drug). Entry numbers do not count.
  package var appeared: [Finding]
  /// Findings of `before` whose clinical point `after` does not make any more.
  package var disappeared: [Finding]

  package init(from before: CheckResult, to after: CheckResult) {
    self.before = before
    self.after = after
    let old = Set(before.findings.map(Content.init))
    let points = Set(after.findings.map(Point.init))
    appeared = after.findings.filter { !old.contains(Content($0)) }
    disappeared = before.findings.filter { !points.contains(Point($0)) }
  }

  /// What a finding says, wherever on the list its drugs stand.
  private struct Content: Hashable {
    let kind: Finding.Kind
    let drugs: [DrugRow]

    init(_ finding: Finding) {
      kind = finding.kind
      drugs = finding.drugs
    }
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
    case entries([Int])

    init(_ finding: Finding) {
      let drugs = finding.drugs
      switch finding.kind {
      case .additiveLoad(let load, _): self = .load(load.id)
      case .duplicateClass(let drugClass): self = .duplicateClass(drugClass.id)
      case .patientFactor(let advice, _): self = .patientFactor(advice.id)
      case .lookAlike(let pair): self = .lookAlike(pair.id)
      case .treatmentCaution(_, let statement, _): self = .caution(statement.id, drugs.first)
      case .redFlag(let advice): self = .text(advice.id)
      case .notChecked: self = .entries(finding.entries)
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
