import DrugCatalog

/// Names that are taken for each other.
extension ListChecker {
  /// Pairs of names both of whose drugs are on the list, or one of which was read by spelling. A well-spelt name
  /// alone stays quiet: every name has its look-alikes.
  func lookAlikes(_ list: CheckedList) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<String> = []
    for place in list.drugs.indices where !list.drugs[place].drug.lookAlikes.isEmpty {
      let drug = list.drugs[place].drug
      for (number, prepared) in drug.lookAlikes.enumerated() {
        let present = list.drugs.indices.count { prepared.isAbout(list.drugs[$0].drug) }
        guard present > 1 || wasSpelt(as: prepared, list, place), seen.insert(prepared.pair.id).inserted
        else { continue }
        let places = list.drugs.indices.filter { prepared.isAbout(list.drugs[$0].drug) }
        let point = memory.point(
          .init(
            category: .lookAlike, record: number, drugs: list.rows(of: places),
            numbers: [Int(drug.row.number)])
        ) { .lookAlike(prepared.pair) }
        findings.append(Finding(point, entries: list.entries(of: places)))
      }
    }
    return findings
  }

  /// Whether an entry of the drug was read, by spelling, as one of the names.
  private func wasSpelt(as prepared: PreparedLookAlike, _ list: CheckedList, _ place: Int) -> Bool {
    list.drugs[place].entries.contains { number in
      guard let name = list.readings[number - 1]?.readAs else { return false }
      let key = NameKey.fold(name)
      return NameKey.fold(prepared.pair.nameA) == key || NameKey.fold(prepared.pair.nameB) == key
    }
  }
}

/// Names that are taken for each other, with the drugs that have them.
final class PreparedLookAlike {
  let pair: LookAlikePair
  private let drugA: DrugRow?
  private let drugB: DrugRow?

  init(_ pair: LookAlikePair, _ catalog: Catalog) {
    self.pair = pair
    drugA = pair.drugA.flatMap(catalog.drugRow)
    drugB = pair.drugB.flatMap(catalog.drugRow)
  }

  func isAbout(_ drug: PreparedDrug) -> Bool { drug.row == drugA || drug.row == drugB }
}
