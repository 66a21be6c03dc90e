package import DrugCatalog
import PatientMedications

/// Drugs that may be causing cramps, and their order.
extension MedicationChecker {
  /// One finding for each drug that an association flags, by itself or through its class.
  ///
  /// What was read against the very drug (no excess, a negative study, a control) keeps a class rule from flagging
  /// it, unless another row about the drug does.
  func crampCauses(_ list: CheckedList) -> [Finding] {
    list.drugs.compactMap { drug in
      let own = catalog.associations(of: drug).filter { isComplete($0, in: list) }
      let flagging = own.filter(\.flags)
      if flagging.isEmpty, own.contains(where: \.speaksAgainst) { return nil }
      let byClass = classAssociations(of: drug, in: list)
      if flagging.isEmpty, byClass.isEmpty { return nil }
      let all = (flagging + byClass.map(\.association)).uniqued(by: \.id).sorted { $0.outranks($1) }
      let through = all.first.flatMap { best in
        flagging.contains(best) ? nil : byClass.first { $0.association.id == best.id }
      }
      return Finding(
        kind: .crampCause(all, through: through.map { catalog.drugClass($0.drugClass) }), drugs: [drug],
        entries: list.entries(of: [drug]))
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

  /// The culprits in order: symptom, then excess, then grade. Among equals the later start, where every date is
  /// known; then the size of the ratio, where all have one. What nothing tells apart shares a rank.
  func culprits(_ causes: [Finding], _ list: CheckedList) -> [Culprit] {
    let candidates = causes.compactMap { finding -> Candidate? in
      guard case .crampCause(let associations, let through) = finding.kind, let best = associations.first,
        let drug = finding.drugs.first
      else { return nil }
      return Candidate(drug: drug, best: best, through: through, begun: list.begun(drug))
    }
    let groups = candidates.grouped { $0.best.strength.lexicographicallyPrecedes($1.best.strength) }
      .flatMap(byDate).flatMap(byRatio)
    var culprits: [Culprit] = []
    for group in groups {
      let rank = culprits.count + 1
      // Within a rank nothing is claimed, but ratios stand in their order.
      for candidate in group.grouped(by: { ($0.ratio ?? 0) > ($1.ratio ?? 0) }).joined() {
        culprits.append(Culprit(drug: candidate.drug, rank: rank, reasons: reasons(candidate)))
      }
    }
    return culprits
  }

  private func byDate(_ group: [Candidate]) -> [[Candidate]] {
    let dates = group.compactMap(\.begun)
    guard dates.count == group.count, dates.areTotallyOrdered else { return [group] }
    return group.grouped { first, second in
      guard let a = first.begun, let b = second.begun else { return false }
      return b.isSurelyBefore(a)
    }
  }

  private func byRatio(_ group: [Candidate]) -> [[Candidate]] {
    guard group.allSatisfy({ $0.ratio != nil }) else { return [group] }
    return group.grouped { ($0.ratio ?? 0) > ($1.ratio ?? 0) }
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

extension CrampAssociation {
  /// Evidence that its subject does not cause cramps. Rows that do not flag for another reason (an abdominal cramp,
  /// a sign of low potassium) say nothing either way.
  fileprivate var speaksAgainst: Bool {
    !flags && (direction == .noExcess || direction == .negativeStudy || grade == .control)
  }
}

extension Array {
  /// The elements in order, those that the order does not tell apart in one group, each group in its old order.
  fileprivate func grouped(by precedes: (Element, Element) -> Bool) -> [[Element]] {
    var groups: [[Element]] = []
    let order = indices.sorted { a, b in
      precedes(self[a], self[b]) || (!precedes(self[b], self[a]) && a < b)
    }
    for element in order.map({ self[$0] }) {
      if let last = groups.last?.last, !precedes(last, element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
    return groups
  }

  /// The first of each that shares a key.
  func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
