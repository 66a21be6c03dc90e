import PatientMedications

/// Dates in running text: `2023-05-17`, `2023-05`, `2023`, `17 May 2023`, `May 2023`.
///
/// `05/06/2023` is not read: whether it is in May or in June depends on the country.
enum DateWords {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The first date of the text.
  static func date(in text: String) -> PartialDate? {
    let words = text.lowercased().split(whereSeparator: {
      !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "/"
    })
    .map(String.init)
    for (index, word) in words.enumerated() {
      if let date = iso(word) { return date }
      if let month = month(word), index + 1 < words.count {
        let day = index > 0 ? dayNumber(words[index - 1]) : nil
        if let year = year(words[index + 1]) { return PartialDate(year: year, month: month, day: day) }
        if let day = dayNumber(words[index + 1]), index + 2 < words.count, let year = year(words[index + 2]) {
          return PartialDate(year: year, month: month, day: day)
        }
      }
      if let year = year(word) { return PartialDate(year: year) }
    }
    return nil
  }

  /// `05/17/2023`, month first, for sources that are known to write dates so.
  static func monthFirst(_ text: String) -> PartialDate? {
    let parts = text.trimmed.prefix { !$0.isWhitespace }.split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let month = Int(parts[0]), let day = Int(parts[1]),
      let year = year(String(parts[2])),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return PartialDate(year: year, month: month, day: day)
  }

  private static func iso(_ word: String) -> PartialDate? {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let year = year(String(parts[0])), let month = Int(parts[1]),
      parts[1].count == 2, (1...12).contains(month)
    else { return nil }
    guard parts.count == 3 else { return PartialDate(year: year, month: month) }
    guard let day = Int(parts[2].prefix(2)), (1...31).contains(day) else { return nil }
    return PartialDate(year: year, month: month, day: day)
  }

  private static func year(_ word: String) -> Int? {
    guard word.utf8.count == 4, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let year = Int(word),
      (1900...2100).contains(year)
    else { return nil }
    return year
  }

  private static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    return months.firstIndex { word.hasPrefix($0) }.map { $0 + 1 }
  }

  private static func dayNumber(_ word: String) -> Int? {
    let digits = word.prefix { $0.isNumber }
    guard let day = Int(digits), (1...31).contains(day), digits.count <= 2 else { return nil }
    return day
  }
}
