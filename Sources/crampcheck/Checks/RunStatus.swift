import MedicationCheck

/// The exit status of a run over several lists: what was not checked outweighs what was found.
struct RunStatus {
  private var isIncomplete = false
  private var hasFound = false

  mutating func note(_ status: CheckResult.Status) {
    switch status {
    case .clean: break
    case .found: hasFound = true
    case .incomplete: isIncomplete = true
    }
  }

  /// - Throws: `Failure` without messages, for statuses 1 and 2.
  func finish() throws(Failure) {
    if isIncomplete { throw Failure(.incomplete, messages: []) }
    if hasFound { throw Failure(.found, messages: []) }
  }
}
