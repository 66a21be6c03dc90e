import DrugCatalog
import PatientMedications

/// What `--fail-on` asks for.
package enum FailOn: String, CaseIterable, Sendable {
  case contraindicated, major, moderate, minor
  /// A cramp cause or a cascade, or anything minor and above.
  case cause
  case never
}

extension CheckResult {
  /// How a check ends, as a script sees it.
  package enum Status: Sendable {
    case clean
    /// All was checked, and something reaches `failOn`.
    case found
    /// Something was not checked, findings or not.
    case incomplete
  }

  /// Unmatched cautions, drugs not reviewed, inactive entries and things that are no medicine never count.
  /// A list without an entry is complete only where the source says that there are no medicines.
  package func status(failOn: FailOn) -> Status {
    if coverage.notChecked > 0 || !gaps.isEmpty { return .incomplete }
    if coverage.entries == 0, !remarks.contains(where: { $0.reason == .noKnownMedications }) {
      return .incomplete
    }
    return findings.contains { $0.reaches(failOn) } ? .found : .clean
  }
}

extension Finding {
  fileprivate func reaches(_ failOn: FailOn) -> Bool {
    let threshold: Severity
    switch failOn {
    case .never: return false
    case .contraindicated: threshold = .contraindicated
    case .major: threshold = .major
    case .moderate: threshold = .moderate
    case .minor, .cause: threshold = .minor
    }
    switch point.category {
    case .interaction: return (severity ?? .none) >= threshold
    case .treatmentCaution, .labelCaution: return point.isMatched && (severity ?? .none) >= threshold
    case .crampCause, .cascade: return failOn == .cause
    default: return false
    }
  }
}
