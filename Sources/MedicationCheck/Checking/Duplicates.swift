import DrugCatalog
import PatientMedications

/// The same thing twice.
extension ListChecker {
  /// The same ingredient in several entries, and members of one class that should not be doubled.
  func duplicates(_ list: CheckedList, besides interactions: ArraySlice<Finding>) -> [Finding] {
    duplicateIngredients(list) + duplicateClasses(list, besides: interactions)
  }

  private func duplicateIngredients(_ list: CheckedList) -> [Finding] {
    var findings: [Finding] = []
    for place in list.drugs.indices where list.drugs[place].entries.count > 1 {
      let drug = list.drugs[place].drug
      let point = isOneProduct(drug, list, place) ? drug.isOneProduct : drug.isDoubled
      findings.append(Finding(point, entries: list.drugs[place].entries))
    }
    return findings
  }

  /// Entries of one single-ingredient product are how many doses are made up: a remark, not an alarm. A brand beside
  /// the generic name, or beside another brand, is how a medicine comes to be taken twice.
  private func isOneProduct(_ drug: PreparedDrug, _ list: CheckedList, _ place: Int) -> Bool {
    var brands: [[Int]] = []
    var isUnnamed = false
    for number in list.drugs[place].entries {
      if let reading = list.readings[number - 1], reading.drugs.count != 1 { return false }
      guard let named = drug.brands(in: list.entries[number - 1].entry.text) else {
        isUnnamed = true
        continue
      }
      brands.append(named)
    }
    return isUnnamed || brands.allSatisfy { $0 == brands.first }
  }

  /// One finding for each class, with all its drugs. A pair that a rule names is told by the rule; a smaller group
  /// within a larger one is told by the larger; parts of one product or regimen are meant to be together.
  private func duplicateClasses(_ list: CheckedList, besides interactions: ArraySlice<Finding>) -> [Finding] {
    let groups = doubledClasses(list, besides: interactions)
    return groups.indices.compactMap { index in
      let (row, places) = groups[index]
      let isToldByAnother = groups.indices.contains { other in
        let others = groups[other].places
        return other != index && Set(places).isSubset(of: others)
          && (others.count > places.count || other < index)
      }
      guard !isToldByAnother else { return nil }
      let point = memory.point(
        .init(category: .duplicateClass, record: Int(row.number), drugs: list.rows(of: places))
      ) { .duplicateClass(checker.catalog.drugClass(row)) }
      return Finding(point, entries: list.entries(of: places))
    }
  }

  private func doubledClasses(
    _ list: CheckedList, besides interactions: ArraySlice<Finding>
  ) -> [(row: ClassRow, places: [Int])] {
    var groups: [(row: ClassRow, places: [Int])] = []
    // Most lists hold no two drugs of one class.
    var (once, twice) = (UInt64(0), UInt64(0))
    for place in list.drugs.indices {
      twice |= once & list.drugs[place].drug.doublingClassBits
      once |= list.drugs[place].drug.doublingClassBits
    }
    if twice == 0 { return groups }
    // Class and place in one number: quick to sort.
    var members: [UInt64] = []
    for place in list.drugs.indices where list.drugs[place].drug.doublingClassBits & twice != 0 {
      for row in list.drugs[place].drug.doublingClasses {
        members.append(UInt64(row.number) << 32 | UInt64(place))
      }
    }
    members.sort()
    var start = 0
    while start < members.count {
      let row = ClassRow(UInt32(members[start] >> 32))
      var end = start + 1
      while end < members.count, members[end] >> 32 == members[start] >> 32 { end += 1 }
      defer { start = end }
      guard end - start > 1 else { continue }
      let places = members[start..<end].map { Int($0 & 0xFFFF_FFFF) }
      guard !isMeant(list.rows(of: places), besides: interactions), list.entries(of: places).count > 1
      else { continue }
      groups.append((row, places))
    }
    return groups
  }

  /// Whether two drugs are told as an interaction, or meant to be taken together.
  private func isMeant(_ drugs: [DrugRow], besides interactions: ArraySlice<Finding>) -> Bool {
    drugs.count == 2
      && (interactions.warn(of: drugs[0], drugs[1]) || checker.catalog.isException(drugs[0], drugs[1]))
  }
}
