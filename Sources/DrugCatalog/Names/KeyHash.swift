/// The hash by which keys are found in a catalog: FNV-1a with a final mix, on bytes, the same on every machine.
/// Names are short, so this beats a call into a hash library; damage is XXH3's business, not this one's.
struct KeyHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var value: UInt32 {
    var mixed = state
    mixed ^= mixed >> 32
    mixed = mixed &* 0x9FB2_1C65_1E98_DF25
    mixed ^= mixed >> 29
    return UInt32(truncatingIfNeeded: mixed)
  }

  static func of(_ bytes: Span<UInt8>) -> UInt32 {
    var hash = KeyHash()
    for index in bytes.indices { hash.combine(bytes[index]) }
    return hash.value
  }

  static func of(_ bytes: [UInt8]) -> UInt32 { of(bytes.span) }

  /// The number of slots for `count` entries: a power of two, at most half full.
  static func slotCount(for count: Int) -> Int {
    var slots = 16
    while slots < count * 2 { slots *= 2 }
    return slots
  }
}
