/// Reads what a sentence says of a cramp that it names: that it happened, that it did not, that it is what the drug is
/// for, that it comes when the drug is stopped or when potassium runs low.
struct CrampContext {
  let words: [LabelWord]
  let term: CrampTerm
  /// Whether the sentences around it say that it speaks of low salts.
  var isAmongLowSalts = false

  var reading: CrampMention.Reading {
    switch term.site {
    case .elsewhere: return .elsewhere
    case .unsaid: return .unspecified
    case .leg, .muscle: break
    }
    if isCondition { return .condition }
    if isNegated || isWithoutExcess { return .negated }
    if isWithdrawal || isAfterWithdrawal { return .withdrawal }
    return isElectrolyteSign || isAmongLowSalts ? .electrolyteSign : .reaction
  }

  func text(_ at: Int) -> String { words.indices.contains(at) ? words[at].text : "" }

  /// From the last turn of the sentence (a semicolon, "but", "although") to the term.
  private var clauseStart: Int {
    let turn = words[..<term.words.lowerBound].lastIndex {
      $0.kind == .semicolon || $0.kind == .stop || Self.turns.contains($0.text)
    }
    return turn.map { $0 + 1 } ?? 0
  }

  private static let turns: Set<String> = [
    "but", "however", "although", "though", "except", "whereas", "while",
  ]

  // MARK: What the drug is for, and what patients have already

  private var isCondition: Bool {
    let reliefBehind = ["relief", "reliever", "treatment", "remedy", "therapy", "prevention", "prophylaxis"]
    if reliefBehind.contains(text(term.words.upperBound)) || isEasedBehind || isUnderIndications {
      return true
    }
    if isWanted { return true }
    // What comes after a verb of harm is harm again: "patients treated for pain developed leg cramps".
    let before = clauseStart..<term.words.lowerBound
    let start = before.last { isHarm($0) || isHarmNamed($0) }.map { $0 + 1 } ?? before.lowerBound
    for at in start..<term.words.lowerBound where isAim(at) || isPriorState(at) { return true }
    return isBeforeUse
  }

  /// "… for leg cramps", unless someone watches for them.
  private var isWanted: Bool {
    let start = term.words.lowerBound
    let at = ["the", "your", "a"].contains(text(start - 1)) ? start - 2 : start - 1
    return ["for", "prn"].contains(text(at)) && !Self.watches.contains(text(at - 1))
  }

  private static let watches: Set<String> = [
    "monitor", "monitored", "monitoring", "watch", "observe", "observed", "evaluate", "evaluated", "look",
    "looking",
    "risk", "potential", "rate", "rates", "incidence", "frequency", "discontinued", "except", "assess",
    "alert", "interruption", "reduction", "discontinuation", "stopped",
    "reported", "responsible", "attention", "was", "were", "figures", "values",
  ]

  /// "Muscle spasms may be eased with …", "… are no indication"; not "was greater in treated women".
  private var isEasedBehind: Bool {
    let behind = words[term.words.upperBound...].prefix { $0.kind != .semicolon }.prefix(12)
    return behind.indices.contains { at in
      if ["indication", "indications"].contains(text(at)) { return true }
      return ["eased", "relieved", "treated", "alleviated", "prevented"].contains(text(at))
        && (["be", "is", "are", "been"].contains(text(at - 1)) || ["with", "by"].contains(text(at + 1)))
    }
  }

  /// Everything behind "Indications:" in the sentence, lists with semicolons too.
  private var isUnderIndications: Bool {
    words.indices.dropLast().contains { at in
      at < term.words.lowerBound && words[at + 1].kind == .colon
        && ["indication", "indications", "uses"].contains(words[at].text)
    }
  }

  private func isHarm(_ at: Int) -> Bool {
    let word = text(at)
    // "Pain caused by spasms" is no harm that the drug does.
    if Self.harms.contains(word) { return text(at + 1) != "by" }
    return ["effect", "effects", "reaction", "reactions", "event", "events"].contains(word)
      && ["side", "adverse", "undesirable", "unwanted"].contains(text(at - 1))
  }

  /// "The side effects of treatment for gout were …": what comes behind the verb is the effects, whatever stands before.
  private func isHarmNamed(_ at: Int) -> Bool {
    let verbs = ["include", "includes", "included", "including", "are", "were", "was", "is"]
    let effects = ["effect", "effects", "reaction", "reactions", "event", "events", "experiences"]
    return verbs.contains(text(at)) && words[clauseStart..<at].contains { effects.contains($0.text) }
  }

  private func isAim(_ at: Int) -> Bool {
    let word = words[at].text
    if Self.aims.contains(word) { return true }
    // "Related to treatment" and "during therapy" tell no aim.
    if ["treatment", "therapy", "therapies"].contains(word) {
      return ["of", "for", "to", "against"].contains(text(at + 1))
    }
    if Self.treatments.contains(word) { return !["with", "by", "in", "group"].contains(text(at + 1)) }
    return Self.purposes.contains(word) && ["for", "to", "in", "against"].contains(text(at + 1))
      && !(word == "used" && text(at + 1) == "in")
  }

