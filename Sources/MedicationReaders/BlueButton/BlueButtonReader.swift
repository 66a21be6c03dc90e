import PatientMedications

/// Blue Button text reports: My HealtheVet of the Department of Veterans Affairs, and MyMedicare.gov.
///
/// Medicines stand in a few sections among thousands of other lines; an allergy's name is no medicine.
extension MedicationFormat {
  static let blueButton = MedicationFormat(
    id: "blue-button", summary: "Blue Button text (My HealtheVet, MyMedicare)",
    recognises: { start in
      let text = start.text
      return text.holds("MY HEALTHEVET PERSONAL INFORMATION REPORT")
        || text.holds("MYMEDICARE.GOV PERSONAL HEALTH INFORMATION")
    },
    read: { bytes, today throws(MedicationFileError) in
      var lines = BlueButtonLines()
      var reader = BlueButtonReader(today: today)
      for line in try TextLines.of(bytes) {
        for item in lines.items(of: line) { reader.take(item) }
      }
      return [reader.finished()]
    })
}

extension [UInt8] {
  /// Whether the bytes of `words` stand in it.
  fileprivate func holds(_ words: String) -> Bool {
    guard let first = words.utf8.first else { return true }
    var rest = self[...]
    while let found = rest.firstIndex(of: first) {
      if rest[found...].starts(with: words.utf8) { return true }
      rest = rest[(found + 1)...]
    }
    return false
  }
}

private struct BlueButtonReader {
  let today: PartialDate?
  private var list = MedicationList()
  private var section = Section.other
  private var hasMedicationSection = false
  /// What the last labelled value was, for words that go on with it.
  private var lastLabel = ""
  /// A code that stands before its medicine's name.
  private var code: MedicationCode?
  private var isInEntry = false
  private var statusWords: String?
  private var conditionHasEnded = false
  private var test = LaboratoryTest()

  private enum Section { case medications, allergies, conditions, laboratory, demographics, other }

  private struct LaboratoryTest {
    var isBlood = false
    var value: LaboratoryValue?
    var number: Double?
  }

  init(today: PartialDate?) { self.today = today }

  mutating func take(_ item: BlueButtonLines.Item) {
    switch item {
    case .section(let title, let line): begin(title, line)
    case .value(let label, let text, let line): take(label.lowercased(), text, line)
    case .more(let text, let line): goOn(text, line)
    case .unreadable(let reason, let line):
      if section == .medications || section == .other {
        list.gaps.append(.init(place: SourcePlace(line: line), reason: reason))
      }
    }
  }

  mutating func finished() -> MedicationList {
    endEntry()
    if !hasMedicationSection {
      list.gaps.append(.init(place: SourcePlace(line: 1), reason: "the report has no section of medicines"))
    }
    return list
  }

  private mutating func begin(_ title: String, _ line: Int) {
    endEntry()
    lastLabel = ""
    test = LaboratoryTest()
    section = Self.section(title.uppercased())
    if section == .medications { hasMedicationSection = true }
    list.remarks.append(.init(place: SourcePlace(line: line), text: title, reason: .heading))
  }

  private static func section(_ title: String) -> Section {
    if title.contains("FAMILY") || title.contains("CLASS") { return .other }
    if title.contains("ALLERG") { return .allergies }
    if title.contains("MEDICATION") || title == "DRUGS" || title.hasPrefix("CLAIM LINES") {
      return .medications
    }
    if title.contains("CONDITION") || title.contains("PROBLEM") { return .conditions }
    if title.contains("LABORATORY RESULT") { return .laboratory }
    if title.contains("DEMOGRAPHIC") { return .demographics }
    return .other
  }

  private mutating func take(_ label: String, _ text: String, _ line: Int) {
    lastLabel = label
    if label == "date of birth", list.patient.birthDate == nil, section == .demographics || section == .other
    {
      list.patient.birthDate = date(text)
    }
    switch section {
    case .medications: takeMedication(label, text, line)
    case .allergies: takeAllergy(label, text, line)
    case .conditions: takeCondition(label, text)
    case .laboratory: takeResult(label, text)
    case .demographics:
      if label == "gender" || label == "sex" {
        let word = text.prefix { $0.isLetter }.lowercased()
        list.patient.sex = PatientDetail.sex(word) ?? list.patient.sex
      }
    case .other: break
    }
  }

