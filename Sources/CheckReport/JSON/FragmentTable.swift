/// What is kept of objects that live on, found by which object it is, whatever it holds.
///
/// A record asks some twenty times. What is kept stands beside the key, in memory of the table's own, so that an answer
/// costs one look into memory and counts no references. One thread at a time.
@safe final class FragmentTable<Fragment: BitwiseCopyable> {
  private struct Slot {
    var key: ObjectIdentifier?
    var fragment: Fragment?
  }

  private var slots: UnsafeMutableBufferPointer<Slot>
  /// Kept so that their identities stay their own.
  private var objects: [AnyObject] = []
  private let mostObjects: Int

  /// - Parameter mostObjects: When there are so many, everything is forgotten before the next comes.
  init(mostObjects: Int) {
    self.mostObjects = mostObjects
    unsafe slots = Self.emptySlots(64)
  }

  deinit { unsafe slots.deallocate() }

  private static func emptySlots(_ count: Int) -> UnsafeMutableBufferPointer<Slot> {
    let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: count)
    unsafe slots.initialize(repeating: Slot())
    return unsafe slots
  }

  var isFull: Bool { objects.count >= mostObjects }

  /// - Complexity: O(1) on average.
  @inline(__always) func fragment(of object: ObjectIdentifier) -> Fragment? {
    unsafe slots[slot(object)].fragment
  }

  /// Keeps what belongs to an object of which nothing is kept.
  func keep(_ fragment: Fragment, of object: AnyObject) {
    if unsafe objects.count * 2 >= slots.count { grow() }
    objects.append(object)
    insert(fragment, of: ObjectIdentifier(object))
  }

  /// Forgets everything, and keeps the room.
  func removeAll() {
    objects.removeAll(keepingCapacity: true)
    unsafe slots.update(repeating: Slot())
  }

  /// Where an object stands, or would stand.
  @inline(__always) private func slot(_ object: ObjectIdentifier) -> Int {
    let mask = unsafe slots.count - 1
    // Nobody chooses addresses: a multiplication spreads them well enough.
    var slot = Int(truncatingIfNeeded: (UInt(bitPattern: object) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while let key = unsafe slots[slot].key, key != object { slot = (slot + 1) & mask }
    return slot
  }

  private func insert(_ fragment: Fragment, of object: ObjectIdentifier) {
    let slot = slot(object)
    unsafe slots[slot] = Slot(key: object, fragment: fragment)
  }

  private func grow() {
    let old = unsafe slots
    unsafe slots = Self.emptySlots(old.count * 2)
    for index in old.indices {
      if let key = unsafe old[index].key, let fragment = unsafe old[index].fragment {
        insert(fragment, of: key)
      }
    }
    unsafe old.deallocate()
  }
}
