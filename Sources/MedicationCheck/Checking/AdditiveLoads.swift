import DrugCatalog

/// Burdens that add up over a whole list.
extension MedicationChecker {
  /// Loads that reach their threshold, each drug with its largest share.
  ///
  /// At least two drugs have to share it, one of them with the load's largest share: five medicines that lower
  /// potassium are no QT burden. Two drugs that an interaction already names are not told twice; from three on the
  /// sum is news. Creams, eye and ear drops do not count.
  func loads(_ list: CheckedList, besides interactions: [Finding]) -> [Finding] {
    let told = Set(interactions.filter(\.isAlarm).map { Set($0.drugs) })
    let classIDs = list.drugs.map { drug in
      Set((list.classesOfDrug[drug] ?? []).map { catalog.classID($0) })
    }
    return loads.compactMap { load in
      var shares: [(drug: DrugRow, points: Int)] = []
      for (drug, classes) in zip(list.drugs, classIDs) where !list.isLocalOnly(drug) {
        let points = load.shares.filter { classes.contains($0.drugClass) }.map(\.points).max()
        if let points { shares.append((drug, points)) }
      }
      let sum = shares.reduce(0) { $0 + $1.points }
      let largest = load.shares.map(\.points).max() ?? 0
      guard shares.count > 1, sum >= load.threshold, shares.contains(where: { $0.points == largest }) else {
        return nil
      }
      if shares.count == 2, told.contains(Set(shares.map(\.drug))) { return nil }
      shares.sort { $0.points > $1.points }
      let drugs = shares.map(\.drug)
      return Finding(
        kind: .additiveLoad(load, points: shares.map(\.points)), drugs: drugs,
        entries: list.entries(of: drugs))
    }
  }
}
