import DrugCatalog
import PatientMedications

/// The same thing twice.
extension MedicationChecker {
  /// The same ingredient in several entries, and members of one class that should not be doubled.
  func duplicates(_ list: CheckedList, besides interactions: [Finding]) -> [Finding] {
    duplicateIngredients(list) + duplicateClasses(list, besides: interactions)
  }

  private func duplicateIngredients(_ list: CheckedList) -> [Finding] {
    list.drugs.compactMap { drug -> Finding? in
      let entries = list.entriesOfDrug[drug] ?? []
      guard entries.count > 1 else { return nil }
      return Finding(
        kind: .duplicateIngredient(isOneProduct: isOneProduct(drug, list.resolved(drug))), drugs: [drug],
        entries: entries)
    }
  }

  /// Entries of one single-ingredient product are how many doses are made up: a remark, not an alarm. A brand beside
  /// the generic name, or beside another brand, is how a medicine comes to be taken twice.
  private func isOneProduct(_ drug: DrugRow, _ entries: [ResolvedEntry]) -> Bool {
    guard entries.allSatisfy({ $0.drugs == [drug] }) else { return false }
    let texts = entries.map { KeyText($0.entry.text) }
    guard texts.allSatisfy({ !$0.isEmpty }) else { return true }
    let brands = catalog.names(of: drug).compactMap { name -> KeyText? in
      if case .drug(_, .brand) = name.meaning { KeyText(name.text) } else { nil }
    }
    let brandsOfEntry = texts.map { text in Set(brands.indices.filter { text.contains(brands[$0]) }) }
    return brandsOfEntry.allSatisfy { $0 == brandsOfEntry.first }
  }

  /// One finding for each class, with all its drugs. A pair that a rule names is told by the rule; a smaller group
  /// within a larger one is told by the larger; parts of one product or regimen are meant to be together.
  private func duplicateClasses(_ list: CheckedList, besides interactions: [Finding]) -> [Finding] {
    let told = Set(interactions.filter(\.isAlarm).map { Set($0.drugs) })
    var groups: [(row: ClassRow, drugs: [DrugRow])] = []
    for (row, drugs) in list.drugsOfClass.sorted(by: { $0.key < $1.key }) where drugs.count > 1 {
      guard !(drugs.count == 2 && (told.contains(Set(drugs)) || catalog.isException(drugs[0], drugs[1]))),
        list.entries(of: drugs).count > 1, catalog.drugClass(row).isDuplicationRelevant
      else { continue }
      groups.append((row, drugs))
    }
    return groups.indices.compactMap { index in
      let (row, drugs) = groups[index]
      let isToldByAnother = groups.indices.contains { other in
        let others = groups[other].drugs
        return other != index && Set(drugs).isSubset(of: others)
          && (others.count > drugs.count || other < index)
      }
      guard !isToldByAnother else { return nil }
      return Finding(
        kind: .duplicateClass(catalog.drugClass(row)), drugs: drugs, entries: list.entries(of: drugs))
    }
  }
}
