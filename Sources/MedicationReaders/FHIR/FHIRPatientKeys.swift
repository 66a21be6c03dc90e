import Glibc

/// Keys of patients, numbered in the order in which they first appear; "" stands for a patient nobody names.
///
/// There may be millions: their characters stand behind one another in one run of memory, so that putting them together
/// and letting go of them costs little more than their bytes.
struct FHIRPatientKeys: Sendable {
  private var characters: [UInt8] = []
  /// Where each key ends.
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  /// A table in which every second slot is free: a key's number from 1 on, below its hash; 0 where there is none.
  private var slots: [UInt64] = []

  var count: Int { ends.count }
  var indices: Range<Int> { 0..<count }

  /// About how much memory they take, in bytes.
  var byteCount: Int { characters.count + count * 40 }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  func isEmpty(_ number: Int) -> Bool { range(number).isEmpty }

  func text(_ number: Int) -> String { String(decoding: characters[range(number)], as: UTF8.self) }

  /// What stands behind the last slash of a key.
  func id(_ number: Int) -> String {
    let range = range(number)
    let slash = characters[range].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? range.lowerBound
    return String(decoding: characters[slash..<range.upperBound], as: UTF8.self)
  }

  /// `FHIRReference.mark` of a key.
  func mark(_ number: Int) -> UInt64 { unsafe withCharacters(number) { unsafe FHIRReference.mark($0) } }

  func number(of key: String) -> Int? {
    var key = key
    return key.withUTF8 {
      let key = UnsafeRawBufferPointer($0)
      return unsafe find(key, Self.hash(key)).number
    }
  }

  /// The number of a key, which is added when it is new.
  /// - Complexity: O(its length) on average.
  mutating func add(_ key: String) -> Int {
    var key = key
    return key.withUTF8 {
      let key = UnsafeRawBufferPointer($0)
      return unsafe add(key, Self.hash(key))
    }
  }

  /// The number of a key of another collection, which is added when it is new.
  mutating func add(_ number: Int, of other: FHIRPatientKeys) -> Int {
    unsafe other.withCharacters(number) { unsafe add($0, other.hashes[number]) }
  }

  /// Makes room for that many times as many keys, up to a limit.
  mutating func reserve(times: Double, most: Double) {
    let count = min(most, Double(self.count) * times)
    ends.reserveCapacity(Int(count))
    hashes.reserveCapacity(Int(count))
    characters.reserveCapacity(Int(count * Double(characters.count) / Double(max(1, self.count))))
  }

  // MARK: Table

  private func withCharacters<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let range = range(number)
    return unsafe characters.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Seeded for each process: whoever writes a file cannot choose keys that collide.
  private static func hash(_ key: UnsafeRawBufferPointer) -> UInt32 {
    var hasher = Hasher()
    unsafe hasher.combine(bytes: key)
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }

  /// A key's number, or the slot where it would stand.
  private func find(_ key: UnsafeRawBufferPointer, _ hash: UInt32) -> (number: Int?, slot: Int) {
    if slots.isEmpty { return (nil, 0) }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if UInt32(slots[slot] >> 32) == hash {
        let number = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
        if unsafe withCharacters(number, { unsafe Self.areEqual($0, key) }) { return (number, slot) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (nil, slot)
  }

  private static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count else { return false }
    guard let first = a.baseAddress, let second = b.baseAddress else { return true }
    return unsafe memcmp(first, second, a.count) == 0
  }

  private mutating func add(_ key: UnsafeRawBufferPointer, _ hash: UInt32) -> Int {
    if (count + 1) * 2 > slots.count { grow() }
    let (known, slot) = unsafe find(key, hash)
    if let known { return known }
    unsafe characters.append(contentsOf: key)
    ends.append(characters.count)
    hashes.append(hash)
    slots[slot] = UInt64(hash) << 32 | UInt64(count)
    return count - 1
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(64, slots.count * 2))
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt64(hash) << 32 | UInt64(number + 1)
    }
  }
}
