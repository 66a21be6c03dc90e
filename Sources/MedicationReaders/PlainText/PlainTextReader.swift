import PatientMedications

/// A list as a person types it: one medicine on a line.
///
///     Current medications:
///     - quinine sulfate 324 mg at bedtime for leg cramps
///     2) Lipitor 20 mg — since 2023-05
///     stopped: ibuprofen
///     Allergies: penicillin
///
/// Every line that is not blank ends as an entry or as a remark with its reason.
extension MedicationFormat {
  static let plainText = MedicationFormat(
    id: "text", summary: "plain text, one medicine a line", recognises: { _ in true },
    read: { bytes, _ throws(MedicationFileError) in
      var reader = PlainTextReader()
      for line in try TextLines.of(bytes) { reader.take(line) }
      // Marks and blanks alone: a list that says nothing would read as a patient who takes nothing.
      if reader.list.entries.isEmpty, reader.list.gaps.isEmpty, reader.list.remarks.isEmpty {
        throw MedicationFileError(.empty("the file is empty"), line: 1)
      }
      return [reader.list]
    })
}

struct PlainTextReader {
  private(set) var list = MedicationList()
  /// What the lines under the last heading are.
  private var section = Section.medications
  private var lastEntryIndent: Int?

  private enum Section {
    case medications, stopped, allergies
  }

  mutating func take(_ line: TextLines.Line) {
    let place = SourcePlace(line: line.number)
    switch ReadableLine.read(line.bytes) {
    case .unreadable(let reason):
      list.entries.append(MedicationEntry(text: "", status: .unreadable(reason: reason), place: place))
    case .text(let text): take(text, at: place)
    case .beginning(let text):
      gap("longer than \(ReadableLine.mostBytes) bytes; only its beginning was read", "", place)
      take(text, at: place)
    }
  }

  private mutating func take(_ raw: String, at place: SourcePlace) {
    let text = raw.trimmed
    guard !text.isEmpty else {
      if section == .allergies { section = .medications }
      lastEntryIndent = nil
      return
    }
    if goesOn(raw, text) { return }
    lastEntryIndent = nil
    let words = ListMarks.stripped(text)
    if words.isEmpty {
      remark(.heading, text, place)
    } else if text.hasPrefix("#") {
      remark(.heading, text, place)
    } else if takeHeading(words, place) || takeAllergy(words, place) || takePatientDetail(words, place) {
      return
    } else if LinePhrases.meansNoMedications(words) {
      remark(.noKnownMedications, text, place)
    } else if LinePhrases.isCourtesy(words) {
      remark(.prose, text, place)
    } else if section == .allergies {
      list.patient.allergies.append(words)
      remark(.allergy, text, place)
    } else {
      addEntry(words, place)
      lastEntryIndent = raw.indent
    }
  }

  /// An indented line that goes on with the directions of the entry before it.
  private mutating func goesOn(_ raw: String, _ text: String) -> Bool {
    guard let indent = lastEntryIndent, raw.indent > indent, let last = list.entries.indices.last,
      LinePhrases.beginsLikeDirections(text)
    else { return false }
    let directions = [list.entries[last].doseText, text].compactMap { $0 }.joined(separator: " ")
    list.entries[last].doseText = directions
    if let indication = LinePhrases.indication(in: text) { list.entries[last].indication = indication }
    return true
  }

  private mutating func takeHeading(_ words: String, _ place: SourcePlace) -> Bool {
    guard let heading = LinePhrases.heading(words) else { return false }
    switch heading {
    case .medications: section = .medications
    case .stopped: section = .stopped
    case .allergies: section = .allergies
    case .other: break
    }
    remark(.heading, words, place)
    return true
  }

  private mutating func takeAllergy(_ words: String, _ place: SourcePlace) -> Bool {
    guard let allergens = LinePhrases.allergens(words) else { return false }
    list.patient.allergies.append(contentsOf: allergens)
    remark(.allergy, words, place)
    return true
  }

  private mutating func takePatientDetail(_ words: String, _ place: SourcePlace) -> Bool {
    guard let detail = PatientDetail(words) else { return false }
    detail.apply(to: &list.patient)
    remark(.patientDetail, words, place)
    return true
  }

  private mutating func addEntry(_ words: String, _ place: SourcePlace) {
    let reading = EntryLine(words)
    let inactivity = reading.inactivity ?? (section == .stopped ? .stopped : nil)
    list.entries.append(
      MedicationEntry(
        text: reading.text, status: inactivity.map { .inactive($0) } ?? .active, started: reading.started,
        stopped: reading.stopped, doseText: reading.note, indication: reading.indication, place: place))
    if let successor = reading.successor { addEntry(successor, place) }
    if LinePhrases.hasRaisedDigit(words) {
      gap("a raised digit behind a number: the dose is not clear", words, place)
    }
  }

  private mutating func gap(_ reason: String, _ text: String, _ place: SourcePlace) {
    list.gaps.append(.init(place: place, text: text, reason: reason))
  }

  private mutating func remark(_ reason: MedicationList.Remark.Reason, _ text: String, _ place: SourcePlace) {
    list.remarks.append(.init(place: place, text: text, reason: reason))
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmed: String { trimming(where: \.isWhitespace) }

  /// Without the characters at its ends that `isMark` holds for; each end is looked at from outside only.
  func trimming(where isMark: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !isMark($0) }) else { return "" }
    var end = endIndex
    while end > first {
      let before = index(before: end)
      guard isMark(self[before]) else { break }
      end = before
    }
    return String(self[first..<end])
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    // Most strings begin and end with a letter or digit; ASCII at the end is a character of its own.
    if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first),
      (0x21...0x7E).contains(last)
    {
      return self
    }
    return trimming(where: \.isWhitespace)
  }

  /// Blanks at the start; a tab counts as four.
  var indent: Int {
    var count = 0
    for character in self {
      switch character {
      case " ": count += 1
      case "\t": count += 4
      default: return count
      }
    }
    return count
  }
}
