import PatientMedications

/// The words by which records say whether a medicine is taken, in any case and with any separators.
enum StatusWords {
  /// What a status word says.
  enum Meaning: Hashable {
    case active
    case inactive(MedicationEntry.Inactivity)
  }

  /// `nil` for a blank or unknown word, which says nothing: the medicine counts as taken.
  static func meaning(_ word: some StringProtocol) -> Meaning? {
    switch word.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "active", "current", "ongoing", "y", "yes", "true", "1", "taking", "continued", "continue",
      "inprogress":
      .active
    case "stopped", "stop", "discontinued", "dc", "dcd", "inactive", "ended", "past", "ceased", "n", "no",
      "false", "0", "expired", "suspendedindefinitely", "aborted", "discontinuedbyprovider", "terminated",
      "replaced", "declined", "abandoned":
      .inactive(.stopped)
    case "completed", "complete", "finished", "done": .inactive(.completed)
    case "cancelled", "canceled", "nullified", "rejected", "revoked", "void", "voided": .inactive(.cancelled)
    case "enteredinerror", "error": .inactive(.enteredInError)
    case "nottaken", "nottaking", "notdone", "refused", "unfilled": .inactive(.notTaken)
    case "onhold", "hold", "held", "suspended", "paused": .inactive(.onHold)
    case "draft", "planned", "intended", "preparation", "proposed", "pending", "future", "new":
      .inactive(
        .planned)
    case "negated", "never": .inactive(.negated)
    default: nil
    }
  }
}
