import DrugCatalog

/// The four levels of the thesaurus, read from words that were typed by hand.
enum ANSMSeverity: CaseIterable {
  // The strictest first: a text that names several is the first of them.
  case contraindication, notRecommended, precaution, takeIntoAccount

  /// - Parameter text: What stands in `<SEVERITY>`, misspelt or with words around it.
  /// - Returns: the strictest level it names; `nil` when it names none.
  init?(_ text: String) {
    let words = Self.words(text)
    guard let level = Self.allCases.first(where: { $0.isNamed(in: words) }) else { return nil }
    self = level
  }

  var severity: Severity {
    switch self {
    case .contraindication: .contraindicated
    case .notRecommended: .major
    case .precaution, .takeIntoAccount: .moderate
    }
  }

  var classification: InteractionStatement.Classification {
    switch self {
    case .contraindication: .avoid
    case .notRecommended: .usuallyAvoid
    case .precaution, .takeIntoAccount: .minimiseRisk
    }
  }

  private func isNamed(in words: [[UInt8]]) -> Bool {
    switch self {
    case .contraindication:
      Self.has(words, near: "contraindication", within: 3)
        || Self.has(words, near: "contraindicated", within: 3)
    case .notRecommended:
      words.indices.dropLast().contains { index in
        Self.distance(words[index], Array("not".utf8)) <= 1
          && Self.distance(words[index + 1], Array("recommended".utf8)) <= 2
      }
    case .precaution:
      Self.has(words, near: "precaution", within: 2) || Self.has(words, near: "precautions", within: 2)
    case .takeIntoAccount:
      Self.has(words, near: "into", within: 1) && Self.has(words, near: "account", within: 2)
    }
  }

  private static func has(_ words: [[UInt8]], near wanted: String, within most: Int) -> Bool {
    words.contains { distance($0, Array(wanted.utf8)) <= most }
  }

  /// Small letters; a zero is an O, a hyphen inside a word is nothing.
  private static func words(_ text: String) -> [[UInt8]] {
    text.utf8.split { !isLetter($0) && $0 != 0x30 && $0 != 0x2D }.prefix(100).map { word in
      word.filter { $0 != 0x2D }.prefix(40).map { $0 == 0x30 ? UInt8(ascii: "o") : $0 | 0x20 }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Letters to insert, delete or replace. - Complexity: O(letters of both, multiplied).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let substituted = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
