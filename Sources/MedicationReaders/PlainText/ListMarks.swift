/// Bullets and numbers before an item of a list.
enum ListMarks {
  private static let bullets: Set<Character> = [
    "-", "*", "•", "·", "–", "—", "‣", "▪", "●", "○", "◦", "»", ">", "□", "☐", "☑", "✓", "✔",
  ]

  /// The item without its marks.
  static func stripped(_ text: String) -> String {
    var rest = text[...]
    while let shorter = withoutMark(rest) { rest = shorter }
    return String(rest).trimmed
  }

  private static func withoutMark(_ text: Substring) -> Substring? {
    guard let first = text.first else { return nil }
    if bullets.contains(first) {
      let rest = text.dropFirst()
      // A hyphen that belongs to the word after it is no bullet.
      guard rest.first?.isWhitespace ?? true || first != "-" else { return nil }
      return rest.drop(while: \.isWhitespace)
    }
    if text.hasPrefix("[ ]") || text.lowercased().hasPrefix("[x]") {
      return text.dropFirst(3).drop(while: \.isWhitespace)
    }
    return withoutNumber(text)
  }

  /// `12.`, `12)`, `(12)` with a blank after them; a strength such as `2.5 mg` stays.
  private static func withoutNumber(_ text: Substring) -> Substring? {
    let inside = text.first == "(" ? text.dropFirst() : text
    let digits = inside.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count) else { return nil }
    let after = inside.dropFirst(digits.count)
    guard let mark = after.first,
      mark == "." && text.first != "(" || mark == ")" || mark == ":" && text.first != "("
    else { return nil }
    let rest = after.dropFirst()
    guard let next = rest.first, next.isWhitespace || next.isLetter else { return nil }
    return rest.drop(while: \.isWhitespace)
  }
}
