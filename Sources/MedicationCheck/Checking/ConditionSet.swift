/// Conditions of the catalog by their numbers.
struct ConditionSet: Hashable, Sendable {
  /// No word at the end is zero, so that equal sets have equal bits.
  private var bits: [UInt64] = []

  init() {}

  init(_ number: Int) { insert(number) }

  var isEmpty: Bool { bits.isEmpty }

  mutating func insert(_ number: Int) {
    while bits.count <= number / 64 { bits.append(0) }
    bits[number / 64] |= 1 << UInt64(number % 64)
  }

  mutating func formUnion(_ other: ConditionSet) {
    if bits.isEmpty {
      self = other
      return
    }
    while bits.count < other.bits.count { bits.append(0) }
    for (index, word) in other.bits.enumerated() { bits[index] |= word }
  }

  func subtracting(_ other: ConditionSet) -> ConditionSet {
    var rest = self
    for index in bits.indices where index < other.bits.count { rest.bits[index] &= ~other.bits[index] }
    while rest.bits.last == 0 { rest.bits.removeLast() }
    return rest
  }

  func isDisjoint(with other: ConditionSet) -> Bool { !zip(bits, other.bits).contains { $0 & $1 != 0 } }

  func isSubset(of other: ConditionSet) -> Bool { subtracting(other).isEmpty }
}
