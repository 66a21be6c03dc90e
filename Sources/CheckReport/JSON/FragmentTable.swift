import MedicationCheck

/// What is kept of objects that live on, found by which object it is, whatever it holds.
///
/// A record asks some twenty times. What is kept stands beside the key, in memory of the table's own, so that an answer
/// costs one look into memory and counts no references. One thread at a time.
///
/// It becomes full when what is kept takes more bytes than it is worth (`MemoryRoom`).
@safe final class FragmentTable<Fragment: BitwiseCopyable> {
  private struct Slot {
    /// 0 where nothing is kept.
    var key: UInt
    var fragment: Fragment
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

  deinit { unsafe Self.free(slots) }

  private static func emptySlots(_ count: Int) -> UnsafeMutableBufferPointer<Slot> {
    // So that few slots lie across two lines of the processor's memory.
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: count * MemoryLayout<Slot>.stride, alignment: 64)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
    return unsafe bytes.bindMemory(to: Slot.self)
  }

  private static func free(_ slots: UnsafeMutableBufferPointer<Slot>) {
    unsafe UnsafeMutableRawBufferPointer(slots).deallocate()
  }

  /// Tells of objects that are about to be asked for.
  func noteLookUps(_ count: Int) { room.noteLookUps(count) }

  /// - Parameter variant: Which of several things kept of one object, below `mostVariants`.
  /// - Complexity: O(1) on average.
  @inline(__always) func fragment(of object: ObjectIdentifier, variant: Int = 0) -> Fragment? {
    let slot = slot(Self.key(object, variant))
    return unsafe slots[slot].key == 0 ? nil : slots[slot].fragment
  }

  /// Keeps what belongs to an object, and was not kept so far.
  /// - Parameter bytes: About how many bytes it and the object take elsewhere.
  func keep(_ fragment: Fragment, of object: AnyObject, variant: Int = 0, bytes: Int) {
    precondition(variant >= 0 && variant < Self.mostVariants)
    // Every second slot at least is free, and after growing three of four.
    if room.take(bytes + 4 * MemoryLayout<Slot>.stride) { isFull = true }
    if unsafe objects.count * 2 >= slots.count { grow() }
    objects.append(object)
    insert(fragment, Self.key(ObjectIdentifier(object), variant))
  }

  static var mostVariants: Int { 16 }

  /// Objects stand at multiples of 16, as all memory of their allocator.
  @inline(__always) private static func key(_ object: ObjectIdentifier, _ variant: Int) -> UInt {
    UInt(bitPattern: object) | UInt(truncatingIfNeeded: variant)
  }

  /// Forgets everything.
  func removeAll() {
    objects = []
    unsafe Self.free(slots)
    unsafe slots = Self.emptySlots(64)
    isFull = false
  }

  /// Where a key stands, or would stand.
  @inline(__always) private func slot(_ key: UInt) -> Int {
    let mask = unsafe slots.count - 1
    // Nobody chooses addresses: a multiplication spreads them well enough.
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while unsafe slots[slot].key != key, unsafe slots[slot].key != 0 { slot = (slot + 1) & mask }
    return slot
  }

  private func insert(_ fragment: Fragment, _ key: UInt) {
    let slot = slot(key)
    unsafe slots[slot] = Slot(key: key, fragment: fragment)
  }

  private func grow() {
    let old = unsafe slots
    unsafe slots = Self.emptySlots(old.count * 2)
    for index in old.indices {
      if unsafe old[index].key != 0 { unsafe insert(old[index].fragment, old[index].key) }
    }
    unsafe Self.free(old)
  }
}
