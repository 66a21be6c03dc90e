import PatientMedications

/// What HL7's tables say about an order and its medicine.
enum HL7Order {
  /// Order control (table 0119) first, then order status (table 0038).
  static func status(control: String?, status: String?) -> MedicationEntry.Status {
    switch control {
    case "CA", "OC", "CR": return .inactive(.cancelled)
    case "DC", "OD", "DR", "RP", "RQ", "RU": return .inactive(.stopped)
    case "HD", "OH", "HR": return .inactive(.onHold)
    default: break
    }
    switch status {
    case "CA": return .inactive(.cancelled)
    case "DC", "RP": return .inactive(.stopped)
    case "CM": return .inactive(.completed)
    case "ER": return .inactive(.enteredInError)
    case "HD": return .inactive(.onHold)
    case "SC": return .inactive(.planned)
    default: return .active
    }
  }

  /// `20230517`, `202305` or `2023`, with or without a time.
  static func date(_ text: String?) -> PartialDate? {
    guard let digits = text?.utf8.prefix(while: { (0x30...0x39).contains($0) }), digits.count >= 4 else {
      return nil
    }
    func number(_ from: Int, _ length: Int) -> Int? {
      digits.count >= from + length
        ? Int(String(decoding: digits.dropFirst(from).prefix(length), as: UTF8.self)) : nil
    }
    guard let year = number(0, 4), (1850...2200).contains(year) else { return nil }
    guard let month = number(4, 2), (1...12).contains(month) else { return PartialDate(year: year) }
    guard let day = number(6, 2), (1...31).contains(day) else { return PartialDate(year: year, month: month) }
    return PartialDate(year: year, month: month, day: day)
  }

  /// Adds a coded element's code and its alternate.
  static func addCodes(of field: HL7Field, to entry: inout MedicationEntry) {
    for (code, text, system) in [(1, 2, 3), (4, 5, 6)] {
      guard let value = field.text(code), let name = field.text(system) else { continue }
      entry.codes.append(
        MedicationCode(system: CodeSystems.system(name), value: value, display: field.text(text)))
    }
  }

  /// Whether a medicine names an additive: by its code, or by a word of five letters or more.
  static func names(_ medicine: MedicationEntry, _ additive: MedicationEntry) -> Bool {
    if additive.codes.contains(where: { code in medicine.codes.contains { $0.value == code.value } }) {
      return true
    }
    let known = words(medicine)
    return words(additive).contains { known.contains($0) }
  }

  private static func words(_ entry: MedicationEntry) -> Set<String> {
    Set(entry.text.lowercased().split { !$0.isLetter }.filter { $0.count >= 5 }.map(String.init))
  }
}
