import DrugCatalog

/// Pairs of a list on which a rule speaks.
extension MedicationChecker {
  /// One finding for each pair on which any rule fires. The most specific rule decides the severity, and among
  /// equally specific ones the strictest; all others stay with it as evidence.
  /// - Complexity: O(rules that name a drug or a class of the list); nothing is decoded of a rule whose other side
  ///   is absent.
  func interactions(_ list: CheckedList, _ patient: PatientFacts) -> [Finding] {
    guard list.drugs.count > 1 else { return [] }
    var desk = InteractionDesk(catalog: catalog, list: list, patient: patient, country: country)
    for drug in list.drugs {
      catalog.forEachRule(of: drug) { rule in
        guard list.contains(rule.second), list.contains(rule.first) else { return }
        // A rule with two drugs is met from both; the first side's turn is enough.
        if case .drug = rule.first, rule.first != .drug(drug) { return }
        desk.collect(rule)
      }
    }
    for drugClass in list.drugsOfClass.keys {
      catalog.forEachRule(of: drugClass) { rule in
        guard rule.first == .drugClass(drugClass), case .drugClass = rule.second, list.contains(rule.second)
        else { return }
        desk.collect(rule)
      }
    }
    return desk.findings()
  }
}

/// Gathers the rules that fire on each pair, and decides among them.
private struct InteractionDesk {
  let catalog: Catalog
  let list: CheckedList
  let patient: PatientFacts
  let country: Jurisdiction?
  private var hits: [Pair: [Hit]] = [:]
  private var statements: [Row<InteractionStatement>: InteractionStatement] = [:]

  init(catalog: Catalog, list: CheckedList, patient: PatientFacts, country: Jurisdiction?) {
    self.catalog = catalog
    self.list = list
    self.patient = patient
    self.country = country
  }

  private struct Pair: Hashable {
    let low: DrugRow
    let high: DrugRow

    init(_ a: DrugRow, _ b: DrugRow) {
      low = min(a, b)
      high = max(a, b)
    }
  }

  /// A rule that fires on a pair.
  private struct Hit {
    let statement: InteractionStatement
    /// 0 for the very pair, 1 for a drug and a class, 2 for two classes.
    let breadth: Int
    let severity: Severity
    let scope: Finding.ScopeMatch
    let isOfTheCountry: Bool
    /// The drugs in the order of the rule's sides.
    let drugs: [DrugRow]

    /// Whether it comes before another in the say on the pair's severity.
    ///
    /// "Studied without effect" silences broader rules only where it is known to hold: under a scope that nobody
    /// can judge from a list it has the last say.
    func precedes(_ other: Hit) -> Bool {
      let doubts = (isDoubtfulAllClear, other.isDoubtfulAllClear)
      if doubts.0 != doubts.1 { return doubts.1 }
      if breadth != other.breadth { return breadth < other.breadth }
      if isOfTheCountry != other.isOfTheCountry { return isOfTheCountry }
      return isStricter(than: other)
    }

    /// A known scope before an open one, then the id: the order must not hang on that of the list.
    func isStricter(than other: Hit) -> Bool {
      if severity != other.severity { return severity > other.severity }
      if scope != other.scope { return scope == .holds }
      return statement.id < other.statement.id
    }

    private var isDoubtfulAllClear: Bool { severity == .none && scope == .unknown }
  }

  /// Files a rule under every pair of the list that it is about; under a pair of which both drugs stand on both
  /// sides twice, since a scope may hold one way round only.
  mutating func collect(_ rule: InteractionRule) {
    let firsts = list.members(rule.first)
    let seconds = list.members(rule.second)
    let breadth = [rule.first, rule.second].count { if case .drugClass = $0 { true } else { false } }
    for a in firsts {
      for b in seconds where a != b {
        guard breadth == 0 || !catalog.isException(a, b) else { continue }
        let statement = decoded(rule.statement).naming(catalog.drugName(a), catalog.drugName(b))
        let fullSeverity = severity(of: statement, a, b)
        let severity: Severity
        let match: Finding.ScopeMatch
        switch scope(of: statement, rule, [a, b]) {
        case .excluded: continue
        case .appliesLess: (severity, match) = (fullSeverity.oneStepLess, .holds)
        case .applies(let known): (severity, match) = (fullSeverity, known)
        }
        hits[Pair(a, b), default: []].append(
          Hit(
            statement: statement, breadth: breadth, severity: severity, scope: match,
            isOfTheCountry: country?.isAmong(statement.jurisdictions) ?? true, drugs: [a, b]))
      }
    }
  }

  private mutating func decoded(_ row: Row<InteractionStatement>) -> InteractionStatement {
    if let known = statements[row] { return known }
    let statement = catalog.statement(row)
    statements[row] = statement
    return statement
  }

  /// A class rule that names its contraindicated pairs is major for all others.
  private func severity(of statement: InteractionStatement, _ a: DrugRow, _ b: DrugRow) -> Severity {
    let pairs = statement.contraindicatedPairs
    guard statement.severity == .contraindicated, !pairs.isEmpty else { return statement.severity }
    let ids = (catalog.drugID(a), catalog.drugID(b))
    let isNamed = stride(from: 0, to: pairs.count - 1, by: 2).contains { at in
      (pairs[at], pairs[at + 1]) == ids || (pairs[at + 1], pairs[at]) == ids
    }
    return isNamed ? .contraindicated : .major
  }

  private func scope(
    of statement: InteractionStatement, _ rule: InteractionRule, _ drugs: [DrugRow]
  ) -> InteractionScope.Judgement {
    guard !statement.scope.isEmpty else { return .applies(.holds) }
    let sides = zip([rule.first, rule.second], drugs).map { side, drug in
      var names = [catalog.drugName(drug)]
      if case .drugClass(let row) = side { names.append(catalog.drugClass(row).name) }
      return InteractionScope.Side(
        names: names, entries: list.resolved(drug).map(InteractionScope.Route.init))
    }
    return InteractionScope(statement.scope).judge(sides, patient)
  }

  /// One finding a pair, in the order of the list.
  func findings() -> [Finding] {
    list.pairsInOrder.compactMap { a, b in hits[Pair(a, b)].map(finding) }
  }

  /// The rule that has the say. One whose source states no severity never lowers what another source states, however
  /// broadly that speaks.
  private static func deciding(_ hits: [Hit]) -> Hit {
    let first = hits.dropFirst().reduce(hits[0]) { $1.precedes($0) ? $1 : $0 }
    guard !first.statement.statesSeverity else { return first }
    let stated = hits.filter { $0.statement.statesSeverity && $0.severity > first.severity }
    return stated.dropFirst().reduce(stated.first ?? first) { $1.precedes($0) ? $1 : $0 }
  }

  private func finding(_ hits: [Hit]) -> Finding {
    let deciding = Self.deciding(hits)
    let others = hits.sorted { $0.isStricter(than: $1) }.map(\.statement)
      .filter { $0.id != deciding.statement.id }.uniqued(by: \.id)
    let kind: Finding.Kind =
      deciding.severity == .none
      ? .noInteraction(deciding.statement)
      : .interaction(
        deciding.statement, severity: deciding.severity, others: others, scopeMatch: deciding.scope)
    return Finding(kind: kind, drugs: deciding.drugs, entries: list.entries(of: deciding.drugs))
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
