/// Cramps that come from stopping the drug or from a low salt rather than from the drug itself.
extension CrampContext {
  /// "Withdrawal may bring …", "abrupt discontinuation has led to …".
  var isWithdrawal: Bool {
    for at in words.indices where at < term.words.lowerBound {
      switch text(at) {
      case "withdrawal":
        let studyWords: Set = ["from", "due", "because", "rate", "rates"]
        if !studyWords.contains(text(at + 1)) { return true }
      case "discontinuation", "discontinuing", "stopping", "cessation", "discontinued":
        let lead = (1...4).map { text(at - $0) }
        if lead.contains(where: {
          ["abrupt", "abruptly", "sudden", "suddenly", "after", "following", "upon"].contains($0)
        }) {
          return true
        }
      default: continue
      }
    }
    return false
  }

  /// "Muscle spasms after withdrawal of the drug"; not "leg cramps that resolved after discontinuation".
  var isAfterWithdrawal: Bool {
    let behind = words[term.words.upperBound...].prefix { $0.kind != .semicolon }
    let stop = behind.indices.first { at in
      Self.stops.contains(text(at)) && [at - 1, at - 2].contains { Self.afters.contains(text($0)) }
    }
    guard let stop else { return false }
    return !behind[..<stop].contains { word in Self.endings.contains { word.text.hasPrefix($0) } }
  }

  private static let stops: Set<String> = [
    "withdrawal", "discontinuation", "stopping", "cessation", "discontinuing",
  ]
  private static let afters: Set<String> = ["after", "following", "upon", "on"]
  /// Beginnings of verbs by which a complaint ends.
  private static let endings = [
    "resol", "disappear", "subsid", "ceas", "improv", "revers", "abat", "clear", "recover", "went", "stop",
  ]

  /// Low salts named in the same clause as a cause: not "hypokalemia, leg cramps" in a list of reactions.
  var isElectrolyteSign: Bool {
    let isBreak = { (word: LabelWord) in word.kind == .semicolon || word.kind == .stop }
    let end = words[term.words.upperBound...].firstIndex(where: isBreak) ?? words.count
    let start = words[..<term.words.lowerBound].lastIndex(where: isBreak) ?? 0
    let clause = Array(words[start..<end])
    guard let salt = LowSalts.first(in: clause) else { return false }
    if clause.contains(where: { Self.causes.contains($0.text) }) { return true }
    // "Low magnesium shows up as …", "hypokalemia may be fatal: …": the salt first, then what it does.
    guard start + salt < term.words.lowerBound else { return false }
    return words[(start + salt)..<term.words.lowerBound].contains {
      $0.kind == .colon || Self.effectVerbs.contains($0.text)
    }
  }

  private static let effectVerbs: Set<String> = [
    "cause", "causes", "show", "shows", "bring", "brings", "result", "results", "experience", "include",
    "includes",
    "produce", "produces", "mean", "means", "trigger", "triggers",
  ]

  private static let causes: Set<String> = [
    "sign", "signs", "symptom", "symptoms", "evidence", "manifested", "manifestations", "due", "resulting",
    "secondary", "because", "caused", "leading", "lead", "leads", "producing",
  ]
}
