package import DrugCatalog
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

  /// A cramp cause with the association that speaks most strongly for it.
  private struct Candidate {
    let drug: DrugRow
    let best: CrampAssociation
    let through: DrugClass?
    let begun: PartialDate?

    /// The ratio of the association, where it has one: comparable with other ratios, never with a percentage.
    var ratio: Double? { best.figure.measure == .ratio ? Double(best.figure.value) : nil }
  }

  /// The culprits in order: symptom, then excess, then grade, then the later start where every date of a group of
  /// equals is known, then the size of the ratio among those that have one. What nothing tells apart shares a rank.
  func culprits(_ causes: [Finding], _ list: CheckedList) -> [Culprit] {
    let candidates = causes.compactMap { finding -> Candidate? in
      guard case .crampCause(let associations, let through) = finding.kind, let best = associations.first,
        let drug = finding.drugs.first
      else { return nil }
      return Candidate(drug: drug, best: best, through: through, begun: list.begun(drug))
    }
    var culprits: [Culprit] = []
    for group in Dictionary(grouping: candidates, by: \.best.strength).sorted(by: {
      $0.key.lexicographicallyPrecedes($1.key)
    }) {
      let first = culprits.count + 1
      for (candidate, offset) in ordered(group.value) {
        culprits.append(
          Culprit(drug: candidate.drug, rank: first + offset, reasons: reasons(candidate)))
      }
    }
    return culprits
  }

  /// Equals in strength with their offset from the group's first rank.
  private func ordered(_ group: [Candidate]) -> [(Candidate, Int)] {
    let dates = group.compactMap(\.begun)
    if dates.count == group.count, dates.areTotallyOrdered {
      let latestFirst = group.sorted { b, a in
        guard let first = a.begun, let second = b.begun else { return false }
        return first.isSurelyBefore(second)
      }
      return ranked(latestFirst) { $0.begun == $1.begun }
    }
    let ratios = group.filter { $0.ratio != nil }.sorted { ($0.ratio ?? 0) > ($1.ratio ?? 0) }
    let others = group.filter { $0.ratio == nil }
    return ranked(ratios) { $0.ratio == $1.ratio } + others.map { ($0, 0) }
  }

  private func ranked(
    _ candidates: [Candidate], isTie: (Candidate, Candidate) -> Bool
  ) -> [(Candidate, Int)] {
    var offset = 0
    return candidates.enumerated().map { index, candidate in
      if index > 0, !isTie(candidates[index - 1], candidate) { offset = index }
      return (candidate, offset)
    }
  }

  private func reasons(_ candidate: Candidate) -> [Culprit.Reason] {
    let best = candidate.best
    var reasons: [Culprit.Reason] = [.symptom(best.symptom)]
    switch best.direction {
    case .excess: reasons.append(.excess(best.figure))
    case .excessNotSignificant: reasons.append(.notSignificant(best.figure))
    default: reasons.append(.notCompared)
    }
    reasons.append(.grade(best.grade))
    if let through = candidate.through { reasons.append(.throughClass(through.id)) }
    if let begun = candidate.begun { reasons.append(.begun(begun)) }
    return reasons
  }
}

extension [PartialDate] {
  /// Whether of any two different dates one is surely the earlier.
  fileprivate var areTotallyOrdered: Bool {
    indices.allSatisfy { first in
      self[(first + 1)...].allSatisfy { other in
        self[first] == other || self[first].isSurelyBefore(other) || other.isSurelyBefore(self[first])
      }
    }
  }
}

extension CrampAssociation {
  /// Whether this speaks more strongly for a cramp cause than `other`; false both ways for equals.
  package func outranks(_ other: CrampAssociation) -> Bool {
    strength.lexicographicallyPrecedes(other.strength)
  }

  /// Symptom, excess and grade as numbers, the strongest first.
  var strength: [Int] {
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
