/// What hangs on a drug or a class. Every answer is O(its length).
extension Catalog {
  package func names(of drug: DrugRow) -> [CatalogName] {
    bytes.items(.namesOfDrug, of: Int(drug.number)).map(name)
  }

  package func names(of drugClass: ClassRow) -> [CatalogName] {
    bytes.items(.namesOfClass, of: Int(drugClass.number)).map(name)
  }

  package func classes(of drug: DrugRow) -> [ClassRow] {
    bytes.items(.classesOfDrug, of: Int(drug.number)).map { ClassRow($0) }
  }

  /// Named members and drugs under its ATC prefixes.
  package func drugs(of drugClass: ClassRow) -> [DrugRow] {
    bytes.items(.drugsOfClass, of: Int(drugClass.number)).map { DrugRow($0) }
  }

  package func members(of drugClass: ClassRow) -> [DrugClass.Member] {
    bytes.items(.membersOfClass, of: Int(drugClass.number)).map { bytes.record(Int($0)) }
  }

  /// The drug's own associations, with those in which it is one of several drugs together.
  package func associations(of drug: DrugRow) -> [CrampAssociation] {
    bytes.items(.associationsOfDrug, of: Int(drug.number)).map { bytes.record(Int($0)) }
  }

  /// Associations that speak for every member of the class.
  package func associations(of drugClass: ClassRow) -> [CrampAssociation] {
    bytes.items(.associationsOfClass, of: Int(drugClass.number)).map { bytes.record(Int($0)) }
  }

  package func treatments(of drug: DrugRow) -> [CrampTreatment] {
    bytes.items(.treatmentsOfDrug, of: Int(drug.number)).map { bytes.record(Int($0)) }
  }

  /// Names of cramp treatments that are no drug of the catalog and whose use makes a cascade: products and measures.
  package var remedyNames: [String] {
    (0..<bytes.rowCount(of: CrampTreatment.self)).compactMap { row in
      var reader = RowReader(bytes, .treatments, row: row, width: CrampTreatment.wordsPerRow)
      guard reader.word() == 0 else { return nil }
      let name = reader.string()
      reader.skip(1)
      let cascade: CrampTreatment.Cascade = reader.choice()
      return name.isEmpty || cascade == .no ? nil : name
    }
  }

  package func combinations(of drug: DrugRow) -> [Combination] {
    bytes.items(.combinationsOfDrug, of: Int(drug.number)).map { bytes.record(Int($0)) }
  }

  package func lookAlikes(of drug: DrugRow) -> [LookAlikePair] {
    bytes.items(.lookAlikesOfDrug, of: Int(drug.number)).map { bytes.record(Int($0)) }
  }

  package func review(of drug: DrugRow) -> Drug.Review {
    let section = bytes.section(.drugReviews)
    return Drug.Review.allCases[safe: Int(bytes.word(section, Int(drug.number)))] ?? .noKnownRole
  }

  // MARK: Interactions

  package func rule(_ row: UInt32) -> InteractionRule {
    let section = bytes.section(.interactionRules)
    let at = Int(row) * InteractionRule.wordsPerRow
    return InteractionRule(
      first: InteractionSide(word: bytes.word(section, at)),
      second: InteractionSide(word: bytes.word(section, at + 1)), statement: Row(bytes.word(section, at + 2)))
  }

  /// What a rule says, with the names of its sides.
  package func statement(of rule: InteractionRule) -> InteractionStatement {
    statement(rule.statement).naming(name(of: rule.first), name(of: rule.second))
  }

  /// What a list of rules needs of a statement, without decoding all of it.
  package struct StatementOutline: Hashable, Sendable {
    package let severity: Severity
    package let jurisdictions: [String]
    package let namesContraindicatedPairs: Bool

    /// A class rule that names its contraindicated pairs is major as a whole.
    package var severityAsAWhole: Severity {
      severity == .contraindicated && namesContraindicatedPairs ? .major : severity
    }
  }

  package func outline(_ row: Row<InteractionStatement>) -> StatementOutline {
    var reader = RowReader(
      bytes, .interactionStatements, row: Int(row.number), width: InteractionStatement.wordsPerRow)
    reader.skip(1)
    let severity: Severity = reader.choice()
    reader.skip(1)
    let jurisdictions = reader.strings()
    reader.skip(12)
    return StatementOutline(
      severity: severity, jurisdictions: jurisdictions, namesContraindicatedPairs: reader.word() != 0)
  }

  /// The name of a side: a drug's or a class's.
  package func name(of side: InteractionSide) -> String {
    switch side {
    case .drug(let row): drugName(row)
    case .drugClass(let row): drugClass(row).name
    }
  }

  /// Rules that name the drug itself.
  package func rules(of drug: DrugRow) -> [InteractionRule] {
    bytes.items(.rulesOfDrug, of: Int(drug.number)).map(rule)
  }

  /// Hands every rule that names the drug itself to `body`, without building an array of them.
  package func forEachRule(of drug: DrugRow, _ body: (InteractionRule) -> Void) {
    for row in bytes.items(.rulesOfDrug, of: Int(drug.number)) { body(rule(row)) }
  }

  /// The same for a class.
  package func forEachRule(of drugClass: ClassRow, _ body: (InteractionRule) -> Void) {
    for row in bytes.items(.rulesOfClass, of: Int(drugClass.number)) { body(rule(row)) }
  }

  /// Rules that name the class itself.
  package func rules(of drugClass: ClassRow) -> [InteractionRule] {
    bytes.items(.rulesOfClass, of: Int(drugClass.number)).map(rule)
  }

  /// Whether no class rule may fire on the pair.
  package func isException(_ a: DrugRow, _ b: DrugRow) -> Bool {
    let section = bytes.section(.interactionExceptions)
    return bytes.items(.exceptionsOfDrug, of: Int(a.number)).contains { row in
      let first = bytes.word(section, Int(row) * 3)
      let second = bytes.word(section, Int(row) * 3 + 1)
      return (first, second) == (a.number, b.number) || (first, second) == (b.number, a.number)
    }
  }
}
