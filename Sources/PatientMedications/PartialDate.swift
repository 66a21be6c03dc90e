/// A calendar date of which only the year, or the year and month, may be known ("since 2023-05").
package struct PartialDate: Hashable, Sendable {
  // Lists hold millions of dates: eight bytes each. Zero stands for what is not known.
  private var storedYear: Int32
  private var storedMonth: Int8
  private var storedDay: Int8

  package var year: Int { Int(storedYear) }
  /// 1 to 12.
  package var month: Int? { storedMonth == 0 ? nil : Int(storedMonth) }
  /// 1 to 31; present only together with `month`.
  package var day: Int? { storedDay == 0 ? nil : Int(storedDay) }

  package init(year: Int, month: Int? = nil, day: Int? = nil) {
    storedYear = Int32(clamping: year)
    storedMonth = Int8(clamping: month ?? 0)
    storedDay = Int8(clamping: storedMonth == 0 ? 0 : day ?? 0)
  }

  /// ISO 8601 with the precision that is known: `2023`, `2023-05` or `2023-05-17`.
  package var iso8601: String {
    func padded(_ n: Int, _ width: Int) -> String {
      let digits = String(n)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    var text = padded(year, 4)
    if let month { text += "-" + padded(month, 2) }
    if let day { text += "-" + padded(day, 2) }
    return text
  }

  /// True when every day this date can mean lies before every day `other` can mean. Two dates in the same
  /// month, one of them without a day, are not ordered.
  package func isSurelyBefore(_ other: PartialDate) -> Bool {
    if year != other.year { return year < other.year }
    guard let month, let otherMonth = other.month else { return false }
    if month != otherMonth { return month < otherMonth }
    guard let day, let otherDay = other.day else { return false }
    return day < otherDay
  }
}
