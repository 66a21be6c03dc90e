/// Words by which a label speaks of a salt that runs low in the blood.
enum LowSalts {
  /// Where the first such words begin among these.
  static func first(in words: [LabelWord]) -> Int? {
    words.indices.first { at in
      let word = words[at].text
      if conditions.contains(where: word.hasPrefix) { return true }
      return salts.contains(word) && isLow(at, words)
    }
  }

  /// Whether a sentence goes on about what the one before it named: "these may be symptoms of it", "severe cases".
  static func goesOn(_ sentence: ArraySlice<LabelWord>) -> Bool {
    sentence.contains {
      ["symptom", "symptoms", "sign", "signs", "case", "cases", "these", "this"].contains($0.text)
    }
  }

  /// "Low potassium", "loss of sodium", "too little calcium or magnesium", "your potassium level is deficient".
  private static func isLow(_ at: Int, _ words: [LabelWord]) -> Bool {
    words[max(0, at - 5)..<at].contains {
      ["low", "reduced", "loss", "little", "lack", "lacking"].contains($0.text)
    }
      || words[(at + 1)..<min(words.count, at + 5)].contains {
        ["deficient", "deficiency", "low", "depletion", "loss"].contains($0.text)
      }
  }

  private static let salts: Set<String> = ["potassium", "calcium", "magnesium", "sodium", "salt"]

  private static let conditions = [
    "hypokal", "hypocalc", "hypomagn", "hyponatr", "hypochlor", "electrolyte", "tetany", "depletion",
  ]
}
