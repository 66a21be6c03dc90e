import PatientMedications

/// Dates as records write them, whatever follows them: a time, an offset, nothing.
extension PartialDate {
  /// `2023`, `2023-05`, `2023-05-17`, `2023-05-17T09:30:00Z`.
  init?(iso text: String) {
    let parts = text.prefix { $0 != "T" && $0 != " " }.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    self.init(year: parts[0], month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
  }

  /// `2023`, `202305`, `20230517`, `20230517093000-0500`.
  init?(hl7 text: String) {
    let digits = text.prefix { $0 >= "0" && $0 <= "9" }
    guard digits.count >= 4 else { return nil }
    let month = digits.count >= 6 ? digits.dropFirst(4).prefix(2) : nil
    let day = digits.count >= 8 ? digits.dropFirst(6).prefix(2) : nil
    self.init(year: digits.prefix(4), month: month, day: day)
  }

  private init?(year: Substring, month: Substring?, day: Substring?) {
    guard let year = Self.number(year, digits: 4, within: 1800...2200) else { return nil }
    let month = month.flatMap { Self.number($0, digits: 2, within: 1...12) }
    let day = day.flatMap { Self.number($0, digits: 2, within: 1...31) }
    self.init(year: year, month: month, day: day)
  }

  private static func number(_ text: Substring, digits: Int, within range: ClosedRange<Int>) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), range.contains(number)
    else { return nil }
    return number
  }
}
