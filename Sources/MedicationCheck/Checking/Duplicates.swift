import DrugCatalog
import PatientMedications

/// The same thing twice, things that add up, and names that are taken for each other.
extension MedicationChecker {
  /// The same ingredient in several entries, and members of one class that should not be doubled.
  func duplicates(_ list: CheckedList, besides interactions: [Finding]) -> [Finding] {
    let ingredients = list.drugs.compactMap { drug -> Finding? in
      let entries = list.entriesOfDrug[drug] ?? []
      guard entries.count > 1 else { return nil }
      // The same single medicine in two strengths is how many doses are made up; a remark, not an alarm.
      let isOneProduct = list.resolved(drug).allSatisfy { $0.drugs == [drug] }
      return Finding(kind: .duplicateIngredient(isOneProduct: isOneProduct), drugs: [drug], entries: entries)
    }
    let told = Set(interactions.filter { $0.isAlarm }.map { Set($0.drugs) })
    let classes = list.drugsOfClass.sorted { $0.key < $1.key }.compactMap { row, drugs -> Finding? in
      guard drugs.count > 1 else { return nil }
      let drugClass = catalog.drugClass(row)
      guard drugClass.isDuplicationRelevant, !(drugs.count == 2 && told.contains(Set(drugs))),
        list.entries(of: drugs).count > 1
      else { return nil }
      return Finding(kind: .duplicateClass(drugClass), drugs: drugs, entries: list.entries(of: drugs))
    }
    return ingredients + classes.uniqued { Set($0.drugs) }
  }

  /// Loads that add up over the list. Two drugs that an interaction already names are not told twice; from three
  /// on the sum is news.
  func loads(_ list: CheckedList, besides interactions: [Finding]) -> [Finding] {
    let told = Set(interactions.filter { $0.isAlarm }.map { Set($0.drugs) })
    return catalog.additiveLoads.compactMap { load in
      var shares: [(drug: DrugRow, points: Int)] = []
      for drug in list.drugs {
        let classes = (list.classesOfDrug[drug] ?? []).map { catalog.classID($0) }
        let points = load.shares.filter { classes.contains($0.drugClass) }.map(\.points).max()
        if let points { shares.append((drug, points)) }
      }
      let sum = shares.reduce(0) { $0 + $1.points }
      guard shares.count > 1, sum >= load.threshold else { return nil }
      if shares.count == 2, told.contains(Set(shares.map(\.drug))) { return nil }
      shares.sort { $0.points > $1.points }
      let drugs = shares.map(\.drug)
      return Finding(
        kind: .additiveLoad(load, points: shares.map(\.points)), drugs: drugs,
        entries: list.entries(of: drugs))
    }
  }

  /// A cramp cause followed by a treatment for cramps.
  func cascades(_ list: CheckedList, _ causes: [Finding]) -> [Finding] {
    let causing = causes.compactMap(\.drugs.first)
    return list.drugs.flatMap { treatmentDrug -> [Finding] in
      guard let treatment = treatments(of: treatmentDrug, list).first(where: { $0.cascade != .no }) else {
        return []
      }
      return causing.filter { $0 != treatmentDrug }.compactMap { cause in
        guard let kind = cascade(cause, treatmentDrug, treatment, list) else { return nil }
        return Finding(
          kind: .cascade(kind), drugs: [cause, treatmentDrug],
          entries: list.entries(of: [cause, treatmentDrug]))
      }
    }
  }

  /// `nil` when the treatment was there before the cause.
  private func cascade(
    _ cause: DrugRow, _ treatmentDrug: DrugRow, _ treatment: CrampTreatment, _ list: CheckedList
  ) -> Finding.Cascade? {
    let isForCramps = list.resolved(treatmentDrug).contains {
      ($0.entry.indication ?? "").lowercased().contains("cramp")
    }
    let dates = (list.begun(cause), list.begun(treatmentDrug))
    if let first = dates.0, let second = dates.1, second.isSurelyBefore(first) { return nil }
    guard treatment.cascade == .yes || isForCramps else { return .onlyIfForCramps }
    if let first = dates.0, let second = dates.1, first.isSurelyBefore(second) { return .likely }
    return .possible
  }

  /// Whether an entry was read, by spelling, as one of the names.
  private func wasSpelt(as names: [String], _ entries: [ResolvedEntry]) -> Bool {
    let keys = names.map(NameKey.fold)
    return entries.contains { entry in
      guard case .resolved(_, .spelling(let readAs)) = entry.resolution else { return false }
      return keys.contains(NameKey.fold(readAs))
    }
  }

  /// Pairs of names both of which are on the list, or one of which was read by spelling.
  func lookAlikes(_ list: CheckedList) -> [Finding] {
    var seen: Set<String> = []
    return list.drugs.flatMap { drug in
      catalog.lookAlikes(of: drug).filter(\.warns).compactMap { pair -> Finding? in
        let ids = [pair.drugA, pair.drugB].compactMap { $0 }
        let present = list.drugs.filter { ids.contains(catalog.drugID($0)) }
        guard present.count > 1 || wasSpelt(as: [pair.nameA, pair.nameB], list.resolved(drug)),
          seen.insert(pair.id).inserted
        else { return nil }
        return Finding(kind: .lookAlike(pair), drugs: present, entries: list.entries(of: present))
      }
    }
  }
}

extension Finding {
  /// Whether it is an interaction that warns.
  var isAlarm: Bool {
    if case .interaction = kind { true } else { false }
  }
}

extension [Finding] {
  /// What a pharmacist should read first comes first: severity, then kind, then the order of the list.
  func inReadingOrder() -> [Finding] {
    enumerated().sorted { a, b in
      let first = a.element.readingRank
      let second = b.element.readingRank
      return first == second ? a.offset < b.offset : first.lexicographicallyPrecedes(second)
    }.map(\.element)
  }
}

extension Finding {
  fileprivate var readingRank: [Int] {
    let severities = Severity.allCases.sorted(by: >)
    let severityRank = severity.map { severities.firstIndex(of: $0) ?? severities.count } ?? severities.count
    switch kind {
    case .interaction: return [0, severityRank, 0]
    case .treatmentCaution(_, let statement, .matched): return [0, severityRank, statement.isBoxed ? 1 : 2]
    case .additiveLoad: return [0, severityRank, 3]
    case .crampCause: return [1]
    case .cascade(let cascade): return cascade == .onlyIfForCramps ? [3] : [2]
    case .duplicateIngredient(isOneProduct: false), .duplicateClass: return [4]
    case .treatmentCaution: return [5, severityRank]
    case .redFlag: return [6]
    case .patientFactor: return [7]
    case .lookAlike: return [8]
    case .notChecked: return [9]
    case .notReviewed: return [10]
    case .duplicateIngredient: return [11]
    case .noInteraction: return [12]
    }
  }
}