  /// "A history of muscle cramps", "patients with leg cramps".
  private func isPriorState(_ at: Int) -> Bool {
    if ["preexisting", "underlying"].contains(text(at)) { return true }
    if text(at) == "pre", text(at + 2) == "existing" { return true }
    if text(at) == "history", text(at + 1) == "of" { return true }
    if text(at) == "suffering", text(at + 1) == "from" { return true }
    return ["patients", "people", "persons", "individuals", "subjects"].contains(text(at))
      && text(at + 1) == "with" && at + 6 > term.words.lowerBound
  }

  /// "Before use, ask a doctor if you have muscle cramps", "do not use if you have …".
  private var isBeforeUse: Bool {
    let before = words[clauseStart..<term.words.lowerBound]
    guard before.contains(where: { $0.text == "if" }) else { return false }
    let pairs = zip(before, before.dropFirst())
    return pairs.contains { Self.uses.contains($1.text) && $0.text == "before" }
      || pairs.contains { Self.uses.contains($1.text) && $0.text == "not" }
      || pairs.contains { $0.text == "before" && $1.text == "you" }
  }

  private static let uses: Set<String> = ["use", "using", "take", "taking", "starting", "start", "receiving"]

  private static let aims: Set<String> = [
    "relief", "relieve", "relieves", "relieved", "relieving", "alleviate", "alleviates", "alleviation",
    "alleviating", "prevention", "prevent", "prevents", "preventing", "prophylaxis", "management", "managing",
    "adjunct", "adjunctive", "lessen", "lessens", "lessening", "ease", "eases", "easing", "reduces", "reduce",
    "improves", "helps", "indication", "indications", "remedy",
  ]

  private static let treatments: Set<String> = [
    "treat", "treats", "treating", "treated",
  ]

  private static let purposes: Set<String> = [
    "used", "indicated", "prescribed", "taken", "given", "effective", "approved", "recommended", "useful",
    "administered", "beneficial", "marketed", "intended",
  ]

  private static let harms: Set<String> = [
    "cause", "causes", "caused", "causing", "reported", "experience", "experienced", "experiencing",
    "experiences",
    "developed", "develop", "occur", "occurred", "observed", "complained", "reports", "produce", "produced",
    "induce",
    "induced", "worsen", "worsened", "aggravate", "aggravated",
  ]

  // MARK: What did not happen

  private var isNegated: Bool {
    let before = clauseStart..<term.words.lowerBound
    for at in before.reversed() where term.words.lowerBound - at <= 16 && isNegation(at) { return true }
    return isNegatedBehind
  }

  private func isNegation(_ at: Int) -> Bool {
    switch text(at) {
    case "no": return !["matter", "longer", "doubt"].contains(text(at + 1)) && text(at - 1) != "or"
    case "without": return text(at - 1) != "or"
    case "denied", "denies", "never", "neither", "nor", "unable", "failed": return true
    case "absence", "lack": return text(at + 1) == "of"
    case "free": return ["of", "from"].contains(text(at + 1)) && text(at - 1) != "-"
    case "not", "cannot", "didn't", "doesn't", "wasn't", "weren't":
      return text(at + 1) != "necessarily" && (1...3).contains { Self.occurrences.contains(text(at + $0)) }
    default: return false
    }
  }

  /// "Muscle cramps were not observed", "leg cramps did not occur".
  private var isNegatedBehind: Bool {
    let start = term.words.upperBound
    let end =
      words[start...].firstIndex { $0.kind == .semicolon || Self.turns.contains($0.text) } ?? words.count
    for at in start..<min(end, start + 14) where ["not", "never"].contains(text(at)) {
      guard Self.auxiliaries.contains(text(at - 1)) else { continue }
      // "Muscle cramps did not lead to discontinuation" does not deny them.
      if (1...3).contains(where: {
        Self.occurrences.contains(text(at + $0)) && !Self.consequences.contains(text(at + $0))
      }) {
        return true
      }
    }
    return ["absent"].contains(text(end - 1)) || (text(start) == "free")
  }

  private static let auxiliaries: Set<String> = [
    "was", "were", "is", "are", "has", "have", "had", "did", "does", "do",
  ]

  private static let occurrences: Set<String> = [
    "cause", "caused", "causes", "associated", "produce", "produced", "lead", "induce", "induced", "increase",
    "increased", "include", "included", "observed", "reported", "report", "seen", "noted", "occur",
    "recorded",
    "experience", "experienced", "develop", "developed", "found", "attributed", "related", "linked", "have",
    "had",
    "elicited", "detected", "encountered",
  ]

  /// Verbs of which a cramp would be the cause.
  private static let consequences: Set<String> = [
    "cause", "caused", "causes", "produce", "produced", "lead", "induce", "induced", "increase", "increased",
    "include", "included",
  ]

  /// "At a similar rate as with placebo", "no more often than with placebo".
  private var isWithoutExcess: Bool {
    let behind = words[term.words.upperBound...].prefix(16).map(\.text)
    for (at, word) in behind.enumerated() {
      let next = behind.dropFirst(at + 1)
      if ["similar", "same", "comparable", "equal"].contains(word),
        next.prefix(2).contains(where: { ["rate", "rates", "frequency", "incidence", "to"].contains($0) })
      {
        return true
      }
      if ["no", "not"].contains(word),
        next.prefix(3).contains(where: { ["more", "different", "higher", "differ"].contains($0) })
      {
        return true
      }
    }
    return false
  }
}
