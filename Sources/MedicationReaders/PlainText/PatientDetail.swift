import PatientMedications

/// A line about the patient: `Patient: …`, `Age: 72`, `DOB 1950-03-01`, `Sex: F`.
struct PatientDetail {
  private enum Detail {
    case age(Int), sex(Patient.Sex), birthDate(PartialDate), eGFR(Double), condition(String), other
  }
  private var details: [Detail] = []

  private static let labels: [String] = [
    "patient", "name", "patient name", "dob", "date of birth", "birth date", "age", "sex", "gender", "mrn",
    "nhs number",
    "nhs no", "address", "phone", "tel", "weight", "height", "bmi", "doctor", "gp", "physician", "pharmacy",
    "date",
    "printed", "page", "insurance", "diagnosis", "diagnoses", "problem", "problems", "condition",
    "conditions", "pmh", "egfr",
    "history", "ward", "hospital", "id", "patient id", "source", "reviewed by", "email",
  ]

  /// `nil` when the line is none.
  init?(_ line: String) {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
      guard Self.isShortDetail(line) else { return nil }
      readShort(line)
      return
    }
    let label = String(line[..<colon]).trimmed.lowercased()
    guard Self.labels.contains(label) else { return nil }
    let value = String(line[line.index(after: colon)...]).trimmed
    read(label, value)
    if details.isEmpty { details = [.other] }
  }

  private static func isShortDetail(_ line: String) -> Bool {
    let words = line.lowercased().split(separator: " ")
    guard words.count <= 6, let first = words.first else { return false }
    return ["age", "dob", "mrn", "sex", "aged"].contains(String(first))
      || words.contains { $0 == "y/o" || $0 == "yo" || $0 == "year-old" }
  }

  private mutating func readShort(_ line: String) {
    details = [.other]
    let words = line.lowercased().split(whereSeparator: { " ,".contains($0) })
    if let age = words.compactMap({ Int($0) }).first(where: { (0...120).contains($0) }),
      !line.lowercased().hasPrefix("dob"), !line.lowercased().hasPrefix("mrn")
    {
      details.append(.age(age))
    }
    if let sex = words.compactMap({ Self.sex(String($0)) }).first { details.append(.sex(sex)) }
    if line.lowercased().hasPrefix("dob"), let date = DateWords.date(in: line) {
      details.append(.birthDate(date))
    }
  }

  private mutating func read(_ label: String, _ value: String) {
    let words = value.split(whereSeparator: { " ,;".contains($0) }).map(String.init)
    switch label {
    case "age":
      if let age = words.first.flatMap({ Int($0.prefix { $0.isNumber }) }), (0...120).contains(age) {
        details.append(.age(age))
      }
    case "sex", "gender":
      if let sex = words.first.flatMap({ Self.sex($0.lowercased()) }) { details.append(.sex(sex)) }
    case "dob", "date of birth", "birth date":
      if let date = DateWords.date(in: value) { details.append(.birthDate(date)) }
    case "egfr":
      if let value = words.first.flatMap({ Double($0) }), value.isFinite, value > 0 {
        details.append(.eGFR(value))
      }
    case "diagnosis", "diagnoses", "problem", "problems", "condition", "conditions", "pmh", "history":
      for item in value.split(whereSeparator: { ",;".contains($0) }) {
        details.append(.condition(String(item).trimmed))
      }
    case "patient":
      for (index, word) in words.enumerated() {
        if word.lowercased() == "age" || word.lowercased() == "aged", index + 1 < words.count,
          let age = Int(words[index + 1])
        {
          details.append(.age(age))
        }
        if index > 0, let sex = Self.sex(word.lowercased()), word.count > 1 { details.append(.sex(sex)) }
      }
    default: break
    }
  }

  /// `nil` for a word that is no sex.
  static func sex(_ word: String) -> Patient.Sex? {
    switch word {
    case "f", "female", "woman": .female
    case "m", "male", "man": .male
    default: nil
    }
  }

  func apply(to patient: inout Patient) {
    for detail in details {
      switch detail {
      case .age(let age): patient.ageYears = age
      case .sex(let sex): patient.sex = sex
      case .birthDate(let date): patient.birthDate = date
      case .eGFR(let value): patient.eGFR = value
      case .condition(let text): if !text.isEmpty { patient.conditions.append(.init(text: text)) }
      case .other: break
      }
    }
  }
}
