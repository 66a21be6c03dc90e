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
    if causes.isEmpty { return culprits }
    culprits.reserveCapacity(causes.count)
    var order = causes.indices.map { causes[$0].cause.strength << 32 | $0 }
    order.sort()
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, order[end] >> 32 == order[start] >> 32 { end += 1 }
      if end - start == 1 {
        let place = order[start] & 0xFFFF_FFFF
        culprits.append(
          Culprit(cause: causes[place].cause, rank: culprits.count + 1, begun: causes[place].begun))
      } else {
        add(order[start..<end].map { causes[$0 & 0xFFFF_FFFF] }, to: &culprits)
      }
      start = end
    }
    return culprits
  }

  /// Adds causes of one strength, at least two, in the order of the list.
  private func add(_ equals: [ListedCause], to culprits: inout [Culprit]) {
    let dates = equals.compactMap(\.begun)
    let areDated = dates.count == equals.count && dates.areTotallyOrdered
    func wasLater(_ a: ListedCause, _ b: ListedCause) -> Bool {
      guard areDated, let begunA = a.begun, let begunB = b.begun else { return false }
      return begunB.isSurelyBefore(begunA)
    }
    let order = equals.indices.sorted { a, b in
      if wasLater(equals[a], equals[b]) { return true }
      if wasLater(equals[b], equals[a]) { return false }
      let ratios = (equals[a].cause.ratio ?? 0, equals[b].cause.ratio ?? 0)
      return ratios.0 == ratios.1 ? a < b : ratios.0 > ratios.1
    }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, !wasLater(equals[order[start]], equals[order[end]]) { end += 1 }
      // Without all ratios nothing is claimed within a rank; they stand in their order all the same.
      let haveRatios = order[start..<end].allSatisfy { equals[$0].cause.ratio != nil }
      var rank = culprits.count + 1
      for place in start..<end {
        let cause = equals[order[place]]
        if haveRatios, place > start, cause.cause.ratio != equals[order[place - 1]].cause.ratio {
          rank = culprits.count + 1
        }
        culprits.append(Culprit(cause: cause.cause, rank: rank, begun: cause.begun))
      }
      start = end
    }
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
  /// The first of each that shares a key.
  func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
