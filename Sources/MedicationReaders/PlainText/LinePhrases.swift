/// Phrases by which people say that a line is no medicine, or what a medicine is for.
enum LinePhrases {
  enum Heading {
    case medications, stopped, allergies, other
  }

  /// What a heading announces; `nil` when the line is none.
  static func heading(_ text: String) -> Heading? {
    // "MEDICATION LIST (copied from a letter)" is a heading too.
    let words = String(text.lowercased().prefix { $0 != "(" }).trimmingHeadingMarks
    if stoppedHeadings.contains(words) { return .stopped }
    if allergyHeadings.contains(words) { return .allergies }
    if medicationHeadings.contains(words) { return .medications }
    guard text.hasSuffix(":"), !text.contains(where: \.isNumber), words.split(separator: " ").count <= 5
    else { return nil }
    if words.contains("allerg") { return .allergies }
    if words.contains("stopped") || words.contains("discontinued") || words.contains("past med") {
      return .stopped
    }
    return words.contains("med") || words.contains("drug") ? .medications : .other
  }

  private static let medicationHeadings: Set<String> = [
    "medications", "medication", "medication list", "current medications", "current medication",
    "home medications",
    "meds", "current meds", "home meds", "medicines", "current medicines", "active medications", "drugs",
    "prescriptions", "prescription", "rx", "over the counter", "otc", "supplements", "regular medications",
    "as needed", "prn medications", "regular medicines", "repeat medication", "acute medication",
  ]
  private static let stoppedHeadings: Set<String> = [
    "stopped", "stopped medications", "discontinued", "discontinued medications", "past medications",
    "previous medications", "inactive medications", "stopped medicines", "medications stopped",
    "old medications",
  ]
  private static let allergyHeadings: Set<String> = [
    "allergies", "allergy", "drug allergies", "allergies and intolerances", "adverse reactions",
    "intolerances",
    "allergies/intolerances", "known allergies",
  ]

  static func meansNoMedications(_ text: String) -> Bool {
    let words = text.lowercased().trimmingHeadingMarks
    return [
      "none", "nil", "no medications", "no known medications", "no current medications", "no meds",
      "nil regular",
      "no regular medications", "not taking any medications", "no medicines", "no drugs",
      "no active medications",
      "patient takes no medications", "no regular medicines", "no medication",
    ].contains(words)
  }

  /// Whether a line belongs to the letter around a list.
  static func isCourtesy(_ text: String) -> Bool {
    let words = text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
    guard let first = words.first else { return false }
    let rest = words.dropFirst().joined(separator: " ")
    switch first {
    case "dear": return words.count <= 6
    case "regards", "sincerely", "thanks": return words.count <= 3
    case "yours": return ["sincerely", "faithfully", "truly"].contains(rest)
    case "kind", "best", "warm", "many": return ["regards", "wishes", "thanks"].contains(rest)
    case "thank": return rest == "you"
    case "page": return words.dropFirst().allSatisfy { $0 == "of" || Int($0) != nil }
    default: return false
    }
  }

  /// `10²`: folding makes a hundred and two of it, and nobody knows what was meant.
  static func hasRaisedDigit(_ text: String) -> Bool {
    var isAfterDigit = false
    for scalar in text.unicodeScalars {
      let isRaised = "⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars.contains(scalar)
      if isRaised, isAfterDigit { return true }
      isAfterDigit = ("0"..."9").contains(scalar)
    }
    return false
  }

  /// The substances of a line about allergies, perhaps none; `nil` when it is not about allergies.
  static func allergens(_ text: String) -> [String]? {
    let lower = text.lowercased()
    if ["nkda", "nka", "nkma"].contains(lower.trimmingHeadingMarks) { return [] }
    if lower.hasPrefix("no known") && lower.contains("allerg") { return [] }
    let openings = [
      "allergic to", "allergy to", "allergies to", "allergies:", "allergy:", "drug allergies:",
      "drug allergy:",
      "allergies -", "allergy -", "intolerant of", "intolerance:", "intolerances:", "known allergies:",
      "adverse reaction to",
      "hypersensitivity to", "patient is allergic to", "pt allergic to", "allergies ", "allergen:",
      "allergy name:",
    ]
    for opening in openings where lower.hasPrefix(opening) {
      return items(text.dropFirst(opening.count))
    }
    // "penicillin allergy", "Penicillin - allergic (rash)".
    for ending in [
      " allergy", " - allergic", " (allergy)", " (allergic)", " allergic", " — allergic", " – allergic",
    ]
    where lower.hasSuffix(ending) {
      return items(text.dropLast(ending.count))
    }
    return nil
  }

  private static func items(_ text: Substring) -> [String] {
    text.split(whereSeparator: { $0 == "," || $0 == ";" }).map { String($0).trimmed }
      .filter { !$0.isEmpty && !["none", "nkda", "nil", "none known"].contains($0.lowercased()) }
  }

  /// Whether a wrapped line goes on with directions.
  static func beginsLikeDirections(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if first == "(" { return true }
    let word = text.prefix { $0.isLetter }.lowercased()
    return [
      "take", "takes", "taking", "one", "two", "three", "half", "use", "apply", "inhale", "inject", "instill",
      "place", "put",
      "once", "twice", "every", "at", "by", "for", "with", "before", "after", "in", "as", "until", "when",
      "if",
      "sig", "dose", "directions", "and", "then", "daily", "bedtime", "morning", "nightly",
    ].contains(word)
  }

  /// What a medicine is taken for, when the line says so: the words after " for ", up to the next mark.
  static func indication(in text: String) -> String? {
    let lower = text.lowercased()
    guard
      let found = lower.range(of: " for ")
        ?? (lower.hasPrefix("for ") ? lower.startIndex..<lower.index(lower.startIndex, offsetBy: 4) : nil)
    else { return nil }
    let offset = lower.distance(from: lower.startIndex, to: found.upperBound)
    let words = text.dropFirst(offset).prefix { !",;().—–".contains($0) }
    let indication = String(words).trimmed
    // "for 7 days" says how long, not what for.
    guard let first = indication.first, !first.isNumber, !indication.isEmpty else { return nil }
    return indication
  }
}

extension String {
  /// Without the marks that surround headings.
  fileprivate var trimmingHeadingMarks: String {
    trimming { mark in
      switch mark {
      case " ", ":", "*", "_", "=", "-", "#", ".", "\t": true
      default: false
      }
    }
  }

  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
