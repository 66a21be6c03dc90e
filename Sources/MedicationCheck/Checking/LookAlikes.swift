import DrugCatalog

/// Names that are taken for each other.
extension MedicationChecker {
  /// Pairs of names both of whose drugs are on the list, or one of which was read by spelling. A well-spelt name
  /// alone stays quiet: every name has its look-alikes.
  func lookAlikes(_ list: CheckedList) -> [Finding] {
    var seen: Set<String> = []
    return list.drugs.flatMap { drug in
      catalog.lookAlikes(of: drug).filter(\.warns).compactMap { pair -> Finding? in
        let ids = Set([pair.drugA, pair.drugB].compactMap { $0 })
        let present = list.drugs.filter { ids.contains(catalog.drugID($0)) }
        guard present.count > 1 || wasSpelt(as: [pair.nameA, pair.nameB], list.resolved(drug)),
          seen.insert(pair.id).inserted
        else { return nil }
        return Finding(kind: .lookAlike(pair), drugs: present, entries: list.entries(of: present))
      }
    }
  }

  /// Whether an entry was read, by spelling, as one of the names.
  private func wasSpelt(as names: [String], _ entries: [ResolvedEntry]) -> Bool {
    let keys = names.map(NameKey.fold)
    return entries.contains { entry in
      guard case .resolved(_, .spelling(let readAs)) = entry.resolution else { return false }
      return keys.contains(NameKey.fold(readAs))
    }
  }
}
