/// Sections and labelled values of a Blue Button text report.
///
///     -------------------------- VA MEDICATION HISTORY ----------------------
///     Medication: AMLODIPINE BESYLATE 10MG TAB
///     Start Date: 15 Jun 2005                         Stop Date: 21 Feb 2010
///
/// The Medicare report puts the title between two rules instead.
struct BlueButtonLines {
  enum Item {
    case section(title: String, line: Int)
    case value(label: String, text: String, line: Int)
    /// Words without a label that go on with the value above them.
    case more(text: String, line: Int)
    /// A line that cannot be read.
    case unreadable(reason: String, line: Int)
  }

  private var isAfterRule = false

  /// - Returns: The items of one line, none for a blank line and a rule.
  mutating func items(of line: TextLines.Line) -> [Item] {
    let text: String
    switch ReadableLine.read(line.bytes) {
    case .unreadable(let reason): return [.unreadable(reason: reason, line: line.number)]
    case .text(let words), .beginning(let words): text = words.trimmed
    }
    guard !text.isEmpty else { return [] }
    let title = Self.withoutRule(text)
    if title.isEmpty {
      isAfterRule = text.count >= Self.shortestRule
      return []
    }
    defer { isAfterRule = false }
    if title.count < text.count, text.hasPrefix("---"), text.hasSuffix("---") {
      return [.section(title: title, line: line.number)]
    }
    let values = Self.values(in: text)
    if isAfterRule, values.isEmpty || text.hasPrefix("Claim Lines") {
      return [.section(title: text, line: line.number)]
    }
    if values.isEmpty { return [.more(text: text, line: line.number)] }
    return values.map { .value(label: $0.label, text: $0.text, line: line.number) }
  }

  /// A rule as long as this stands before a title; shorter ones part entries.
  private static let shortestRule = 28

  private static func withoutRule(_ text: String) -> String {
    let isRule: (Character) -> Bool = { $0 == "-" || $0 == "=" || $0 == "*" || $0 == " " }
    return String(String(text.drop(while: isRule).reversed()).drop(while: isRule).reversed())
  }

  /// `Label: value`, twice on a line when at least two blanks part them.
  private static func values(in text: String) -> [(label: String, text: String)] {
    var values: [(label: String, text: String)] = []
    var rest = text[...]
    while let colon = rest.firstIndex(of: ":") {
      let label = String(rest[..<colon]).trimmed
      guard isLabel(label) else { break }
      var value = rest[rest.index(after: colon)...]
      rest = value[value.endIndex...]
      if let gap = nextLabel(in: value) {
        rest = value[gap...]
        value = value[..<gap]
      }
      values.append((label, String(value).trimmed))
    }
    return values
  }

  private static func isLabel(_ label: String) -> Bool {
    guard let first = label.first, first.isLetter, label.count <= 40 else { return false }
    return label.split(separator: " ").count <= 6 && !label.contains { ".,;".contains($0) }
  }

  /// Where a second label begins: behind two blanks, with a colon of its own.
  private static func nextLabel(in value: Substring) -> Substring.Index? {
    for gap in value.ranges(of: "  ") {
      let next = value[gap.upperBound...].drop { $0 == " " }
      guard next.first?.isLetter ?? false, gap.lowerBound > value.startIndex,
        let colon = next.firstIndex(of: ":"), isLabel(String(next[..<colon]).trimmed)
      else { continue }
      return next.startIndex
    }
    return nil
  }
}
