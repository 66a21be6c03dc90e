import Glibc
import PatientMedications

/// The calendar day, in UTC, so that a report does not depend on where it is made.
enum Today {
  static var date: PartialDate {
    var now = time(nil)
    var parts = unsafe tm()
    unsafe _ = gmtime_r(&now, &parts)
    return unsafe PartialDate(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  /// A date written `YYYY-MM-DD`, or `nil`.
  static func parse(_ text: String) -> PartialDate? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return PartialDate(year: year, month: month, day: day)
  }

  /// Days since 1 January 1970 of a whole date; a missing month or day counts as the first.
  /// The usual arithmetic on eras of 400 years, for the proleptic Gregorian calendar.
  static func dayNumber(_ date: PartialDate) -> Int {
    let month = date.month ?? 1
    let year = month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + (date.day ?? 1) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
