/// What is kept of pairs of drugs, found by the numbers of both.
///
/// A list of eight drugs asks for twenty-eight pairs; a dictionary's hash, made to withstand chosen keys, would take longer
/// than all else that is done with most of them, and rows are numbered by the catalog.
struct PairTable<Value> {
  private struct Slot {
    var key: UInt64
    var value: Value
  }

  /// Every second slot at least is free.
  private var slots: [Slot?] = []
  private(set) var count = 0

  /// - Complexity: O(1) on average.
  subscript(_ first: UInt32, _ second: UInt32) -> Value? {
    get { slots.isEmpty ? nil : slots[slot(Self.key(first, second))]?.value }
    set {
      guard let newValue else { return }
      if count * 2 >= slots.count { grow() }
      let key = Self.key(first, second)
      let slot = slot(key)
      if slots[slot] == nil { count += 1 }
      slots[slot] = Slot(key: key, value: newValue)
    }
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  /// Where a key stands, or would stand.
  private func slot(_ key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while let other = slots[slot]?.key, other != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: nil, count: max(64, old.count * 2))
    for case .some(let kept) in old { slots[slot(kept.key)] = kept }
  }
}
