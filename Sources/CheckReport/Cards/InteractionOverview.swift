import DrugCatalog

/// The rules that name a drug or a class, one line for each partner, worst first.
///
/// Statements stay undecoded until a line is shown: a drug may have hundreds of rules, a card shows ten.
struct InteractionOverview {
  struct Line {
    var severity: Severity
    /// The drug or class on the other side.
    let partner: InteractionSide
    /// The class through which the drug is concerned; `nil` when the rule names it.
    let through: ClassRow?
    let rule: InteractionRule
    /// Of a class rule that is contraindicated for named pairs only: what to say of them.
    var exception = ""
    /// Whether it was read for other countries only than the one asked for.
    let isForeign: Bool

    /// Which of several rules with one partner counts.
    var rank: Int { (through == nil ? 0 : 2) + (isForeign ? 1 : 0) }
  }

  /// Worst first.
  let alarms: [Line]
  /// Pairs that were studied without an effect: never an alarm.
  let studiedWithoutEffect: [Line]
  private let catalog: Catalog
  /// The class itself, or those of the drug.
  private let subjectClasses: Set<ClassRow>

  /// Rules that concern a drug, by itself and through its classes; not those that pair it with itself, nor class
  /// rules on pairs that are excepted.
  /// - Parameter country: Whose statements count before those of others; `nil`: no country in particular.
  init(of drug: DrugRow, in catalog: Catalog, country: String?) {
    let id = catalog.drugID(drug)
    let own = catalog.rules(of: drug).map {
      Self.line($0, from: .drug(drug), through: nil, drug: id, in: catalog, country)
    }
    let classes = catalog.classes(of: drug)
    let byClass = classes.flatMap { row in
      catalog.rules(of: row).map {
        Self.line($0, from: .drugClass(row), through: row, drug: id, in: catalog, country)
      }
    }
    self.init(
      (own + byClass).filter { line in
        guard case .drug(let partner) = line.partner else { return true }
        return partner != drug && (line.through == nil || !catalog.isException(drug, partner))
      }, of: Set(classes), in: catalog)
  }

  /// Rules that name a class.
  init(of drugClass: ClassRow, in catalog: Catalog, country: String?) {
    self.init(
      catalog.rules(of: drugClass).map {
        Self.line($0, from: .drugClass(drugClass), through: nil, drug: nil, in: catalog, country)
      }, of: [drugClass], in: catalog)
  }

  /// Of several rules with one partner, one that names the drug goes before one of its classes, one of the country
  /// asked for before others, and then the strictest: the order in which a check chooses.
  private init(_ lines: [Line], of subjectClasses: Set<ClassRow>, in catalog: Catalog) {
    self.catalog = catalog
    self.subjectClasses = subjectClasses
    var seen: Set<InteractionSide> = []
    let chosen = lines.enumerated().sorted { a, b in
      let ranks = (a.element.rank, b.element.rank)
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      if a.element.severity != b.element.severity { return a.element.severity > b.element.severity }
      return a.offset < b.offset
    }.map(\.element).filter { seen.insert($0.partner).inserted }
    let sorted = chosen.enumerated().sorted { a, b in
      a.element.severity == b.element.severity
        ? a.offset < b.offset : a.element.severity > b.element.severity
    }.map(\.element)
    alarms = sorted.filter { $0.severity != .none }
    studiedWithoutEffect = sorted.filter { $0.severity == .none }
  }

  private static func line(
    _ rule: InteractionRule, from side: InteractionSide, through: ClassRow?, drug: Drug.ID?,
    in catalog: Catalog, _ country: String?
  ) -> Line {
    let outline = catalog.outline(rule.statement)
    var line = Line(
      severity: outline.severityAsAWhole, partner: rule.first == side ? rule.second : rule.first,
      through: through, rule: rule,
      isForeign: JurisdictionWording.isForeign(outline.jurisdictions, to: country))
    guard outline.severity != outline.severityAsAWhole else { return line }
    // Contraindicated for the pairs it names, major for all the others.
    let pairs = catalog.statement(rule.statement).contraindicatedPairs
    guard let drug else {
      let count = pairs.count / 2
      line.exception = " (contraindicated for \(count) named \(count == 1 ? "pair" : "pairs"))"
      return line
    }
    let named = partners(of: drug, in: pairs)
    if case .drug(let row) = line.partner {
      if named.contains(catalog.drugID(row)) { line.severity = outline.severity }
    } else if !named.isEmpty {
      let names = named.compactMap(catalog.drugRow).map(catalog.drugName).sorted()
      line.severity = outline.severity
      line.exception = " (\(names.joined(separator: ", ")); with the others major)"
    }
    return line
  }

  private static func partners(of drug: Drug.ID, in pairs: [Drug.ID]) -> [Drug.ID] {
    stride(from: 0, to: pairs.count - 1, by: 2).compactMap { at in
      if pairs[at] == drug { return pairs[at + 1] }
      return pairs[at + 1] == drug ? pairs[at] : nil
    }
  }

  /// How many lines a card shows that folds the rest: never fewer than all contraindicated ones.
  func shownCount(atLeast count: Int) -> Int {
    max(count, alarms.count { $0.severity == .contraindicated })
  }

  /// `with lithium: lithium toxicity (FR, US)`; with the scope of a rule that has one.
  func words(_ line: Line, _ statement: InteractionStatement) -> String {
    let partner = partner(line)
    let isSaid = statement.scope.isEmpty || partner.contains(statement.scope)
    let scope = isSaid ? "" : " (applies to: \(statement.scope))"
    return "with \(partner)\(line.exception): \(statement.effect)\(scope)"
      + JurisdictionWording.suffix(statement.jurisdictions)
  }

  /// `lithium`, `loop diuretics`; `other statins` where the subject is itself one of the partner's class.
  private func partner(_ line: Line) -> String {
    let name = SideWording.midSentence(catalog.name(of: line.partner))
    guard case .drugClass(let row) = line.partner, subjectClasses.contains(row) else { return name }
    return "other " + name
  }
}

/// Names of classes inside a sentence.
enum SideWording {
  /// `Loop diuretics` as `loop diuretics`; abbreviations (`ACE inhibitors`) and hyphened letters stay as they are.
  static func midSentence(_ name: String) -> String {
    guard let first = name.first, first.isUppercase, let second = name.dropFirst().first, second.isLowercase
    else { return name }
    return first.lowercased() + name.dropFirst()
  }
}
