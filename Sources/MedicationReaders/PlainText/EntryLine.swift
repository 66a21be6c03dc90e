import PatientMedications

/// A line that names a medicine: its words, and what they say about when and what for.
struct EntryLine {
  /// The words that may name the medicine; notes on starting and stopping are cut off.
  private(set) var text: String
  private(set) var inactivity: MedicationEntry.Inactivity?
  private(set) var started: PartialDate?
  private(set) var stopped: PartialDate?
  private(set) var indication: String?

  init(_ line: String) {
    text = line
    stripLabel()
    readStop()
    readStart()
    indication = LinePhrases.indication(in: text)
  }

  private mutating func stripLabel() {
    for label in ["medication:", "drug:", "rx:", "med:", "medicine:", "drug name:", "medication name:"]
    where text.lowercased().hasPrefix(label) {
      text = String(text.dropFirst(label.count)).trimmed
      return
    }
  }

  private static let stopOpenings: [(words: String, meaning: MedicationEntry.Inactivity)] = [
    ("stopped:", .stopped), ("stopped ", .stopped), ("stop:", .stopped), ("stop ", .stopped),
    ("d/c'd ", .stopped),
    ("d/c: ", .stopped), ("d/c ", .stopped), ("dc'd ", .stopped), ("discontinued:", .stopped),
    ("discontinued ", .stopped),
    ("discontinue ", .stopped), ("not taking ", .notTaken), ("no longer taking ", .notTaken),
    ("on hold:", .onHold),
    ("hold ", .onHold), ("held:", .onHold), ("cancelled:", .cancelled), ("canceled:", .cancelled),
    ("completed:", .completed),
    ("finished ", .completed), ("past:", .stopped), ("ceased ", .stopped),
  ]

  private static let stopMarks: [(words: String, meaning: MedicationEntry.Inactivity)] = [
    ("stopped", .stopped), ("discontinued", .stopped), ("d/c'd", .stopped), ("d/c", .stopped),
    ("dc'd", .stopped),
    ("ceased", .stopped), ("no longer taking", .notTaken), ("not taking", .notTaken),
    ("no longer taken", .notTaken),
    ("on hold", .onHold), ("withheld", .onHold), ("cancelled", .cancelled), ("canceled", .cancelled),
    ("completed", .completed), ("course finished", .completed), ("finished", .completed),
    ("entered in error", .enteredInError),
  ]

  private mutating func readStop() {
    let lower = text.lowercased()
    for opening in Self.stopOpenings where lower.hasPrefix(opening.words) {
      inactivity = opening.meaning
      text = String(text.dropFirst(opening.words.count)).trimmed
      stopped = DateWords.date(in: text)
      return
    }
    for mark in Self.stopMarks {
      guard let cut = Self.cut(lower, at: mark.words) else { continue }
      inactivity = mark.meaning
      stopped = DateWords.date(in: String(text.dropFirst(cut)))
      text = String(text.prefix(cut)).trimmingTail
      return
    }
  }

  private mutating func readStart() {
    let lower = text.lowercased()
    for mark in ["since", "started", "start date", "begun", "began", "commenced", "from"] {
      guard let cut = Self.cut(lower, at: mark), let date = DateWords.date(in: String(text.dropFirst(cut)))
      else { continue }
      started = date
      text = String(text.prefix(cut)).trimmingTail
      return
    }
  }

  /// How many characters stand before `words` where they begin a word after the first.
  private static func cut(_ lower: String, at words: String) -> Int? {
    for range in lower.ranges(of: words) where range.lowerBound > lower.startIndex {
      let before = lower[lower.index(before: range.lowerBound)]
      let after = range.upperBound < lower.endIndex ? lower[range.upperBound] : " "
      if !before.isLetter, !before.isNumber, !after.isLetter {
        return lower.distance(from: lower.startIndex, to: range.lowerBound)
      }
    }
    return nil
  }
}

extension String {
  /// Without the dashes, commas and open brackets that are left when a note is cut off.
  fileprivate var trimmingTail: String {
    let marks: (Character) -> Bool = { " -–—,;:([\t".contains($0) }
    return String(reversed().drop(while: marks).reversed())
  }
}
