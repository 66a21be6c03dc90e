package import DrugCatalog
import PatientMedications

/// A drug that may be causing cramps and all that speaks for it, whoever the patient is.
///
/// Never changes: one object serves every patient. Equal when its contents are.
package final class CrampCause: Hashable, Sendable {
  package let drug: DrugRow
  /// The finding: every association that speaks for it, best first.
  package let point: FindingPoint
  /// Why it stands where it stands, dates apart, in the order in which the reasons count.
  package let reasons: [Culprit.Reason]
  /// A number for symptom, excess and grade, the strongest lowest.
  let strength: Int
  /// The ratio of the best association, where it has one: comparable with other ratios, never with a percentage.
  let ratio: Double?

  /// `nil` when no association flags the drug, by itself or through its class.
  ///
  /// What was read against the very drug (no excess, a negative study, a control) keeps a class rule from flagging
  /// it, unless another row about the drug does.
  /// - Parameter own: The associations of the drug that count on the list.
  init?(
    _ drug: DrugRow, own: [CrampAssociation],
    byClass: [(association: CrampAssociation, drugClass: ClassRow)], catalog: Catalog
  ) {
    let flagging = own.filter(\.flags)
    if flagging.isEmpty, own.contains(where: \.speaksAgainst) { return nil }
    let all = (flagging + byClass.map(\.association)).uniqued(by: \.id).sorted { $0.outranks($1) }
    guard let best = all.first else { return nil }
    let row = flagging.contains(best) ? nil : byClass.first { $0.association.id == best.id }?.drugClass
    let through = row.map(catalog.drugClass)
    self.drug = drug
    point = FindingPoint(.crampCause(all, through: through), drugs: [drug])
    reasons = Self.reasons(best, through)
    strength = best.strength.reduce(0) { $0 << 8 | $1 }
    ratio = best.figure.measure == .ratio ? Double(best.figure.value) : nil
  }

  private static func reasons(_ best: CrampAssociation, _ through: DrugClass?) -> [Culprit.Reason] {
    var reasons: [Culprit.Reason] = [.symptom(best.symptom)]
    switch best.direction {
    case .excess: reasons.append(.excess(best.figure))
    case .excessNotSignificant: reasons.append(.notSignificant(best.figure))
    default: reasons.append(.notCompared)
    }
    reasons.append(.grade(best.grade))
    if let through { reasons.append(.throughClass(through.id)) }
    return reasons
  }

  package static func == (a: CrampCause, b: CrampCause) -> Bool { a === b || a.point == b.point }

  package func hash(into hasher: inout Hasher) { hasher.combine(point) }
}

/// Drugs that may be causing cramps, and their order.
extension ListChecker {
  /// A cramp cause on a list, with when it was begun.
  struct ListedCause {
    let cause: CrampCause
    /// Where the drug stands on the list.
    let place: Int
    let begun: PartialDate?
  }

  /// The causes, in the order of the list.
  func crampCauses(_ list: CheckedList, _ roles: [CrampRole]) -> [ListedCause] {
    var causes: [ListedCause] = []
    for (place, role) in roles.enumerated() {
      guard let cause = role.cause else { continue }
      causes.append(ListedCause(cause: cause, place: place, begun: list.begun(place)))
    }
    return causes
  }

  /// The culprits in order: symptom, then excess, then grade. Among equals the later start, where every date is
  /// known; then the size of the ratio, where all have one. What nothing tells apart shares a rank.
  func culprits(_ causes: [ListedCause]) -> [Culprit] {
    var culprits: [Culprit] = []
    culprits.reserveCapacity(causes.count)
    let order = causes.indices.map { causes[$0].cause.strength << 32 | $0 }.sorted()
    var start = 0
    while start < order.count {
      let strength = order[start] >> 32
      let end = order[start...].firstIndex { $0 >> 32 != strength } ?? order.count
      add(order[start..<end].map { $0 & 0xFFFF_FFFF }, of: causes, to: &culprits)
      start = end
    }
    return culprits
  }

  /// Adds causes of one strength.
  private func add(_ equals: [Int], of causes: [ListedCause], to culprits: inout [Culprit]) {
    func append(_ number: Int, rank: Int) {
      culprits.append(Culprit(cause: causes[number].cause, rank: rank, begun: causes[number].begun))
    }
    if equals.count == 1 { return append(equals[0], rank: culprits.count + 1) }
    for sameDate in byDate(equals, causes) {
      for group in byRatio(sameDate, causes) {
        let rank = culprits.count + 1
        // Within a rank nothing is claimed, but ratios stand in their order.
        for number in group.inOrder(by: { hasHigherRatio($0, $1, causes) }) { append(number, rank: rank) }
      }
    }
  }

  private func byDate(_ group: [Int], _ causes: [ListedCause]) -> [[Int]] {
    let dates = group.compactMap { causes[$0].begun }
    guard dates.count == group.count, dates.areTotallyOrdered else { return [group] }
    return group.grouped { first, second in
      guard let a = causes[first].begun, let b = causes[second].begun else { return false }
      return b.isSurelyBefore(a)
    }
  }

  private func byRatio(_ group: [Int], _ causes: [ListedCause]) -> [[Int]] {
    guard group.count > 1, group.allSatisfy({ causes[$0].cause.ratio != nil }) else { return [group] }
    return group.grouped { hasHigherRatio($0, $1, causes) }
  }

  private func hasHigherRatio(_ first: Int, _ second: Int, _ causes: [ListedCause]) -> Bool {
    (causes[first].cause.ratio ?? 0) > (causes[second].cause.ratio ?? 0)
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
    for element in inOrder(by: precedes) {
      if let last = groups.last?.last, !precedes(last, element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
    return groups
  }

  /// The elements in order; those that the order does not tell apart stay as they stand.
  fileprivate func inOrder(by precedes: (Element, Element) -> Bool) -> [Element] {
    if count < 2 { return self }
    return indices.sorted { a, b in
      precedes(self[a], self[b]) || (!precedes(self[b], self[a]) && a < b)
    }.map { self[$0] }
  }

  /// The first of each that shares a key.
  func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
