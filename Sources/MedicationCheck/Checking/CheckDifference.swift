import DrugCatalog

/// What changes between two checks: before and after a medicine is added or left out.
package struct CheckDifference: Hashable, Sendable {
  package var before: CheckResult
  package var after: CheckResult
  /// Findings of `after` that `before` does not have, and the other way round. Entry numbers do not count.
  package var appeared: [Finding]
  package var disappeared: [Finding]

  package init(from before: CheckResult, to after: CheckResult) {
    self.before = before
    self.after = after
    let old = Set(before.findings.map(Point.init))
    let new = Set(after.findings.map(Point.init))
    appeared = after.findings.filter { !old.contains(Point($0)) }
    disappeared = before.findings.filter { !new.contains(Point($0)) }
  }

  /// A clinical point, wherever on the list it stands.
  private struct Point: Hashable {
    let kind: Finding.Kind
    let drugs: [UInt32]

    init(_ finding: Finding) {
      kind = finding.kind
      drugs = finding.drugs.map(\.number)
    }
  }
}
