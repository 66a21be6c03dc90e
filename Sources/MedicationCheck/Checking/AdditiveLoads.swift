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
    return loadNumbers.compactMap { index in
      guard twice & PreparedDrug.bit(ofLoad: index) != 0, isReached(index, list) else { return nil }
      var shares: [(place: Int, points: Int)] = []
      for place in list.drugs.indices {
        guard let points = points(of: place, in: index, list) else { continue }
        shares.append((place, points))
      }
      shares.sort { $0.points > $1.points }
      let places = shares.map(\.place)
      let drugs = list.rows(of: places)
      if drugs.count == 2, interactions.warn(of: drugs[0], drugs[1]) { return nil }
      let points = shares.map(\.points)
      let point = memory.point(
        .init(category: .additiveLoad, record: index, drugs: drugs, numbers: points)
      ) { .additiveLoad(checker.loads[index], points: points) }
      return Finding(point, entries: list.entries(of: places))
    }
  }

  /// Whether at least two drugs share a load, one of them with its largest share, and reach its threshold.
  private func isReached(_ index: Int, _ list: CheckedList) -> Bool {
    var (count, sum, most) = (0, 0, 0)
    for place in list.drugs.indices {
      guard let points = points(of: place, in: index, list) else { continue }
      count += 1
      sum += points
      most = max(most, points)
    }
    return count > 1 && sum >= loadThresholds[index].points && most == loadThresholds[index].largestShare
  }

  /// The points of the drug at a place in a load; `nil` where it has no part.
  private func points(of place: Int, in load: Int, _ list: CheckedList) -> Int? {
    guard list.drugs[place].drug.loads & PreparedDrug.bit(ofLoad: load) != 0,
      let points = list.drugs[place].drug.loadPoints[load], !list.isLocalOnly(place)
    else { return nil }
    return points
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
