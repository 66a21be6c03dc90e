import DrugCatalog

/// The rules that name a drug or a class, one line for each partner, worst first.
///
/// Statements stay undecoded until a line is shown: a drug may have hundreds of rules, a card shows ten.
struct InteractionOverview {
  struct Line {
    let severity: Severity
    /// The drug or class on the other side.
    let partner: InteractionSide
    /// The class through which the drug is concerned; `nil` when the rule names it.
    let through: ClassRow?
    let statement: Row<InteractionStatement>
    /// Of a class rule that is contraindicated for named pairs only: what to say of them.
    var exception = ""
  }

  private(set) var lines: [Line] = []
  private let catalog: Catalog

  /// Rules that concern a drug, by itself and through its classes; not those that pair it with itself.
  init(of drug: DrugRow, in catalog: Catalog) {
    self.catalog = catalog
    let id = catalog.drugID(drug)
    let own = catalog.rules(of: drug).map { line($0, from: .drug(drug), through: nil, id) }
    let byClass = catalog.classes(of: drug).flatMap { row in
      catalog.rules(of: row).map { line($0, from: .drugClass(row), through: row, id) }
    }
    lines = Self.worstFirst((own + byClass).filter { $0.partner != .drug(drug) })
  }

  /// Rules that name a class.
  init(of drugClass: ClassRow, in catalog: Catalog) {
    self.catalog = catalog
    lines = Self.worstFirst(
      catalog.rules(of: drugClass).map { line($0, from: .drugClass(drugClass), through: nil, nil) })
  }

  /// Of several rules with one partner the strictest is kept, and of equals the earlier one: rules that name the
  /// drug come before those of its classes.
  private static func worstFirst(_ lines: [Line]) -> [Line] {
    var seen: Set<InteractionSide> = []
    return lines.enumerated().sorted { a, b in
      a.element.severity == b.element.severity ? a.offset < b.offset : a.element.severity > b.element.severity
    }.map(\.element).filter { seen.insert($0.partner).inserted }
  }

  private func line(
    _ rule: InteractionRule, from side: InteractionSide, through: ClassRow?, _ drug: Drug.ID?
  ) -> Line {
    let outline = catalog.outline(rule.statement)
    let partner = rule.first == side ? rule.second : rule.first
    guard outline.severity != outline.severityAsAWhole else {
      return Line(severity: outline.severity, partner: partner, through: through, statement: rule.statement)
    }
    // Contraindicated for the pairs it names, major for all the others.
    let pairs = catalog.statement(rule.statement).contraindicatedPairs
    let named = drug.map { Self.partners(of: $0, in: pairs) } ?? []
    var exception = ""
    if case .drug(let row) = partner, named.contains(catalog.drugID(row)) {
      exception = ""
    } else if !named.isEmpty {
      let names = named.compactMap(catalog.drugRow).map(catalog.drugName).sorted()
      exception = ": \(names.joined(separator: ", ")) (the others major)"
    } else if drug == nil {
      exception = " (contraindicated for \(pairs.count / 2) named \(pairs.count == 2 ? "pair" : "pairs"))"
    }
    return Line(
      severity: named.isEmpty ? outline.severityAsAWhole : outline.severity, partner: partner,
      through: through,
      statement: rule.statement, exception: exception)
  }

  private static func partners(of drug: Drug.ID, in pairs: [Drug.ID]) -> [Drug.ID] {
    stride(from: 0, to: pairs.count - 1, by: 2).compactMap { at in
      if pairs[at] == drug { return pairs[at + 1] }
      return pairs[at + 1] == drug ? pairs[at] : nil
    }
  }

  /// `with lithium: lithium toxicity (FR, US)`.
  func words(_ line: Line, _ statement: InteractionStatement) -> String {
    "with \(catalog.name(of: line.partner))\(line.exception): \(statement.effect)"
      + JurisdictionWording.suffix(statement.jurisdictions)
  }
}
