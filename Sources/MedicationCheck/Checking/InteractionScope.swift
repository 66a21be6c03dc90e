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

  private var clauses: [Clause] = []

  private enum Clause {
    case route(allowed: RouteGroups, denied: RouteGroups, isOnFirst: Bool, isOnSecond: Bool)
    case ageFrom(Int)
    case condition(ConditionSet)
  }

  /// - Parameter names: For each side the drug's name and that of its class, where the rule names it.
  init(_ text: String, names: ([String], [String]), index: ConditionIndex) {
    let text = text.lowercased()
    guard !text.isEmpty, !text.hasSuffix("included"), !text.hasSuffix("worst"), !text.hasPrefix("mostly")
    else { return }
    clauses = text.split(separator: ";").map { Self.clause($0, names, index) }
  }

  /// - Parameter places: Where the drugs of the rule's sides stand on the list.
  func judge(_ places: (Int, Int), _ list: CheckedList, _ patient: PatientFacts) -> Judgement {
    var judgement = Judgement.applies(.holds)
    for clause in clauses {
      switch judge(clause, places, list, patient) {
      case .applies(.holds): break
      case .applies(.unknown): if judgement == .applies(.holds) { judgement = .applies(.unknown) }
      case .appliesLess: judgement = .appliesLess
      case .excluded: return .excluded
      }
    }
    return judgement
  }

  private func judge(
    _ clause: Clause, _ places: (Int, Int), _ list: CheckedList, _ patient: PatientFacts
  ) -> Judgement {
    switch clause {
    case .route(let allowed, let denied, let isOnFirst, let isOnSecond):
      let first = isOnFirst ? judge(allowed, denied, list, places.0) : .applies(.holds)
      let second = isOnSecond ? judge(allowed, denied, list, places.1) : .applies(.holds)
      if first == .excluded || second == .excluded { return .excluded }
      return first == .applies(.unknown) ? first : second
    case .ageFrom(let years):
      guard let age = patient.ageYears else { return .applies(.unknown) }
      return age >= years ? .applies(.holds) : .appliesLess
    case .condition(let conditions):
      switch patient.answer(conditions) {
      case .yes: return .applies(.holds)
      case .no: return .excluded
      case .unknown: return .applies(.unknown)
      }
    }
  }

  /// Excluded only when every entry of the drug clearly is of another kind.
  private func judge(
    _ allowed: RouteGroups, _ denied: RouteGroups, _ list: CheckedList, _ place: Int
  ) -> Judgement {
    var isUnknown = false
    for number in list.drugs[place].entries {
      guard let route = list.readings[number - 1]?.route else { continue }
      if route.groups.isEmpty {
        if route.statesDose, allowed == .systemic { return .applies(.holds) }
        isUnknown = true
      } else if !route.groups.isDisjoint(with: denied) {
        continue
      } else if allowed.isEmpty || !route.groups.isDisjoint(with: allowed) {
        return .applies(.holds)
      }
    }
    return isUnknown ? .applies(.unknown) : .excluded
  }

  // MARK: Reading the words

  private static let groupsOfWord: [String: RouteGroups] = [
    "systemic": .systemic, "oral": [.oral, .oralLiquid], "solid": [.oral], "pill": [.oral],
    "intravenous": [.parenteral], "injection": [.parenteral], "injections": [.parenteral], "patch": [.patch],
    "ring": [.vaginal], "coil": [.intrauterine], "gel": [.skin], "cream": [.skin], "topical": [.skin],
    "eye": [.eye], "inhaled": [.inhaled],
  ]

  private static func clause(
    _ text: Substring, _ names: ([String], [String]), _ index: ConditionIndex
  ) -> Clause {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if let at = words.firstIndex(of: "age"), at + 1 < words.count, let years = Int(words[at + 1]) {
      return .ageFrom(years)
    }
    var allowed: RouteGroups = []
    var denied: RouteGroups = []
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
    if allowed.isEmpty, denied.isEmpty {
      return .condition(index.conditions(in: words.joined(separator: " ")))
    }
    let (isOnFirst, isOnSecond) = sides(subject, names)
    return .route(allowed: allowed, denied: denied, isOnFirst: isOnFirst, isOnSecond: isOnSecond)
  }

  /// The side that a scope's words name best, both where they name both as well (two NSAIDs); the first where they
  /// name none.
  private static func sides(_ subject: [String], _ names: ([String], [String])) -> (Bool, Bool) {
    let first = wordsNamed(in: subject, names.0)
    let second = wordsNamed(in: subject, names.1)
    return (first >= second, second >= first && second > 0)
  }

  /// How many words of a scope begin a word of a side's names ("NSAID" in "NSAIDs, coxibs included").
  private static func wordsNamed(in subject: [String], _ names: [String]) -> Int {
    let words = names.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber } }
    return subject.count { subject in
      words.contains { $0.hasPrefix(subject) || subject == $0 + "s" }
    }
  }
}
