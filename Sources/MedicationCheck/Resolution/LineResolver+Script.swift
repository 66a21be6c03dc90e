import DrugCatalog

/// Letters of other scripts that look like Latin ones: never read as Latin, always named.
extension LineResolver {
  /// A line with a word in Cyrillic or Greek letters, when that word could pass for a Latin name, or when nothing
  /// else on the line is a name.
  /// - Returns: unrecognised, with the name it looks like as a suggestion.
  mutating func disguisedName() -> Resolution? {
    guard key.contains(where: { $0 >= 0x80 }) else { return nil }
    for word in words.words.indices {
      let text = text(word, word)
      guard let script = Self.script(of: text) else { continue }
      guard let position = catalog.position(of: Self.latinised(text).span),
        case .drugs(let drugs, _) = meaning(at: position)
      else {
        remarks.append(Remark.otherScript(script, text))
        continue
      }
      remarks.append(Remark.otherScript(script, text))
      let name = drugs.map(catalog.drugName).joined(separator: " + ")
      return .unrecognised(suggestions: [.init(name: name, drugs: drugs)])
    }
    return nil
  }

  /// Cyrillic or Greek, when the word has such a letter; the micro sign before a unit is none.
  private static func script(of word: String) -> String? {
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x0400...0x052F: return "Cyrillic"
      case 0x0370...0x03FF where !isMicro(word): return "Greek"
      default: continue
      }
    }
    return nil
  }

  private static func isMicro(_ word: String) -> Bool {
    let letters = word.unicodeScalars.filter { $0.properties.isAlphabetic }
    return letters.first == "μ" && letters.count <= 4
  }

  /// The word with each look-alike letter replaced by the Latin one it resembles.
  private static func latinised(_ word: String) -> [UInt8] {
    var latin = ""
    for scalar in word.unicodeScalars { latin.unicodeScalars.append(lookAlikes[scalar] ?? scalar) }
    return NameKey.fold(latin)
  }

  /// Folded letters (small, without marks) and their Latin look-alikes.
  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ѕ": "s", "һ": "h", "н": "h", "і": "i", "ј": "j",
    "к": "k",
    "м": "m", "о": "o", "р": "p", "ԛ": "q", "т": "t", "у": "y", "ԝ": "w", "х": "x", "п": "n", "г": "r",
    "ѵ": "v",
    "α": "a", "β": "b", "γ": "y", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "m", "ν": "v", "ο": "o",
    "ρ": "p",
    "τ": "t", "υ": "u", "χ": "x", "ω": "w", "ζ": "z", "σ": "o",
  ]
}
