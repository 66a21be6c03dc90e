import MedicationCheck

/// What is kept of objects that live on, found by which object it is, whatever it holds.
///
/// A record asks some twenty times. What is kept stands beside the key, in memory of the table's own, so that an answer
/// costs one look into memory and counts no references. One thread at a time.
///
/// It becomes full when what is kept takes more bytes than it is worth (`MemoryRoom`).
@safe final class FragmentTable<Fragment: BitwiseCopyable> {
  private struct Slot {
    var key: ObjectIdentifier?
    var fragment: Fragment?
  }

  private var slots: UnsafeMutableBufferPointer<Slot>
  /// Kept so that their identities stay their own.
  private var objects: [AnyObject] = []
  private var room: MemoryRoom
  /// Everything is to be forgotten before the next comes.
  private(set) var isFull = false

  /// - Parameter memory: How many bytes all may take at most.
  init(memory: Int) {
    room = MemoryRoom(most: memory)
    unsafe slots = Self.emptySlots(64)
  }

  deinit { unsafe slots.deallocate() }

  private static func emptySlots(_ count: Int) -> UnsafeMutableBufferPointer<Slot> {
    let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: count)
    unsafe slots.initialize(repeating: Slot())
    return unsafe slots
  }

  /// Tells of objects that are about to be asked for.
  func noteLookUps(_ count: Int) { room.noteLookUps(count) }

  /// - Complexity: O(1) on average.
  @inline(__always) func fragment(of object: ObjectIdentifier) -> Fragment? {
    unsafe slots[slot(object)].fragment
  }

  /// Keeps what belongs to an object of which nothing is kept.
  /// - Parameter bytes: About how many bytes it and the object take elsewhere.
  func keep(_ fragment: Fragment, of object: AnyObject, bytes: Int) {
    // Every second slot at least is free, and after growing three of four.
    if room.take(bytes + 4 * MemoryLayout<Slot>.stride) { isFull = true }
    if unsafe objects.count * 2 >= slots.count { grow() }
    objects.append(object)
    insert(fragment, of: ObjectIdentifier(object))
  }

  /// Forgets everything.
  func removeAll() {
    objects = []
    unsafe slots.deallocate()
    unsafe slots = Self.emptySlots(64)
    isFull = false
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
