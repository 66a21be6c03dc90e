/// Numbers for objects that live on, found by which object it is, whatever it holds.
///
/// A check asks dozens of times for every patient; a dictionary's hash, made to withstand chosen keys, would be a tenth of
/// all work, and nobody chooses addresses.
package struct IdentityNumbers {
  private var keys: [ObjectIdentifier?] = []
  private var numbers: [Int] = []
  private var count = 0

  package init() {}

  /// - Complexity: O(1) on average.
  package subscript(_ object: AnyObject) -> Int? {
    if keys.isEmpty { return nil }
    let slot = slot(ObjectIdentifier(object))
    return keys[slot] == nil ? nil : numbers[slot]
  }

  /// Gives a number to an object that has none. The caller keeps the object alive.
  package mutating func insert(_ number: Int, for object: AnyObject) {
    if count * 2 >= keys.count { grow() }
    let slot = slot(ObjectIdentifier(object))
    if keys[slot] == nil { count += 1 }
    keys[slot] = ObjectIdentifier(object)
    numbers[slot] = number
  }

  /// Forgets everything, and keeps the room.
  package mutating func removeAll() {
    count = 0
    for slot in keys.indices { keys[slot] = nil }
  }

  /// Where an object stands, or would stand.
  private func slot(_ id: ObjectIdentifier) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (UInt(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while let key = keys[slot], key != id { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = Array(repeating: nil, count: max(64, oldKeys.count * 2))
    numbers = Array(repeating: 0, count: keys.count)
    for (key, number) in zip(oldKeys, oldNumbers) {
      guard let key else { continue }
      let slot = slot(key)
      keys[slot] = key
      numbers[slot] = number
    }
  }
}
