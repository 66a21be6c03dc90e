import DrugCatalog

/// A rule that speaks of two drugs of a list.
struct PairRule {
  let statement: InteractionStatement
  /// 0 for the very pair, 1 for a drug and a class, 2 for two classes.
  let breadth: Int
  /// For a patient whom its scope concerns.
  let severity: Severity
  let isOfTheCountry: Bool
  /// The drugs in the order of the rule's sides.
  let drugs: [DrugRow]
  /// Whether that is not the order of the list.
  let isTurned: Bool
  /// `nil` when nothing narrows it.
  let scope: InteractionScope?
}

/// All rules that speak of two drugs, in the order in which a list names them. One thread at a time.
final class PairRules {
  private let rules: [PairRule]
  /// The rules that ask something of the list or the patient.
  private let scoped: [Int]
  /// By the judgements on those, four to a byte.
  private var points: [UInt64: FindingPoint?] = [:]
  private let settled: FindingPoint?

  private static let mostJudgements = 32

  /// - Parameter rules: At least one.
  init(_ rules: [PairRule]) {
    self.rules = rules
    scoped = rules.indices.filter { rules[$0].scope != nil }
    settled = scoped.isEmpty ? Self.point(rules, [], []) : nil
  }

  var count: Int { rules.count }

  /// What the rules say of two drugs of this list; `nil` when all scopes exclude them.
  func point(_ first: Int, _ second: Int, _ list: CheckedList, _ patient: PatientFacts) -> FindingPoint? {
    if scoped.isEmpty { return settled }
    var key: UInt64 = 0
    for number in scoped {
      key = key << 2 | judge(number, first, second, list, patient).code
    }
    let isKeyWhole = scoped.count <= Self.mostJudgements
    if isKeyWhole, let known = points[key] { return known }
    let judgements = scoped.map { judge($0, first, second, list, patient) }
    let point = Self.point(rules, scoped, judgements)
    if isKeyWhole { points[key] = .some(point) }
    return point
  }

  private func judge(
    _ number: Int, _ first: Int, _ second: Int, _ list: CheckedList, _ patient: PatientFacts
  ) -> InteractionScope.Judgement {
    let places = rules[number].isTurned ? (second, first) : (first, second)
    return rules[number].scope?.judge(places, list, patient) ?? .applies(.holds)
  }

  // MARK: Deciding

  /// A rule that fires.
  private struct Hit {
    let rule: PairRule
    let severity: Severity
    let scope: Finding.ScopeMatch

    /// Whether it comes before another in the say on the pair's severity.
    ///
    /// "Studied without effect" silences broader rules only where it is known to hold: under a scope that nobody
    /// can judge from a list it has the last say.
    func precedes(_ other: Hit) -> Bool {
      let doubts = (isDoubtfulAllClear, other.isDoubtfulAllClear)
      if doubts.0 != doubts.1 { return doubts.1 }
      if rule.breadth != other.rule.breadth { return rule.breadth < other.rule.breadth }
      if rule.isOfTheCountry != other.rule.isOfTheCountry { return rule.isOfTheCountry }
      return isStricter(than: other)
    }

    /// A known scope before an open one, then the id: the order must not hang on that of the list.
    func isStricter(than other: Hit) -> Bool {
      if severity != other.severity { return severity > other.severity }
      if scope != other.scope { return scope == .holds }
      return rule.statement.id < other.rule.statement.id
    }

    private var isDoubtfulAllClear: Bool { severity == .none && scope == .unknown }
  }

  /// The most specific rule decides the severity, and among equally specific ones the strictest; all others stay
  /// with it as evidence.
  private static func point(
    _ rules: [PairRule], _ scoped: [Int], _ judgements: [InteractionScope.Judgement]
  ) -> FindingPoint? {
    let judged = Dictionary(uniqueKeysWithValues: zip(scoped, judgements))
    let hits = rules.enumerated().compactMap { number, rule -> Hit? in
      switch judged[number] ?? .applies(.holds) {
      case .excluded: nil
      case .appliesLess: Hit(rule: rule, severity: rule.severity.oneStepLess, scope: .holds)
      case .applies(let known): Hit(rule: rule, severity: rule.severity, scope: known)
      }
    }
    guard let deciding = Self.deciding(hits) else { return nil }
    let statement = deciding.rule.statement
    if deciding.severity == .none {
      return FindingPoint(.noInteraction(statement), drugs: deciding.rule.drugs)
    }
    let others = hits.sorted { $0.isStricter(than: $1) }.map(\.rule.statement)
      .filter { $0.id != statement.id }.uniqued(by: \.id)
    return FindingPoint(
      .interaction(statement, severity: deciding.severity, others: others, scopeMatch: deciding.scope),
      drugs: deciding.rule.drugs)
  }
}

extension PairRules {
  /// The rule that has the say. One whose source states no severity never lowers what another source states, however
  /// broadly that speaks.
  private static func deciding(_ hits: [Hit]) -> Hit? {
    guard let first = foremost(hits), !first.rule.statement.statesSeverity else { return foremost(hits) }
    return foremost(hits.filter { $0.rule.statement.statesSeverity && $0.severity > first.severity }) ?? first
  }

  private static func foremost(_ hits: [Hit]) -> Hit? {
    hits.first.map { hits.dropFirst().reduce($0) { $1.precedes($0) ? $1 : $0 } }
  }
}

extension InteractionScope.Judgement {
  /// Two bits.
  fileprivate var code: UInt64 {
    switch self {
    case .applies(.holds): 0
    case .applies(.unknown): 1
    case .appliesLess: 2
    case .excluded: 3
    }
  }
}

extension Severity {
  /// For a patient whom the reason of the full severity does not concern.
  fileprivate var oneStepLess: Severity {
    switch self {
    case .contraindicated: .major
    case .major: .moderate
    case .moderate, .minor: .minor
    case .info, .none: self
    }
  }
}

/// The rules of pairs met before. One thread at a time.
final class PairMemory {
  /// By both drugs in the order of a list; `nil` inside for a pair of which no rule speaks.
  private var known = NumberTable<PairRules?>()
  private var ruleCount = 0

  private let mostBytes: Int
  private static let bytesOfPair = 72
  /// Rules keep their words.
  private static let bytesOfRule = 512

  init(mostBytes: Int) { self.mostBytes = mostBytes }

  /// Forgets everything once there is too much of it.
  func makeRoom() {
    guard known.count * Self.bytesOfPair + ruleCount * Self.bytesOfRule > mostBytes else { return }
    known = NumberTable()
    ruleCount = 0
  }

  /// `nil` when the pair was not met before.
  func rules(_ first: DrugRow, _ second: DrugRow) -> PairRules?? { known[Self.key(first, second)] }

  /// - Parameter rules: Empty when none speaks of the pair.
  func keep(_ rules: [PairRule], of first: DrugRow, _ second: DrugRow) {
    known[Self.key(first, second)] = .some(rules.isEmpty ? nil : PairRules(rules))
    ruleCount += rules.count
  }

  private static func key(_ first: DrugRow, _ second: DrugRow) -> UInt64 {
    UInt64(first.number) << 32 | UInt64(second.number)
  }
}
