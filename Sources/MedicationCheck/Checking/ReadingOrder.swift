import DrugCatalog

extension [Finding] {
  /// What a pharmacist should read first comes first: severity, then kind, then the order of the list.
  mutating func putInReadingOrder() {
    if count < 2 { return }
    // By insertion: they are few, and nearly in order.
    if count <= 32 {
      for end in indices.dropFirst() {
        var place = end
        while place > 0, self[place].point.readingRank < self[place - 1].point.readingRank {
          swapAt(place, place - 1)
          place -= 1
        }
      }
      return
    }
    let keys = indices.map { self[$0].point.readingRank << 32 | $0 }.sorted()
    self = keys.map { self[$0 & 0xFFFF_FFFF] }
  }
}

extension Finding.Kind {
  /// A number for each place in the report; severity counts only where it decides the place.
  func readingRank(_ severity: Severity?) -> Int {
    let bySeverity = (severity?.fromTheWorst ?? 0) * 10
    switch self {
    case .interaction: return bySeverity
    case .treatmentCaution(_, let statement, .matched): return bySeverity + (statement.isBoxed ? 1 : 2)
    case .additiveLoad: return bySeverity + 3
    case .crampCause: return 100
    case .cascade(let cascade): return cascade == .onlyIfForCramps ? 120 : 110
    case .duplicateIngredient(isOneProduct: false), .duplicateClass: return 130
    case .treatmentCaution: return 200 + bySeverity
    case .redFlag: return 300
    case .patientFactor: return 310
    case .lookAlike: return 320
    case .notChecked: return 330
    case .notReviewed: return 340
    case .duplicateIngredient: return 350
    case .noInteraction: return 360
    }
  }
}

extension Severity {
  /// 0 for the worst.
  fileprivate var fromTheWorst: Int {
    switch self {
    case .contraindicated: 0
    case .major: 1
    case .moderate: 2
    case .minor: 3
    case .info: 4
    case .none: 5
    }
  }
}
