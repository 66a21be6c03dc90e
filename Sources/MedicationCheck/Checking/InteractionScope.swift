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
    /// The drug's name and those of its classes that the rule names.
    var names: [String]
    /// Routes and forms of each entry of the drug.
    var routesOfEntries: [[String]]
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
      return judge(allowed, denied, sides.first { $0.isNamed(in: subject) } ?? sides.first)
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
  private func judge(_ allowed: Set<RouteGroup>, _ denied: Set<RouteGroup>, _ side: Side?) -> Judgement {
    guard let side, !side.routesOfEntries.isEmpty else { return .applies(.unknown) }
    var isUnknown = false
    for words in side.routesOfEntries {
      let groups = Set(words.compactMap(RouteGroup.init(routeOrForm:)))
      if groups.isEmpty {
        isUnknown = true
      } else if !groups.isDisjoint(with: denied) {
        continue
      } else if allowed.isEmpty || !groups.isDisjoint(with: allowed) {
        return .applies(.holds)
      }
    }
    return isUnknown ? .applies(.unknown) : .excluded
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
  /// Whether a word of a scope begins one of its names' words ("NSAID" in "NSAIDs, coxibs included").
  fileprivate func isNamed(in subject: [String]) -> Bool {
    names.contains { name in
      let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
      return words.contains { word in subject.contains { word.hasPrefix($0) || $0.hasPrefix(word + "s") } }
    }
  }
}
