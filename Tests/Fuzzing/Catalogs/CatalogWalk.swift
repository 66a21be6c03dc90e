import DrugCatalog

/// Asks a catalog everything it can be asked. What comes out is compared by those who damaged one sensibly; those who
/// damaged one beyond sense only want to live.
struct CatalogWalk {
  let catalog: Catalog
  /// A number for all answers together, the same in every process.
  private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ catalog: Catalog) {
    self.catalog = catalog
    identity()
    for row in catalog.allDrugs { drug(row) }
    for row in catalog.allClasses { drugClass(row) }
    for row in 0..<UInt32(catalog.nameCount) { name(catalog.name(row)) }
    records()
    lookUps()
  }

  private mutating func note(_ answer: String) {
    for byte in answer.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  private mutating func note(_ answer: some Any) { note(String(describing: answer)) }

  private mutating func identity() {
    note(catalog.sha256 + catalog.version + catalog.date)
    note(catalog.provenance)
  }

  private mutating func drug(_ row: DrugRow) {
    note(catalog.drugID(row).rawValue + catalog.drugName(row))
    note(catalog.drug(row))
    note(catalog.names(of: row))
    note(catalog.classes(of: row).map(\.number))
    note(catalog.associations(of: row))
    note(catalog.treatments(of: row))
    note(catalog.combinations(of: row).map { catalog.combinationName($0) })
    note(catalog.lookAlikes(of: row))
    note(catalog.review(of: row))
    for rule in catalog.rules(of: row).prefix(20) {
      note(catalog.name(of: rule.first) + catalog.name(of: rule.second))
      note(catalog.statement(of: rule))
      note(catalog.outline(rule.statement))
    }
  }

  private mutating func drugClass(_ row: ClassRow) {
    note(catalog.drugClass(row))
    note(catalog.names(of: row))
    note(catalog.drugs(of: row).map(\.number))
    note(catalog.members(of: row))
    note(catalog.associations(of: row))
    note(catalog.rules(of: row).count)
  }

  private mutating func name(_ name: CatalogName) {
    note(name)
    if case .combination(let row) = name.meaning {
      note(catalog.ingredients(of: row).map(\.number))
      note(catalog.isBrand(row))
    }
    if case .ambiguous(let row) = name.meaning { note(catalog.ambiguity(row)) }
  }

  private mutating func records() {
    note(catalog.combinations)
    note(catalog.sources)
    note(catalog.associations)
    note(catalog.treatments)
    note(catalog.ambiguousNames)
    note(catalog.lookAlikePairs)
    note(catalog.conditions)
    note(catalog.advice)
    note(catalog.additiveLoads)
    note(catalog.classMembers)
    note(catalog.interactionExceptions.map { "\($0.a.number) \($0.b.number) \($0.reason)" })
    note(catalog.allRules.count)
    note(catalog.remedyNames)
  }

  private mutating func lookUps() {
    for text in ["quinine", "quinne", "veraapmil", "dyazide", "calan", "triamteren", "x"] {
      let key = NameKey.fold(text)
      for match in catalog.matches(key.span) { note(match.meaning) }
      note(catalog.mayBeginName(key.span))
      for neighbour in catalog.neighbours(of: key.span) { note("\(neighbour.key) \(neighbour.distance)") }
      catalog.forEachKey(startingWith: key.span.extracting(0..<1)) { position, _ in
        catalog.forEachMatch(at: position) { _ in }
        return true
      }
    }
    for match in catalog.matches(code: "9071", system: "rxcui") { note(match.meaning) }
    note(catalog.condition(named: "heart failure"))
  }
}

extension Catalog {
  fileprivate func combinationName(_ combination: Combination) -> String { combination.name }
}
