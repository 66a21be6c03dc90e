import DrugCatalog

/// Pairs of a list on which a rule speaks.
extension ListChecker {
  /// One finding for each pair on which any rule fires, in the order of the list.
  func addInteractions(_ list: CheckedList, _ patient: PatientFacts, to findings: inout [Finding]) {
    for first in list.drugs.indices {
      let row = list.drugs[first].drug.row
      for second in list.drugs.indices[(first + 1)...] {
        let partner = list.drugs[second].drug.row
        var known = memory.pairs.rules(row, partner)
        if known == nil {
          meetPairs(of: list)
          known = memory.pairs.rules(row, partner)
        }
        guard let rules = known ?? nil, let point = rules.point(first, second, list, patient) else {
          continue
        }
        findings.append(Finding(point, entries: list.entries(of: first, second)))
      }
    }
  }

  /// Reads the rules of the pairs that were not met before.
  private func meetPairs(of list: CheckedList) {
    var desk: RuleDesk?
    for first in list.drugs.indices {
      let row = list.drugs[first].drug.row
      for second in list.drugs.indices[(first + 1)...]
      where memory.pairs.rules(row, list.drugs[second].drug.row) == nil {
        if desk == nil { desk = RuleDesk(checker, list) }
        desk?.expect(first, second)
      }
    }
    desk?.read(into: memory.pairs)
  }
}

/// Gathers the rules on some pairs of a list.
private struct RuleDesk {
  private let catalog: Catalog
  private let checker: MedicationChecker
  private let list: CheckedList
  private var rules: [Pair: [PairRule]] = [:]
  private var isInvolved: [Bool]
  private var placeOfDrug: [DrugRow: Int] = [:]
  private var placesOfClass: [ClassRow: [Int]] = [:]
  private var statements: [Row<InteractionStatement>: InteractionStatement] = [:]

  /// Places of two drugs, in the order of the list.
  private struct Pair: Hashable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }
  }

  init(_ checker: MedicationChecker, _ list: CheckedList) {
    catalog = checker.catalog
    self.checker = checker
    self.list = list
    isInvolved = list.drugs.map { _ in false }
  }

  /// Asks for the rules of a pair.
  mutating func expect(_ first: Int, _ second: Int) {
    rules[Pair(first, second)] = []
    isInvolved[first] = true
    isInvolved[second] = true
  }

  /// - Complexity: O(rules that name a drug or a class of the pairs); nothing is decoded of a rule whose other side
  ///   is absent.
  mutating func read(into memory: PairMemory) {
    let places = list.drugs.indices.filter { isInvolved[$0] }
    for place in places {
      let drug = list.drugs[place].drug
      placeOfDrug[drug.row] = place
      for drugClass in drug.classes { placesOfClass[drugClass, default: []].append(place) }
    }
    let drugs = RowSet(placeOfDrug.keys, count: catalog.drugCount)
    let classes = RowSet(placesOfClass.keys, count: catalog.classCount)
    func isPresent(_ side: InteractionSide) -> Bool {
      switch side {
      case .drug(let row): drugs.contains(row)
      case .drugClass(let row): classes.contains(row)
      }
    }
    var found: [InteractionRule] = []
    for place in places {
      let row = list.drugs[place].drug.row
      catalog.forEachRule(of: row) { rule in
        guard isPresent(rule.second), isPresent(rule.first) else { return }
        // A rule with two drugs is met from both; the first side's turn is enough.
        if case .drug = rule.first, rule.first != .drug(row) { return }
        found.append(rule)
      }
    }
    for drugClass in placesOfClass.keys.sorted() {
      catalog.forEachRule(of: drugClass) { rule in
        guard rule.first == .drugClass(drugClass), case .drugClass = rule.second, isPresent(rule.second)
        else { return }
        found.append(rule)
      }
    }
    for rule in found { file(rule) }
    for (pair, rules) in rules {
      memory.keep(rules, of: list.drugs[pair.first].drug.row, list.drugs[pair.second].drug.row)
    }
  }

  /// Files a rule under every pair that it is about; under a pair of which both drugs stand on both sides twice,
  /// since a scope may hold one way round only.
  private mutating func file(_ rule: InteractionRule) {
    let seconds = places(rule.second)
    for a in places(rule.first) {
      for b in seconds where a != b && rules[Pair(a, b)] != nil {
        if let rule = pairRule(rule, a, b) { rules[Pair(a, b)]?.append(rule) }
      }
    }
  }

  private func places(_ side: InteractionSide) -> [Int] {
    switch side {
    case .drug(let row): placeOfDrug[row].map { [$0] } ?? []
    case .drugClass(let row): placesOfClass[row] ?? []
    }
  }

  /// `nil` for a pair that is meant to be together.
  private mutating func pairRule(_ rule: InteractionRule, _ a: Int, _ b: Int) -> PairRule? {
    let (first, second) = (list.drugs[a].drug, list.drugs[b].drug)
    let breadth = [rule.first, rule.second].count { if case .drugClass = $0 { true } else { false } }
    guard breadth == 0 || !catalog.isException(first.row, second.row) else { return nil }
    let statement = decoded(rule.statement).naming(first.name, second.name)
    return PairRule(
      statement: statement, breadth: breadth, severity: severity(of: statement, first.id, second.id),
      isOfTheCountry: checker.country?.isAmong(statement.jurisdictions) ?? true,
      drugs: [first.row, second.row], isTurned: a > b,
      scope: statement.scope.isEmpty
        ? nil
        : InteractionScope(
          statement.scope, names: (names(first, rule.first), names(second, rule.second)),
          index: checker.conditionIndex))
  }

  private mutating func decoded(_ row: Row<InteractionStatement>) -> InteractionStatement {
    if let known = statements[row] { return known }
    let statement = catalog.statement(row)
    statements[row] = statement
    return statement
  }

  /// A class rule that names its contraindicated pairs is major for all others.
  private func severity(of statement: InteractionStatement, _ a: Drug.ID, _ b: Drug.ID) -> Severity {
    let pairs = statement.contraindicatedPairs
    guard statement.severity == .contraindicated, !pairs.isEmpty else { return statement.severity }
    let isNamed = stride(from: 0, to: pairs.count - 1, by: 2).contains { at in
      (pairs[at], pairs[at + 1]) == (a, b) || (pairs[at + 1], pairs[at]) == (a, b)
    }
    return isNamed ? .contraindicated : .major
  }

  /// The drug's name, and that of its class where the rule names it.
  private func names(_ drug: PreparedDrug, _ side: InteractionSide) -> [String] {
    guard case .drugClass(let row) = side else { return [drug.name] }
    return [drug.name, catalog.drugClass(row).name]
  }
}

/// Rows as bits: thousands of rules are asked for their partner, and a hash for each would be most of the work.
private struct RowSet<Record> {
  private var bits: [UInt64]

  init(_ rows: some Sequence<Row<Record>>, count: Int) {
    bits = [UInt64](repeating: 0, count: count / 64 + 1)
    for row in rows where Int(row.number) / 64 < bits.count {
      bits[Int(row.number) / 64] |= 1 << UInt64(row.number % 64)
    }
  }

  func contains(_ row: Row<Record>) -> Bool {
    let word = Int(row.number) / 64
    return word < bits.count && bits[word] & 1 << UInt64(row.number % 64) != 0
  }
}