  private mutating func takeMedication(_ label: String, _ text: String, _ line: Int) {
    switch label {
    case "medication", "drug name", "medication name", "supplement", "supplement name":
      endEntry()
      guard !text.isEmpty else {
        list.gaps.append(.init(place: SourcePlace(line: line), reason: "a medicine without a name"))
        return
      }
      list.entries.append(
        MedicationEntry(text: text, codes: code.map { [$0] } ?? [], place: SourcePlace(line: line)))
      code = nil
      isInEntry = true
      return
    case "drug code", "ndc", "national drug code":
      if !text.isEmpty { code = MedicationCode(system: .ndc, value: text) }
      return
    default: break
    }
    guard isInEntry, let last = list.entries.indices.last else { return }
    switch label {
    case "instructions", "strength", "dose", "frequency", "sig", "directions", "route", "supply":
      addDose(text, to: last)
    case "status": statusWords = text
    case "start date", "initially ordered on", "date started": list.entries[last].started = date(text)
    case "stop date", "end date", "date stopped": list.entries[last].stopped = date(text)
    case "reason for taking", "reason": list.entries[last].indication = text.isEmpty ? nil : text
    default: break
    }
  }

  private mutating func addDose(_ text: String, to index: Int) {
    guard !text.isEmpty else { return }
    list.entries[index].doseText = [list.entries[index].doseText, text].compactMap { $0 }.joined(
      separator: " ")
  }

  /// Gives the entry that ends its status: the report's own word, else its end date.
  private mutating func endEntry() {
    defer {
      isInEntry = false
      statusWords = nil
    }
    guard isInEntry, let last = list.entries.indices.last else { return }
    if let meaning = statusWords.flatMap({ StatusWords.meaning($0.prefix { $0 != ":" }) }) {
      if case .inactive(let why) = meaning { list.entries[last].status = .inactive(why) }
    } else if let stopped = list.entries[last].stopped, let today, stopped.isSurelyBefore(today) {
      list.entries[last].status = .inactive(.stopped)
    }
  }

  private mutating func takeAllergy(_ label: String, _ text: String, _ line: Int) {
    guard label == "allergy name", !text.isEmpty else { return }
    list.patient.allergies.append(text)
    list.remarks.append(.init(place: SourcePlace(line: line), text: text, reason: .allergy))
  }

  private mutating func takeCondition(_ label: String, _ text: String) {
    switch label {
    case "condition name", "problem", "condition":
      if !text.isEmpty { list.patient.conditions.append(.init(text: text)) }
    case "medical condition end date", "end date":
      // A problem that has ended is none of today's.
      if let ended = date(text), today.map({ ended.isSurelyBefore($0) }) ?? true,
        !list.patient.conditions.isEmpty
      {
        list.patient.conditions.removeLast()
      }
    default: break
    }
  }

  private mutating func takeResult(_ label: String, _ text: String) {
    switch label {
    case "specimen":
      test.isBlood = ["serum", "plasma", "blood", "whole blood"].contains(text.lowercased())
    case "test name":
      test.number = nil
      test.value = Self.laboratoryValue(text.uppercased())
    case "result": test.number = text.split(separator: " ").first.flatMap { Double($0) }
    case "units":
      guard test.isBlood, let value = test.value, let number = test.number else { return }
      var patient = Patient()
      value.set(number, unit: text, in: &patient)
      // Newest first in these reports: an older value never replaces a newer one.
      list.patient.fill(from: patient)
      test.value = nil
    default: break
    }
  }

  private static func laboratoryValue(_ name: String) -> LaboratoryValue? {
    if name.contains("EGFR") || name.contains("GLOMERULAR FILTRATION") { return .eGFR }
    switch name {
    case "POTASSIUM": return .potassium
    case "MAGNESIUM": return .magnesium
    default: return nil
    }
  }

  private mutating func goOn(_ text: String, _ line: Int) {
    guard section == .medications else { return }
    if LinePhrases.meansNoMedications(text) {
      list.remarks.append(.init(place: SourcePlace(line: line), text: text, reason: .noKnownMedications))
    } else if isInEntry, let last = list.entries.indices.last {
      switch lastLabel {
      case "instructions", "sig", "directions": addDose(text, to: last)
      case "medication", "drug name": list.entries[last].text += " " + text
      default: break
      }
    }
  }

  /// `01 Mar 1948` in one report, `01/31/1948` in the other.
  private func date(_ text: String) -> PartialDate? {
    DateWords.monthFirst(text) ?? DateWords.date(in: text)
  }
}
