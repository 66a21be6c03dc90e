import DrugCatalog

/// A clause of a label's sentence on other medicines: whether it says that something happens, and how strongly it warns.
struct LabelClause {
  /// Never empty.
  let words: [LabelWord]
  /// Where the sentence stands among the bytes of the passage.
  let sentence: Range<Int>

  /// The clauses of a passage: sentences, cut at semicolons and at the words by which they turn ("however").
  static func clauses(_ text: [UInt8]) -> [LabelClause] {
    LabelWords.sentences(text).flatMap { sentence -> [LabelClause] in
      guard let first = sentence.first, let last = sentence.last else { return [] }
      let range = first.range.lowerBound..<last.range.upperBound
      return sentence.split { $0.kind == .semicolon || $0.kind == .stop || turns.contains($0.text) }.map {
        LabelClause(words: Array($0), sentence: range)
      }
    }
  }

  private static let turns: Set<String> = ["but", "however", "although", "though", "whereas"]

  private func text(_ at: Int) -> String { words.indices.contains(at) ? words[at].text : "" }

  // MARK: Nothing happens

  /// "No clinically significant interaction", "did not affect", "unchanged": such a clause names no interaction.
  var isDenied: Bool {
    words.indices.contains { at in
      switch text(at) {
      case "no", "without", "neither", "lack", "absence":
        // "With or without food" denies nothing.
        text(at - 1) != "or" && isNear(at, Self.effects)
      case "not", "cannot", "didn't", "doesn't": isNear(at, Self.happenings)
      case "unaffected", "unchanged", "unaltered", "unlikely": true
      default: false
      }
    }
  }

  private func isNear(_ at: Int, _ wanted: Set<String>) -> Bool {
    (at + 1..<at + 5).contains { wanted.contains(text($0)) }
  }

  private static let effects: Set<String> = [
    "effect", "effects", "affecting", "interaction", "interactions", "change", "changes", "influence",
    "difference",
    "differences", "alteration", "alterations", "evidence", "adjustment", "adjustments", "significant",
    "relevant",
    "impact", "clinically", "clinical", "data", "studies", "information",
  ]

  private static let happenings: Set<String> = [
    "affect", "affected", "alter", "altered", "change", "changed", "influence", "influenced", "significant",
    "significantly", "interact", "expected", "observed", "necessary", "required", "appear", "differ",
    "studied", "known",
    "established", "evaluated", "determined", "impact", "modify", "seen", "needed", "interfere", "result",
    "clinically",
    "substantially", "meaningfully", "anticipated", "warranted",
  ]

  // MARK: What else a name may stand in

  /// "Hypersensitivity to sulfonamides", "a history of reactions to aspirin": what a patient does not tolerate.
  var isAboutIntolerance: Bool {
    words.contains { word in Self.intolerances.contains { word.text.hasPrefix($0) } }
      || words.indices.contains { ["reaction", "reactions"].contains(text($0)) && text($0 + 1) == "to" }
  }

  private static let intolerances = [
    "hypersensit", "allerg", "anaphyl", "intoleran", "sensitiv", "component",
  ]

  /// Whether it speaks of medicines that are taken together, by words that only then make sense.
  var isAboutCombinedUse: Bool {
    words.contains { word in Self.combinedUse.contains { word.text.hasPrefix($0) } }
      || zip(words, words.dropFirst()).contains {
        ["contraindicated", "use", "used", "given", "administered", "treatment", "treated"].contains($0.text)
          && $1.text == "with"
      }
  }

  private static let combinedUse = [
    "taking", "receiving", "concomitant", "coadminist", "concurrent", "combin", "together", "simultaneous",
    "containing",
    "inhibitor", "inducer", "interact",
  ]

  // MARK: How strongly it warns

  /// What the clause itself states; `nil` where it only tells what happens.
  var severity: Severity? {
    if words.contains(where: { $0.text == "contraindicated" }) { return .contraindicated }
    let isForbidding = words.indices.contains { at in
      switch text(at) {
      case "avoid", "avoided", "fatal", "death", "deaths": true
      case "not", "never":
        Self.forbidden.contains(text(at + 1))
          || (text(at + 1) == "be" && Self.forbidden.contains(text(at + 2)))
      case "life": text(at + 1) == "threatening" || text(at + 2) == "threatening"
      default: false
      }
    }
    return isForbidding ? .major : nil
  }

  private static let forbidden: Set<String> = [
    "recommended", "use", "used", "take", "taken", "give", "given", "administer", "administered",
    "coadminister",
    "coadministered", "co", "combine", "combined", "prescribe", "prescribed",
  ]
}
