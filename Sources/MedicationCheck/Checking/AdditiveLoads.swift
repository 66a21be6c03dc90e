import DrugCatalog

/// Burdens that add up over a whole list.
extension ListChecker {
  /// Loads that reach their threshold, each drug with its largest share.
  ///
  /// At least two drugs have to share it, one of them with the load's largest share: five medicines that lower
  /// potassium are no QT burden. Two drugs that an interaction already names are not told twice; from three on the
  /// sum is news. Creams, eye and ear drops do not count.
  func loads(_ list: CheckedList, besides interactions: ArraySlice<Finding>) -> [Finding] {
    // Most loads have one share or none on most lists.
    var once: UInt64 = 0
    var twice: UInt64 = 0
    for listed in list.drugs {
      twice |= once & listed.drug.loads
      once |= listed.drug.loads
    }
    if twice == 0 { return [] }
    let burdened = list.drugs.indices.filter { list.drugs[$0].drug.loads != 0 }
    return loadNumbers.compactMap { index in
      guard twice & PreparedDrug.bit(ofLoad: index) != 0 else { return nil }
      var shares: [(place: Int, points: Int)] = []
      for place in burdened {
        guard let points = list.drugs[place].drug.loadPoints[index], !list.isLocalOnly(place) else {
          continue
        }
        shares.append((place, points))
      }
      guard shares.count > 1 else { return nil }
      let load = checker.loads[index]
      let sum = shares.reduce(0) { $0 + $1.points }
      let largest = load.shares.map(\.points).max() ?? 0
      guard sum >= load.threshold, shares.contains(where: { $0.points == largest }) else { return nil }
      shares.sort { $0.points > $1.points }
      let places = shares.map(\.place)
      let drugs = list.rows(of: places)
      if drugs.count == 2, interactions.warn(of: drugs[0], drugs[1]) { return nil }
      let points = shares.map(\.points)
      let point = memory.point(
        .init(category: .additiveLoad, record: index, drugs: drugs, numbers: points)
      ) { .additiveLoad(load, points: points) }
      return Finding(point, entries: list.entries(of: places))
    }
  }
}

extension ArraySlice<Finding> {
  /// Whether an interaction among them warns of two drugs.
  func warn(of a: DrugRow, _ b: DrugRow) -> Bool {
    contains { finding in
      let drugs = finding.point.drugs
      return finding.point.category == .interaction && drugs.count == 2
        && (drugs[0] == a && drugs[1] == b || drugs[0] == b && drugs[1] == a)
    }
  }
}
