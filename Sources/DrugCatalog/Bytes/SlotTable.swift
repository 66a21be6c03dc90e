private import CXXHash

/// An open-addressed set of numbers whose meaning lives elsewhere: offsets into a pool, rows of a table.
///
/// The caller hashes what a number stands for and compares when hashes are equal; the table keeps eight bytes a
/// number and nothing else, where a dictionary of strings keeps an object for each.
package struct SlotTable {
  /// Hash in the upper half, number plus one in the lower; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 16)
  private var count = 0
  /// Hashes of what is looked for soon.
  private var expected: [UInt32] = []

  package init() {}

  /// The number with that hash for which `isSame` is true.
  @inline(__always)
  package func find(_ hash: UInt32, _ isSame: (UInt32) -> Bool) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let number = UInt32(truncatingIfNeeded: slots[slot]) - 1
        if isSame(number) { return number }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Brings the slots of that hash near, for a `find` or an `insert` that comes soon.
  mutating func expect(_ hash: UInt32) {
    unsafe slots.withUnsafeBufferPointer {
      unsafe crampcheck_expect($0.baseAddress! + Int(hash) & ($0.count - 1))
    }
    expected.append(hash)
  }

  /// Hands over the first number of each expected hash, for what it stands for to be brought near too: by now the slots
  /// are.
  func forEachExpected(_ body: (UInt32) -> Void) {
    for hash in expected {
      _ = find(hash) { number in
        body(number)
        return true
      }
    }
  }

  mutating func expectNothing() { expected.removeAll(keepingCapacity: true) }

  /// - Precondition: the number is not there yet, and is less than `UInt32.max`.
  package mutating func insert(_ number: UInt32, _ hash: UInt32) {
    // Slots lie side by side, and eight come at once: a table may be fuller than one that is looked at far and wide.
    if count * 4 >= slots.count * 3 { grow(to: slots.count * 2) }
    place(UInt64(hash) << 32 | UInt64(number + 1))
    count += 1
  }

  private mutating func place(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = Int(entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  /// Makes room for that many numbers at once: a table that grows is filled again and again.
  mutating func reserve(_ most: Int) {
    var count = slots.count
    while most * 4 >= count * 3 { count *= 2 }
    if count > slots.count { grow(to: count) }
  }

  private mutating func grow(to count: Int) {
    let old = slots
    slots = unsafe [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      // A large table is looked at all over: in small pages each look would cost two.
      unsafe LargePages.advise(buffer.baseAddress, count * 8)
      unsafe buffer.initialize(repeating: 0)
      filled = count
    }
    for entry in old where entry != 0 { place(entry) }
  }

  /// A hash for small numbers, so that neighbours do not crowd.
  package static func hash(of number: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) >> 29)
  }
}
