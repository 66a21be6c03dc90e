import DrugCatalog
import PatientMedications

/// Drugs that may be causing cramps, and their order.
extension MedicationChecker {
  /// One finding for each drug that an association flags, by itself or through its class.
  ///
  /// A row about the very drug that does not flag (no excess, a negative study, a control) keeps a class rule
  /// from flagging it, unless another row about the drug does.
  func crampCauses(_ list: CheckedList) -> [Finding] {
    list.drugs.compactMap { drug in
      let own = catalog.associations(of: drug).filter { isComplete($0, in: list) }
      let flagging = own.filter(\.flags)
      if own.isEmpty || !flagging.isEmpty {
        let byClass = classAssociations(of: drug, in: list)
        if flagging.isEmpty, byClass.isEmpty { return nil }
        let all = (flagging + byClass.map(\.association)).uniqued(by: \.id).sorted { $0.outranks($1) }
        let through = flagging.isEmpty ? byClass.first.map { catalog.drugClass($0.drugClass) } : nil
        return Finding(
          kind: .crampCause(all, through: through), drugs: [drug], entries: list.entries(of: [drug]))
      }
      return nil
    }
  }

  /// An association of several drugs together counts only when all of them are on the list.
  private func isComplete(_ association: CrampAssociation, in list: CheckedList) -> Bool {
    guard case .together(let ids) = association.subject else { return true }
    let present = Set(list.drugs.map { catalog.drugID($0) })
    return ids.allSatisfy(present.contains)
  }

  private func classAssociations(
    of drug: DrugRow, in list: CheckedList
  ) -> [(association: CrampAssociation, drugClass: ClassRow)] {
    (list.classesOfDrug[drug] ?? []).flatMap { drugClass in
      catalog.associations(of: drugClass).filter(\.flags).map { ($0, drugClass) }
    }
  }

  /// The culprits in order: symptom, then excess, then grade, then the later start. Ratios and percentages are
  /// never compared with each other.
  func culprits(_ causes: [Finding], _ list: CheckedList) -> [Culprit] {
    let candidates = causes.compactMap {
      finding -> (drug: DrugRow, best: CrampAssociation, through: DrugClass?)? in
      guard case .crampCause(let associations, let through) = finding.kind, let best = associations.first,
        let drug = finding.drugs.first
      else { return nil }
      return (drug, best, through)
    }
    let ordered = candidates.sorted { a, b in
      if a.best.outranks(b.best) { return true }
      if b.best.outranks(a.best) { return false }
      if let first = list.begun(a.drug), let second = list.begun(b.drug) {
        return second.isSurelyBefore(first)
      }
      return false
    }
    var culprits: [Culprit] = []
    for (index, candidate) in ordered.enumerated() {
      var rank = index + 1
      if index > 0, !ordered[index - 1].best.outranks(candidate.best),
        !isLater(ordered[index - 1].drug, candidate.drug, list)
      {
        rank = culprits[index - 1].rank
      }
      culprits.append(
        Culprit(
          drug: candidate.drug, rank: rank,
          reasons: reasons(candidate.best, candidate.through, candidate.drug, list)))
    }
    return culprits
  }

  private func isLater(_ a: DrugRow, _ b: DrugRow, _ list: CheckedList) -> Bool {
    guard let first = list.begun(a), let second = list.begun(b) else { return false }
    return second.isSurelyBefore(first)
  }

  private func reasons(
    _ best: CrampAssociation, _ through: DrugClass?, _ drug: DrugRow, _ list: CheckedList
  ) -> [Culprit.Reason] {
    var reasons: [Culprit.Reason] = [.symptom(best.symptom)]
    switch best.direction {
    case .excess: reasons.append(.excess(best.figure))
    case .excessNotSignificant: reasons.append(.notSignificant(best.figure))
    default: reasons.append(.notCompared)
    }
    reasons.append(.grade(best.grade))
    if let through { reasons.append(.throughClass(through.id)) }
    if let begun = list.begun(drug) { reasons.append(.begun(begun)) }
    return reasons
  }
}

extension CrampAssociation {
  /// Whether this speaks more strongly for a cramp cause than `other`; false both ways for equals.
  func outranks(_ other: CrampAssociation) -> Bool { rank.lexicographicallyPrecedes(other.rank) }

  private var rank: [Int] {
    let symptoms = Symptom.allCases
    let grades = Grade.allCases
    return [
      symptoms.firstIndex(of: symptom) ?? symptoms.count, excessRank,
      grades.firstIndex(of: grade) ?? grades.count,
    ]
  }

  /// 0 for a proven excess, 1 for anything else.
  private var excessRank: Int { direction == .excess ? 0 : 1 }
}

extension Array {
  /// The first of each that shares a key.
  func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
