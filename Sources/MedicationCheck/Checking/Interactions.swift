import DrugCatalog

/// Pairs of a list on which a rule speaks.
extension MedicationChecker {
  /// A rule that fires on a pair, with how specific it is.
  private struct Hit {
    let statement: InteractionStatement
    /// 0 for the very pair, 1 for a drug and a class, 2 for two classes.
    let breadth: Int
    let severity: Severity
    let scope: Finding.ScopeMatch
    /// The drugs in the order of the rule's sides.
    let drugs: [DrugRow]
  }

  private struct Pair: Hashable {
    let low: DrugRow
    let high: DrugRow

    init(_ a: DrugRow, _ b: DrugRow) {
      low = min(a, b)
      high = max(a, b)
    }
  }

  /// One finding for each pair on which any rule fires. The most specific rule decides the severity, and among
  /// equally specific ones the strictest; all others stay with it as evidence.
  func interactions(_ list: CheckedList) -> [Finding] {
    guard list.drugs.count > 1 else { return [] }
    var hits: [Pair: [Hit]] = [:]
    for drug in list.drugs {
      for rule in catalog.rules(of: drug) where rule.first == .drug(drug) || !isPresentDrug(rule.first, list)
      {
        collect(rule, list, into: &hits)
      }
    }
    for drugClass in list.drugsOfClass.keys {
      for rule in catalog.rules(of: drugClass) where rule.first == .drugClass(drugClass) {
        if case .drugClass = rule.second { collect(rule, list, into: &hits) }
      }
    }
    return list.pairsInOrder.compactMap { a, b in hits[Pair(a, b)].map { finding($0, list) } }
  }

  /// Rules with two drugs are met from both; the first side's turn is enough.
  private func isPresentDrug(_ side: InteractionSide, _ list: CheckedList) -> Bool {
    if case .drug(let drug) = side { return list.contains(drug) }
    return false
  }

  private func collect(_ rule: InteractionRule, _ list: CheckedList, into hits: inout [Pair: [Hit]]) {
    let firsts = members(rule.first, list)
    let seconds = members(rule.second, list)
    guard !firsts.isEmpty, !seconds.isEmpty else { return }
    let breadth = [rule.first, rule.second].count { if case .drugClass = $0 { true } else { false } }
    var statement: InteractionStatement?
    var done: Set<Pair> = []
    for a in firsts {
      for b in seconds where a != b {
        let pair = Pair(a, b)
        guard done.insert(pair).inserted else { continue }
        if breadth > 0, catalog.isException(a, b) { continue }
        let known = statement ?? catalog.statement(rule.statement)
        statement = known
        guard let scope = scope(of: known, [a, b], list) else { continue }
        hits[pair, default: []].append(
          Hit(
            statement: known, breadth: breadth, severity: severity(of: known, a, b), scope: scope,
            drugs: [a, b]))
      }
    }
  }

  private func members(_ side: InteractionSide, _ list: CheckedList) -> [DrugRow] {
    switch side {
    case .drug(let drug): list.contains(drug) ? [drug] : []
    case .drugClass(let drugClass): list.drugsOfClass[drugClass] ?? []
    }
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

  private func finding(_ hits: [Hit], _ list: CheckedList) -> Finding {
    let preferred = hits.sorted { a, b in
      if a.breadth != b.breadth { return a.breadth < b.breadth }
      let places = (isPreferred(a.statement), isPreferred(b.statement))
      if places.0 != places.1 { return places.0 }
      if a.severity != b.severity { return a.severity > b.severity }
      return a.statement.id < b.statement.id
    }
    let first = preferred[0]
    let others = preferred.dropFirst().map(\.statement).filter { $0.id != first.statement.id }
    let kind: Finding.Kind =
      first.severity == .none
      ? .noInteraction(first.statement)
      : .interaction(
        first.statement, severity: first.severity, others: Array(others), scopeMatch: first.scope)
    return Finding(kind: kind, drugs: first.drugs, entries: list.entries(of: first.drugs))
  }

  /// Statements of the asked-for country, or of no country in particular, come before those of others.
  private func isPreferred(_ statement: InteractionStatement) -> Bool {
    guard let country else { return true }
    return statement.jurisdictions.isEmpty || statement.jurisdictions.contains(country)
  }

  /// Whether a rule's scope fits the entries; `nil` when it clearly does not.
  private func scope(
    of statement: InteractionStatement, _ drugs: [DrugRow], _ list: CheckedList
  ) -> Finding.ScopeMatch? {
    guard !statement.scope.isEmpty else { return .holds }
    let routes = drugs.flatMap { list.resolved($0).flatMap(\.routesAndForms) }
    return InteractionScope.match(statement.scope, routes: routes)
  }
}

extension CheckedList {
  /// Every pair of drugs, each once, in the order of the list.
  var pairsInOrder: [(DrugRow, DrugRow)] {
    drugs.indices.flatMap { first in
      drugs[(first + 1)...].map { (drugs[first], $0) }
    }
  }
}

/// What the words of a rule's scope ask of the routes and forms on a list.
enum InteractionScope {
  /// A route in the words of scopes, and the words of routes and forms that are clearly another one.
  private static let exclusions: [(scope: String, otherRoutes: [String])] = [
    ("intravenous", ["oral", "tablet", "capsule", "cream", "gel", "eye drops"]),
    ("systemic", ["cream", "gel", "ointment", "eye drops", "lotion", "topical"]),
    ("oral", ["cream", "gel", "ointment", "eye drops", "injection", "intravenous"]),
  ]

  /// - Returns: `nil` when every route that is known is another one than the scope asks for.
  static func match(_ scope: String, routes: [String]) -> Finding.ScopeMatch? {
    let words = scope.lowercased()
    guard !routes.isEmpty else { return .unknown }
    for exclusion in exclusions where words.hasPrefix(exclusion.scope) {
      if routes.contains(where: exclusion.otherRoutes.contains) { return nil }
    }
    return .unknown
  }
}
