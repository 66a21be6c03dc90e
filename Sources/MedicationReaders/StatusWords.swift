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
    let word = String(word)
    // Nearly every word is written as it stands in the table.
    return meanings[word] ?? meanings[word.lowercased().filter { $0.isLetter || $0.isNumber }]
  }

  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [:]
    for (meaning, words) in words {
      for word in words.split(separator: " ") { meanings[String(word)] = meaning }
    }
    return meanings
  }()

  private static let words: [(Meaning, String)] = [
    (.active, "active current ongoing y yes true 1 taking continued continue inprogress in-progress"),
    (
      .inactive(.stopped),
      """
      stopped stop discontinued dc dcd inactive ended past ceased n no false 0 expired aborted \
      discontinuedbyprovider terminated replaced declined abandoned
      """
    ),
    (.inactive(.completed), "completed complete finished done"),
    (.inactive(.cancelled), "cancelled canceled nullified rejected revoked void voided"),
    (.inactive(.enteredInError), "enteredinerror entered-in-error error"),
    (.inactive(.notTaken), "nottaken not-taken nottaking notdone not-done refused unfilled"),
    (.inactive(.onHold), "onhold on-hold hold held suspended paused"),
    (.inactive(.planned), "draft planned intended preparation proposed pending future new"),
    (.inactive(.negated), "negated never"),
  ]
}
