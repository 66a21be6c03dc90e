import DrugCatalog

/// A percentage of patients that a label gives for a reaction, with the comparator's where it gives one.
struct LabelRate: Hashable {
  /// Digits as printed; may begin with `<`.
  var value: String
  var comparator: String
  /// The figure in the label's own words.
  var text: String

  var figure: CrampAssociation.Figure {
    CrampAssociation.Figure(measure: .percent, value: value, comparator: comparator, text: text)
  }

  /// A rate above its comparator's is an excess; labels seldom test it. Without a comparator nothing was compared.
  var direction: CrampAssociation.Direction {
    guard let rate = Self.number(value), let other = Self.number(comparator) else { return .notCompared }
    if value.hasPrefix("<") { return .notCompared }
    return rate > other ? .excess : .noExcess
  }

  static func number(_ text: String) -> Double? {
    Double(text.drop { $0 == "<" })
  }
}

/// The percentages that stand beside a term in running text: "leg cramps (3.2% vs 1.1% with placebo)".
struct ProseFigure {
  let words: [LabelWord]
  let term: CrampTerm

  var rate: LabelRate? {
    let values = percentages(in: behind)
    if let first = values.first {
      return LabelRate(value: first.value, comparator: comparator(among: values), text: text(of: values))
    }
    guard let before = percentageBefore else { return nil }
    return LabelRate(value: before.value, comparator: comparator(among: values), text: text(of: [before]))
  }

  private struct Percentage {
    var value: String
    /// The word of the number and that of its sign.
    var words: Range<Int>
  }

  /// What belongs to the term: to the next comma outside brackets, or the bracket behind the term; with a comparison
  /// ("compared with", "versus") to the end of the clause.
  private var behind: Range<Int> {
    let start = term.words.upperBound
    var depth = 0
    var end = start
    while end < words.count {
      let word = words[end]
      if word.kind == .open { depth += 1 }
      if word.kind == .close {
        depth -= 1
        if depth <= 0 { return start..<end + 1 }
      }
      if word.kind == .semicolon || word.kind == .stop { break }
      let comparison = ["compared", "versus", "vs"]
      if word.kind == .comma, depth == 0,
        !comparison.contains(end + 1 < words.count ? words[end + 1].text : "")
      {
        break
      }
      // Another reaction's figure is none of ours: "leg cramps and nausea in 5%" stays unclaimed.
      if depth == 0, ["and", "or"].contains(word.text), percentages(in: start..<end).isEmpty { break }
      end += 1
    }
    return start..<end
  }

  /// "3% of patients had leg cramps": the sign, then "of", and no comma between it and the term.
  private var percentageBefore: Percentage? {
    let start = words[..<term.words.lowerBound].lastIndex {
      [.comma, .semicolon, .colon, .stop, .open, .close].contains($0.kind)
    }
    let clause = (start.map { $0 + 1 } ?? 0)..<term.words.lowerBound
    return percentages(in: clause).last { found in
      found.words.upperBound < words.count && words[found.words.upperBound].text == "of"
    }
  }

  private func percentages(in range: Range<Int>) -> [Percentage] {
    range.compactMap { at in
      guard words[at].kind == .number, at + 1 < words.count, isSign(words[at + 1]) else { return nil }
      var value = words[at].text
      if at > 0, words[at - 1].kind == .less || isLessThan(at) { value = "<" + value }
      return Percentage(value: value, words: at..<at + 2)
    }
  }

  private func isSign(_ word: LabelWord) -> Bool { word.kind == .percent || word.text == "percent" }

  private func isLessThan(_ at: Int) -> Bool {
    at > 1 && words[at - 1].text == "than" && ["less", "fewer"].contains(words[at - 2].text)
  }

  /// The second percentage, when a comparator is named in the clause.
  private func comparator(among values: [Percentage]) -> String {
    guard values.count > 1, let first = values.first, let last = values.last else { return "" }
    let clause = words[first.words.lowerBound..<min(words.count, last.words.upperBound + 8)]
    return clause.contains { Self.comparators.contains($0.text) } ? values[1].value : ""
  }

  private func text(of values: [Percentage]) -> String {
    values.prefix(2).map { $0.value + "%" }.joined(separator: " vs ")
  }

  static let comparators: Set<String> = [
    "placebo", "control", "controls", "vehicle", "comparator", "untreated", "sham",
  ]
}
