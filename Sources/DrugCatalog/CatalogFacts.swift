/// What a catalog says, fact by fact and without rows or order: what two catalogs can be compared by.
package struct CatalogFacts {
  /// What is said of each thing, under the name of the thing.
  package private(set) var facts: [Subject: [String: String]] = [:]
  /// What is said of each pair of sides.
  private(set) var interactions: [String: Pair] = [:]

  /// The rules on one pair: the strictest severity, a number that changes with their words, and the strictest rule.
  struct Pair: Equatable {
    var severity: Severity
    var wording = 0
    var rule: UInt32

    static func == (a: Pair, b: Pair) -> Bool { a.severity == b.severity && a.wording == b.wording }
  }

  package enum Subject: String, CaseIterable, Hashable, Sendable {
    case list, drug, name, code
    case classMember = "class-member"
    case combination
    case flag = "cramp-flag"
    case treatment
    /// Held apart: there may be millions.
    case interaction
  }

  /// - Complexity: one pass over the catalog; O(names + rules) of memory.
  package init(_ catalog: Catalog) {
    for list in catalog.provenance {
      add(
        .list, list.name,
        [list.version, list.date, String(list.sha256.prefix(12))].filter { !$0.isEmpty }.joined(
          separator: " "))
    }
    for row in catalog.allDrugs {
      add(
        .drug, catalog.drugID(row).rawValue, "\(catalog.drugName(row)) (\(catalog.review(of: row).rawValue))")
    }
    addNames(catalog)
    for combination in catalog.combinations {
      add(
        .combination, combination.name,
        combination.ingredients.map(\.rawValue).sorted().joined(separator: " + "))
    }
    addCramps(catalog)
    addInteractions(catalog)
  }

  private mutating func add(_ subject: Subject, _ thing: String, _ said: String) {
    // Two records on one thing are told together, in an order of their own.
    if let known = facts[subject]?[thing], known != said {
      let all = Set(known.components(";") + [said])
      facts[subject]?[thing] = all.sorted().joined(separator: "; ")
    } else {
      facts[subject, default: [:]][thing] = said
    }
  }

  private mutating func addNames(_ catalog: Catalog) {
    for name in catalog.allNames {
      switch name.meaning {
      case .drug(let row, let kind): add(.name, "\(name.text) = \(catalog.drugID(row))", kind.rawValue)
      case .drugCode(let row): add(.code, name.text, catalog.drugID(row).rawValue)
      case .combination(let row): add(.name, "\(name.text) = \(catalog.combination(row).name)", "combination")
      case .combinationCode(let row): add(.code, name.text, catalog.combination(row).name)
      case .ambiguous: add(.name, name.text, "several meanings")
      case .drugClass, .unsafeAbbreviation, .notMedicine, .plainWord, .lineWord: break
      }
    }
    for row in catalog.allClasses {
      let drugClass = catalog.classID(row)
      for drug in catalog.drugs(of: row) {
        add(.classMember, "\(catalog.drugID(drug)) in \(drugClass)", "member")
      }
    }
  }

  private mutating func addCramps(_ catalog: Catalog) {
    for association in catalog.associations {
      let subject: String =
        switch association.subject {
        case .drug(let drug): drug.rawValue
        case .together(let drugs): drugs.map(\.rawValue).joined(separator: " + ")
        case .drugClass: association.drugClass.map { "class \($0)" } ?? ""
        }
      let said = [
        association.flags ? "flags" : "does not flag", association.symptom.rawValue,
        association.direction.rawValue, "grade \(association.grade.rawValue)", association.figure.value,
        association.figure.text, association.reportedSymptom, association.evidence, association.mechanism,
        association.action, association.note,
      ]
      add(.flag, "\(subject) [\(association.id)]", said.filter { !$0.isEmpty }.joined(separator: ", "))
    }
    for treatment in catalog.treatments {
      let subject: String =
        switch treatment.subject {
        case .drug(let drug): drug.rawValue
        case .together(let drugs): drugs.map(\.rawValue).joined(separator: " + ")
        case .measure(let name): name
        }
      for statement in treatment.statements {
        add(
          .treatment, "\(subject) [\(statement.id)]",
          [
            statement.kind.rawValue, statement.severity.rawValue, treatment.standing.rawValue, statement.date,
            statement.jurisdictions.joined(separator: " "), statement.population, statement.text,
            statement.note,
          ].filter { !$0.isEmpty }.joined(separator: ", "))
      }
    }
  }

  private mutating func addInteractions(_ catalog: Catalog) {
    var wordings: [Row<InteractionStatement>: Int] = [:]
    for number in 0..<UInt32(catalog.ruleCount) {
      let rule = catalog.rule(number)
      let sides = [rule.first, rule.second].map { side in
        switch side {
        case .drug(let row): catalog.drugID(row).rawValue
        case .drugClass(let row): "class \(catalog.classID(row))"
        }
      }
      let pair = sides.sorted().joined(separator: " with ")
      let severity = catalog.outline(rule.statement).severity
      let wording = wordings[rule.statement] ?? catalog.statement(rule.statement).wording
      wordings[rule.statement] = wording
      var said = interactions[pair] ?? Pair(severity: severity, rule: number)
      if severity > said.severity { said = Pair(severity: severity, wording: said.wording, rule: number) }
      // A sum does not hang on the order of the rules.
      said.wording &+= wording
      interactions[pair] = said
    }
  }
}

