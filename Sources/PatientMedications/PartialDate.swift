/// A calendar date of which only the year, or the year and month, may be known ("since 2023-05").
package struct PartialDate: Hashable, Sendable {
  package var year: Int
  /// 1 to 12.
  package var month: Int?
  /// 1 to 31; present only together with `month`.
  package var day: Int?

  package init(year: Int, month: Int? = nil, day: Int? = nil) {
    self.year = year
    self.month = month
    self.day = month == nil ? nil : day
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
