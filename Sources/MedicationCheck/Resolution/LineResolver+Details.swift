import DrugCatalog

/// Strengths, routes and forms: what duplicates and narrowed rules need besides the drug.
extension LineResolver {
  /// Strengths as written, in order: numbers with a unit of amount (`324 mg`, `0.5-2.0 mg`, `5 mg/5 mL`, `2 %`).
  /// - Complexity: O(length of the text).
  func strengths(in text: String) -> [String] {
    var strengths: [String] = []
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var isInWord = false
    while index < scalars.endIndex {
      guard Self.isNumeral(scalars[index]), !isInWord else {
        // The digits of `B12` are no amount.
        isInWord = Self.isLetter(scalars[index]) || (isInWord && Self.isNumeral(scalars[index]))
        index = scalars.index(after: index)
        continue
      }
      let start = index
      var end = endOfAmount(scalars, from: &index)
      if end != nil, let slash = afterSlash(scalars, index), let perEnd = endOfPer(scalars, from: slash) {
        index = perEnd
        end = perEnd
      }
      if let end { strengths.append(String(scalars[start..<end])) }
      isInWord = end != nil
    }
    return strengths
  }

  /// Moves `index` behind a number and, when it follows, its unit. - Returns: the end, when there is a unit.
  private func endOfAmount(
    _ scalars: String.UnicodeScalarView, from index: inout String.Index
  ) -> String.Index? {
    while index < scalars.endIndex {
      let scalar = scalars[index]
      guard Self.isNumeral(scalar) || ".,-–/".unicodeScalars.contains(scalar) else { break }
      guard Self.isNumeral(scalar) || isBeforeNumeral(scalars, index) else { break }
      index = scalars.index(after: index)
    }
    return endOfUnit(scalars, from: &index, isAmount: true)
  }

  private func isBeforeNumeral(_ scalars: String.UnicodeScalarView, _ index: String.Index) -> Bool {
    let next = scalars.index(after: index)
    return next < scalars.endIndex && Self.isNumeral(scalars[next])
  }

  private func endOfUnit(
    _ scalars: String.UnicodeScalarView, from index: inout String.Index, isAmount: Bool
  ) -> String.Index? {
    var cursor = index
    while cursor < scalars.endIndex, scalars[cursor].properties.isWhitespace {
      cursor = scalars.index(after: cursor)
    }
    if cursor < scalars.endIndex, scalars[cursor] == "%" {
      index = scalars.index(after: cursor)
      return index
    }
    let start = cursor
    while cursor < scalars.endIndex, Self.isLetter(scalars[cursor]) { cursor = scalars.index(after: cursor) }
    guard start < cursor, isUnit(String(scalars[start..<cursor]), ofAmount: isAmount) else { return nil }
    index = cursor
    return cursor
  }

  private func afterSlash(_ scalars: String.UnicodeScalarView, _ index: String.Index) -> String.Index? {
    guard index < scalars.endIndex, scalars[index] == "/" else { return nil }
    return scalars.index(after: index)
  }

  /// The end of `5 mL` or `actuation` behind a slash.
  private func endOfPer(_ scalars: String.UnicodeScalarView, from slash: String.Index) -> String.Index? {
    var index = slash
    while index < scalars.endIndex, Self.isNumeral(scalars[index]) || scalars[index] == "." {
      index = scalars.index(after: index)
    }
    return endOfUnit(scalars, from: &index, isAmount: false)
  }

  private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    // Nearly every text is ASCII; properties are looked up in tables.
    if scalar.isASCII { return ("0"..."9").contains(scalar) }
    switch scalar.properties.numericType {
    case .decimal, .numeric: return !isLetter(scalar)
    default: return false
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
    return scalar.properties.isAlphabetic || scalar == "µ"
  }

  private static let unitsOfExtent: Set<String> = [
    "mL", "L", "actuation", "hour", "drop unit", "teaspoon", "tablespoon",
  ]

  /// Whether the catalog knows `word` as a unit; volumes, times and counts are no units of amount.
  private func isUnit(_ word: String, ofAmount: Bool) -> Bool {
    let key = NameKey.fold(word)
    return catalog.matches(key.span).contains { match in
      guard case .lineWord(.unit, let canonical) = match.meaning else { return false }
      return !ofAmount || !Self.unitsOfExtent.contains(canonical)
    }
  }

  /// Canonical routes and dose forms of the text, each once, in order.
  mutating func routesAndForms(in text: String) -> [String] {
    guard NameKey.fold(Array(text.utf8).span, into: &key) else { return [] }
    let folded = key
    words.read(folded.span)
    parts.removeAll(keepingCapacity: true)
    splitIntoParts()
    var found: [String] = []
    for part in parts where part.senses.has(.formOrRoute) {
      guard let position = part.position else { continue }
      catalog.forEachMatch(at: position) { match in
        switch match.meaning {
        case .lineWord(.form, let canonical), .lineWord(.route, let canonical):
          if !found.contains(canonical) { found.append(canonical) }
        default: break
        }
      }
    }
    return found
  }
}
