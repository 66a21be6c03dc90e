import DrugCatalog

/// What the words of a rule's scope ask of an entry's route, of the patient, or of something no list tells.
///
///     systemic NSAID, not gel                     a route, and the side it is about
///     oral magnesium; intravenous amphotericin B  two clauses, both have to hold
///     age 65 and over                             the patient
///     eye drops included, intravenous worst       narrows nothing
///     used together in malaria                    nothing a list tells: unknown
struct InteractionScope {
  /// How a rule stands to one pair of one patient.
  enum Judgement: Hashable {
    case applies(Finding.ScopeMatch)
    /// The severity was read for others (older people): one step less.
    case appliesLess
    case excluded
  }

  /// A side of a rule as its scope may name it.
  struct Side {
    /// The drug's name and that of its class, where the rule names it.
    var names: [String]
    /// What each entry of the drug says of its route.
    var entries: [Route]
  }

  /// What an entry says of where its medicine enters the body.
  struct Route {
    var groups: Set<RouteGroup>
    /// An amount for one dose, without a percentage or a volume: tablets state it, creams and drops do not.
    var statesDose: Bool

    init(_ entry: ResolvedEntry) {
      groups = Set(entry.routesAndForms.compactMap(RouteGroup.init(routeOrForm:)))
      statesDose =
        !entry.strengths.isEmpty && !entry.strengths.contains { $0.contains("%") || $0.contains("/") }
    }
  }

  private var clauses: [Clause] = []

  private enum Clause {
    case route(allowed: Set<RouteGroup>, denied: Set<RouteGroup>, subject: [String])
    case ageFrom(Int)
    case other(String)
  }

  init(_ text: String) {
    let text = text.lowercased()
    guard !text.isEmpty, !text.hasSuffix("included"), !text.hasSuffix("worst"), !text.hasPrefix("mostly")
    else { return }
    clauses = text.split(separator: ";").map { Self.clause($0) }
  }

  func judge(_ sides: [Side], _ patient: PatientFacts) -> Judgement {
    var judgement = Judgement.applies(.holds)
    for clause in clauses {
      switch judge(clause, sides, patient) {
      case .applies(.holds): break
      case .applies(.unknown): if judgement == .applies(.holds) { judgement = .applies(.unknown) }
      case .appliesLess: judgement = .appliesLess
      case .excluded: return .excluded
      }
    }
    return judgement
  }

  private func judge(_ clause: Clause, _ sides: [Side], _ patient: PatientFacts) -> Judgement {
    switch clause {
    case .route(let allowed, let denied, let subject):
      let judgements = named(subject, sides).map { judge(allowed, denied, $0) }
      if judgements.contains(.excluded) { return .excluded }
      return judgements.contains(.applies(.unknown)) ? .applies(.unknown) : .applies(.holds)
    case .ageFrom(let years):
      guard let age = patient.ageYears else { return .applies(.unknown) }
      return age >= years ? .applies(.holds) : .appliesLess
    case .other(let words):
      switch patient.answer(toCondition: words) {
      case .yes: return .applies(.holds)
      case .no: return .excluded
      case .unknown: return .applies(.unknown)
      }
    }
  }

  /// Excluded only when every entry of the drug clearly is of another kind.
  private func judge(_ allowed: Set<RouteGroup>, _ denied: Set<RouteGroup>, _ side: Side) -> Judgement {
    guard !side.entries.isEmpty else { return .applies(.unknown) }
    var isUnknown = false
    for entry in side.entries {
      if entry.groups.isEmpty {
        if entry.statesDose, allowed == RouteGroup.systemic { return .applies(.holds) }
        isUnknown = true
      } else if !entry.groups.isDisjoint(with: denied) {
        continue
      } else if allowed.isEmpty || !entry.groups.isDisjoint(with: allowed) {
        return .applies(.holds)
      }
    }
    return isUnknown ? .applies(.unknown) : .excluded
  }

  /// The side that a scope's words name best, both where they name both as well (two NSAIDs); the first where they
  /// name none.
  private func named(_ subject: [String], _ sides: [Side]) -> [Side] {
    let hits = sides.map { $0.wordsNamed(in: subject) }
    guard let most = hits.max(), most > 0 else { return Array(sides.prefix(1)) }
    return zip(sides, hits).filter { $1 == most }.map { $0.0 }
  }

  // MARK: Reading the words

  private static let groupsOfWord: [String: Set<RouteGroup>] = [
    "systemic": RouteGroup.systemic, "oral": [.oral, .oralLiquid], "solid": [.oral], "pill": [.oral],
    "intravenous": [.parenteral], "injection": [.parenteral], "injections": [.parenteral], "patch": [.patch],
    "ring": [.vaginal], "coil": [.intrauterine], "gel": [.skin], "cream": [.skin], "topical": [.skin],
    "eye": [.eye], "inhaled": [.inhaled],
  ]

  private static func clause(_ text: Substring) -> Clause {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if let at = words.firstIndex(of: "age"), at + 1 < words.count, let years = Int(words[at + 1]) {
      return .ageFrom(years)
    }
    var allowed: Set<RouteGroup> = []
    var denied: Set<RouteGroup> = []
    var subject: [String] = []
    var isDenying = false
    for word in words {
      if word == "not" { isDenying = true }
      guard let groups = groupsOfWord[word] else {
        if !isDenying, word.utf8.count >= 4 { subject.append(word) }
        continue
      }
      if isDenying {
        denied.formUnion(groups)
      } else if words.contains("solid") {
        allowed = [.oral]
      } else {
        allowed.formUnion(groups)
      }
    }
    if allowed.isEmpty, denied.isEmpty { return .other(words.joined(separator: " ")) }
    return .route(allowed: allowed, denied: denied, subject: subject)
  }
}

extension InteractionScope.Side {
  /// How many words of a scope begin a word of its names ("NSAID" in "NSAIDs, coxibs included").
  fileprivate func wordsNamed(in subject: [String]) -> Int {
    let words = names.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber } }
    return subject.count { subject in
      words.contains { $0.hasPrefix(subject) || subject == $0 + "s" }
    }
  }
}
