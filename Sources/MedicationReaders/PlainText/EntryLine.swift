import PatientMedications

/// A line that names a medicine: its words, and what they say about when and what for.
struct EntryLine {
  /// The words that may name the medicine; notes on starting and stopping are cut off.
  private(set) var text: String
  private(set) var inactivity: MedicationEntry.Inactivity?
  private(set) var started: PartialDate?
  private(set) var stopped: PartialDate?
  private(set) var indication: String?
  /// What stands behind a note on stopping: a date, a reason.
  private(set) var note: String?
  /// The medicine that took the place of one that was stopped: "…, switched to rosuvastatin 10 mg".
  private(set) var successor: String?

  init(_ line: String) {
    text = line
    stripLabel()
    readStop()
    if inactivity != nil { readSuccessor() }
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
    ("finished ", .completed), ("past:", .stopped), ("ceased ", .stopped), ("avoid:", .negated),
    ("avoid ", .negated),
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
    let lower = LoweredLine(text)
    if readNegation(lower) { return }
    for opening in Self.stopOpenings where lower.hasPrefix(opening.words) {
      inactivity = opening.meaning
      text = text.bytes(from: opening.words.utf8.count).trimmed
      stopped = DateWords.date(in: text)
      return
    }
    for mark in Self.stopMarks {
      guard let cut = lower.word(mark.words) else { continue }
      inactivity = mark.meaning
      let rest = text.bytes(from: cut + mark.words.utf8.count).trimmingBrackets
      stopped = DateWords.date(in: rest)
      note = rest.isEmpty ? nil : rest
      text = text.bytes(upTo: cut).trimmingTail
      return
    }
  }

  private static let successions = [
    "switched to", "switch to", "changed to", "change to", "replaced by", "replaced with", "replace with",
    "start", "started", "started on", "begin", "now on", "now taking", "now", "instead",
  ]

  /// Looks for a second medicine in the note on stopping, then in the line itself: none may be lost behind "stop".
  private mutating func readSuccessor() {
    for (part, isNote) in [(note ?? "", true), (text, false)] {
      // A blank in front: the phrase may be the first word of a note.
      let lower = LoweredLine(isNote ? " " + part : part)
      // The longest phrase, so that "started on" is not read as "started" and a medicine "on …".
      let found = Self.successions.compactMap { phrase in
        lower.word(phrase).map { (at: isNote ? $0 - 1 : $0, length: phrase.utf8.count) }
      }.max { $0.length < $1.length }
      guard let found else { continue }
      let next = part.bytes(from: found.at + found.length).trimmed
      // "started 2021" is a date of the medicine itself.
      guard next.contains(where: \.isLetter), DateWords.date(in: next) == nil else { continue }
      successor = next
      if !isNote { text = part.bytes(upTo: found.at).trimmingTail }
      return
    }
  }

  private static let negations = ["no ", "not on ", "denies ", "denies taking ", "never taken ", "without "]

  /// "no aspirin" says that it is not taken. With a strength it may be a name: those stay for the resolver.
  private mutating func readNegation(_ lower: LoweredLine) -> Bool {
    guard let negation = Self.negations.last(where: lower.hasPrefix), !text.contains(where: \.isNumber) else {
      return false
    }
    inactivity = .negated
    text = text.bytes(from: negation.utf8.count).trimmed
    return true
  }

  private mutating func readStart() {
    let lower = LoweredLine(text)
    for mark in ["since", "started", "start date", "begun", "began", "commenced", "from"] {
      guard let cut = lower.word(mark), let date = DateWords.date(in: text.bytes(from: cut)) else { continue }
      started = date
      text = text.bytes(upTo: cut).trimmingTail
      return
    }
  }
}

/// A line with its ASCII letters in lower case, byte for byte as long as the line.
struct LoweredLine {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }

  func hasPrefix(_ words: String) -> Bool { bytes.starts(with: words.utf8) }

  /// Where `words` begin a word that is not the line's first, and end one; an offset in bytes.
  func word(_ words: String) -> Int? {
    let wanted = Array(words.utf8)
    guard let first = wanted.first, bytes.count > wanted.count else { return nil }
    for start in 1...(bytes.count - wanted.count)
    where bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      let end = start + wanted.count
      let isWhole = !Self.isWord(bytes[start - 1]) && (end == bytes.count || !Self.isLetter(bytes[end]))
      if isWhole { return start }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || byte >= 0x80 }
  private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }
}

extension String {
  /// The text from a byte that begins a character on.
  fileprivate func bytes(from offset: Int) -> String {
    String(decoding: utf8.dropFirst(offset), as: UTF8.self)
  }
  fileprivate func bytes(upTo offset: Int) -> String { String(decoding: utf8.prefix(offset), as: UTF8.self) }

  /// Without blanks and marks at its ends, brackets that are cut off from their partners among them.
  fileprivate var trimmingBrackets: String { trimming { " -–—,;:()[]\t".contains($0) } }

  /// Without the dashes, commas and open brackets that are left when a note is cut off.
  fileprivate var trimmingTail: String {
    var rest = self[...]
    while let last = rest.last, " -–—,;:([\t".contains(last) { rest.removeLast() }
    return String(rest)
  }
}
