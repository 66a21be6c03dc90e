/// How much a memory of what was worked out before may hold: little at first, and twice as much whenever that is full and
/// was of use. What finds next to nothing again stays small, and is forgotten whole when it is full.
package struct MemoryRoom {
  /// In bytes, for a memory that nobody bounds.
  package static let usual = 16 << 20
  private static let first = 2 << 20
  /// One look-up in so many has to find something.
  private static let leastUse = 32

  private let most: Int
  private var allowed: Int
  private var taken = 0
  private var lookUps = 0
  private var additions = 0

  /// - Parameter most: In bytes.
  package init(most: Int) {
    self.most = most
    allowed = min(most, Self.first)
  }

  /// Counts look-ups, whether they found something or not.
  package mutating func noteLookUps(_ count: Int = 1) { lookUps &+= count }

  /// Takes room for what a look-up did not find.
  /// - Parameter bytes: An estimate.
  /// - Returns: Whether all that was there before has to be forgotten.
  package mutating func take(_ bytes: Int) -> Bool {
    taken += bytes
    additions += 1
    if taken <= allowed { return false }
    let isOfUse = (lookUps - additions) * Self.leastUse >= additions
    lookUps = 0
    additions = 0
    if isOfUse, allowed < most {
      allowed = min(most, allowed * 2)
      return false
    }
    if !isOfUse { allowed = min(most, Self.first) }
    taken = bytes
    return true
  }
}
