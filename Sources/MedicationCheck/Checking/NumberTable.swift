/// What is kept under numbers that nobody chooses: those of the catalog's rows, and which object of the process it is.
///
/// A list of eight drugs asks for twenty-eight pairs; a dictionary's hash, made to withstand chosen keys, would take longer
/// than all else that is done with most of them.
struct NumberTable<Value> {
  private struct Slot {
    var key: UInt64
    var value: Value
  }

  /// Every second slot at least is free.
  private var slots: [Slot?] = []
  private(set) var count = 0

  /// - Complexity: O(1) on average.
  subscript(key: UInt64) -> Value? {
    get { slots.isEmpty ? nil : slots[slot(key)]?.value }
    set {
      guard let newValue else { return }
      if count * 2 >= slots.count { grow() }
      let slot = slot(key)
      if slots[slot] == nil { count += 1 }
      slots[slot] = Slot(key: key, value: newValue)
    }
  }

  /// - Parameter object: Kept alive by whoever asks, or its number may become another's.
  subscript(object: AnyObject) -> Value? {
    get { self[UInt64(UInt(bitPattern: ObjectIdentifier(object)))] }
    set { self[UInt64(UInt(bitPattern: ObjectIdentifier(object)))] = newValue }
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
