/// Forms that values of a drug list must have.
enum ValueForm {
  /// `[a-z0-9][a-z0-9._-]*`, at most 512 characters.
  static func isID(_ text: Span<UInt8>) -> Bool {
    guard !text.isEmpty, text.count <= 512, isLowerOrDigit(text[0]) else { return false }
    for index in text.indices {
      let byte = text[index]
      guard isLowerOrDigit(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2D else { return false }
    }
    return true
  }

  /// `YYYY-MM-DD` with a month and day that exist.
  static func isDate(_ text: String) -> Bool { text.utf8.count == 10 && isLooseDate(text) }

  /// A day, a month, a year, or a range of years: as precise as a source.
  static func isLooseDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else { return false }
    let numbers = parts.compactMap { Int($0) }
    switch parts.map(\.utf8.count) {
    case [4]: return true
    case [4, 4]: return numbers[0] <= numbers[1]
    case [4, 2]: return (1...12).contains(numbers[1])
    case [4, 2, 2]: return (1...12).contains(numbers[1]) && (1...31).contains(numbers[2])
    default: return false
    }
  }

  /// An ISO 3166 code, `UK`, `EU` or `INTL`, as far as its form tells.
  static func isCountry(_ text: String) -> Bool {
    text == "INTL" || (text.utf8.count == 2 && text.utf8.allSatisfy(isUpper))
  }

  /// A decimal number as sources print it, perhaps with `<` or `>` before it.
  static func isFigure(_ text: String) -> Bool {
    var number = text[...]
    if number.hasPrefix("<") || number.hasPrefix(">") { number = number.dropFirst() }
    if number.hasPrefix("-") { number = number.dropFirst() }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
  }

  /// `10.1001/archinternmed.2011.1029`.
  static func isDOI(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].hasPrefix("10."), !parts[1].isEmpty, !text.contains(" ") else {
      return false
    }
    let registrant = parts[0].dropFirst(3)
    return registrant.utf8.count >= 4 && registrant.utf8.allSatisfy(isDigit)
  }

  static func isPMID(_ text: String) -> Bool {
    (1...9).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit)
  }

  static func isWebAddress(_ text: String) -> Bool {
    let rest =
      text.hasPrefix("https://") ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
    return !rest.isEmpty && rest.utf8.allSatisfy { $0 > 0x20 }
  }

  /// A code of a system, as far as its form tells.
  static func isCode(_ code: String, system: String) -> Bool {
    let count = code.utf8.count
    switch system {
    case "rxcui": return (1...8).contains(count) && code.utf8.allSatisfy(isDigit)
    case "snomed": return (6...18).contains(count) && code.utf8.allSatisfy(isDigit)
    case "ndc": return (9...14).contains(count) && code.utf8.allSatisfy { isDigit($0) || $0 == 0x2D }
    case "unii": return count == 10 && code.utf8.allSatisfy { isUpper($0) || isDigit($0) }
    case "atc": return isATC(code)
    case "icd10":
      return (1...8).contains(count) && code.utf8.allSatisfy { isUpper($0) || isDigit($0) || $0 == 0x2E }
    default: return false
    }
  }

  /// One of the five levels of an ATC code: `C`, `C03`, `C03A`, `C03AA`, `C03AA03`.
  private static func isATC(_ code: String) -> Bool {
    guard [1, 3, 4, 5, 7].contains(code.utf8.count) else { return false }
    return zip(code.utf8, 0...).allSatisfy { byte, place in
      [0, 3, 4].contains(place) ? isUpper(byte) : isDigit(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isLowerOrDigit(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || isDigit(byte) }
}
