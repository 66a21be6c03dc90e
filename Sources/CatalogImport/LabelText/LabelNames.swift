import DrugCatalog

/// Finds the names of medicines and groups in a clause: whole names that the catalog knows, the longest first, and
/// nothing that only looks like one.
struct LabelNames {
  /// The first words of all names: nearly every word of a label begins none, and is passed over by this.
  let beginnings: Set<String>
  /// What a name stands for; `nil` for a spelling that no list has.
  let meaning: (_ spelling: String) -> Meaning?

  enum Meaning: Hashable {
    case drug(DrugRow)
    case drugClass(ClassRow)
    /// Known, and no single drug or class: a combination, a name of several meanings, a word.
    case none

    var side: InteractionSide? {
      switch self {
      case .drug(let row): .drug(row)
      case .drugClass(let row): .drugClass(row)
      case .none: nil
      }
    }
  }

  /// "CYP3A4" is four: letters and digits are told apart.
  private static let mostWords = 9
  /// Shorter words are abbreviations with other meanings in a label.
  private static let leastLetters = 4

  /// The drugs and classes that a clause names, each once, in their order.
  /// - Complexity: O(words × look-ups).
  func meanings(in clause: LabelClause, of text: [UInt8]) -> [Meaning] {
    var found: [Meaning] = []
    var at = 0
    let words = clause.words
    while at < words.count {
      guard words[at].isWord, beginnings.contains(words[at].text), let match = longest(from: at, words, text)
      else {
        at += 1
        continue
      }
      if match.meaning != .none, !isInRegimen(at..<match.end, words), !isMeasured(at..<match.end, words),
        !found.contains(match.meaning)
      {
        found.append(match.meaning)
      }
      at = match.end
    }
    return found
  }

  /// The letters that a name begins with, as `LabelWords` cuts words.
  static func beginning(of key: [UInt8]) -> String {
    let letters = key.prefix { LabelWords.isLetter($0) || $0 >= 0x80 || $0 == 0x27 }
    return String(decoding: letters, as: UTF8.self)
  }

  private func longest(from start: Int, _ words: [LabelWord], _ text: [UInt8]) -> (
    meaning: Meaning, end: Int
  )? {
    for end in stride(from: min(words.count, start + Self.mostWords), to: start, by: -1)
    where words[end - 1].isNamePart {
      let range = words[start].range.lowerBound..<words[end - 1].range.upperBound
      if end == start + 1, range.count < Self.leastLetters { continue }
      if let meaning = meaning(String(decoding: text[range], as: UTF8.self)) { return (meaning, end) }
    }
    return nil
  }

  /// "Ombitasvir/paritaprevir/ritonavir" is one medicine, of which none of the three alone is meant.
  private func isInRegimen(_ name: Range<Int>, _ words: [LabelWord]) -> Bool {
    func joins(_ at: Int, _ next: Int) -> Bool {
      words.indices.contains(at) && words[at].kind == .slash && words.indices.contains(next)
        && words[next].isWord
    }
    return joins(name.lowerBound - 1, name.lowerBound - 2) || joins(name.upperBound, name.upperBound + 1)
  }

  /// "Serum potassium", "blood glucose", "calcium levels": a value of the patient's, no medicine.
  private func isMeasured(_ name: Range<Int>, _ words: [LabelWord]) -> Bool {
    guard name.count == 1, Self.substancesOfTheBody.contains(words[name.lowerBound].text) else {
      return false
    }
    let before = words.indices.contains(name.lowerBound - 1) ? words[name.lowerBound - 1].text : ""
    let behind = words.indices.contains(name.upperBound) ? words[name.upperBound].text : ""
    let measures: Set = [
      "level", "levels", "concentration", "concentrations", "clearance", "balance", "excretion", "retention",
      "loss",
      "depletion", "tolerance", "metabolism", "secretion", "uptake", "binding", "channel", "sparing",
      "resistance",
      "control", "sensitivity", "production", "synthesis", "circulation",
    ]
    let isOf =
      before == "of" && words.indices.contains(name.lowerBound - 2)
      && measures.contains(words[name.lowerBound - 2].text)
    return isOf
      || [
        "serum", "blood", "plasma", "urinary", "urine", "low", "elevated", "total", "endogenous",
        "circulating",
      ]
      .contains(before) || measures.contains(behind)
  }

  private static let substancesOfTheBody: Set<String> = [
    "potassium", "sodium", "calcium", "magnesium", "glucose", "phosphate", "phosphorus", "iron", "zinc",
    "copper",
    "cholesterol", "insulin", "estrogen", "estrogens", "oestrogen", "progesterone", "testosterone",
    "cortisol", "thyroxine",
    "serotonin", "dopamine", "histamine", "oxygen", "water", "urea", "bicarbonate", "norepinephrine",
    "epinephrine",
    "glucagon", "albumin", "thyroid",
  ]
}

extension LabelWord {
  /// Whether a name may end with it.
  fileprivate var isNamePart: Bool { kind == .word || kind == .number || kind == .close }
}