extension InteractionStatement {
  /// A number that is the same, within a run, for statements that say the same; ids and sources do not count.
  fileprivate var wording: Int {
    var plain = self
    plain.id = ""
    plain.attribution = Attribution([])
    return plain.hashValue
  }
}

/// What one catalog says and another does not.
package struct CatalogDifference {
  package struct Change: Hashable, Sendable {
    package let subject: CatalogFacts.Subject
    /// The thing of which something else is said.
    package let thing: String
    /// `nil` where the old catalog says nothing of it; the same for `new`.
    package let old: String?
    package let new: String?
  }

  /// By subject, then by thing.
  package let changes: [Change]

  /// - Complexity: O(n log n) in the number of facts.
  package init(from old: Catalog, to new: Catalog) {
    guard old.sha256 != new.sha256 else {
      changes = []
      return
    }
    let (before, after) = (CatalogFacts(old), CatalogFacts(new))
    let facts = CatalogFacts.Subject.allCases.flatMap { subject -> [Change] in
      let (old, new) = (before.facts[subject] ?? [:], after.facts[subject] ?? [:])
      return Self.keys(old, new).map { Change(subject: subject, thing: $0, old: old[$0], new: new[$0]) }
    }
    let pairs = Self.keys(before.interactions, after.interactions).map { pair -> Change in
      let (was, will) = (before.interactions[pair], after.interactions[pair])
      // Words are told only where nothing else changes: a severity says more.
      let worded = was?.severity == will?.severity
      return Change(
        subject: .interaction, thing: pair, old: was?.words(in: old, inFull: worded),
        new: will?.words(in: new, inFull: worded))
    }
    changes = facts + pairs
  }

  /// The things of which the two say different things, in order.
  private static func keys<Said: Equatable>(_ old: [String: Said], _ new: [String: Said]) -> [String] {
    (new.filter { old[$0.key] != $0.value }.map { $0.key } + old.keys.filter { new[$0] == nil }).sorted()
  }
}

extension CatalogFacts.Pair {
  /// The severity, and with it what the strictest rule says.
  fileprivate func words(in catalog: Catalog, inFull: Bool) -> String {
    guard inFull else { return severity.rawValue }
    let statement = catalog.statement(of: catalog.rule(rule))
    let parts = [
      statement.scope, statement.effect, statement.mechanism, statement.action, statement.context,
      statement.evidence,
      statement.basis, statement.jurisdictions.joined(separator: " "), statement.note,
    ]
    return ([severity.rawValue] + parts.filter { !$0.isEmpty }).joined(separator: ", ")
  }
}

extension String {
  fileprivate func components(_ separator: Character) -> [String] {
    split(separator: separator).map { String($0.drop { $0 == " " }) }
  }
}
