import XMLEvents

/// How far packed data may expand. Drug lists in XML shrink to a tenth or a thirtieth; data that
/// shrank to less than a hundredth is made to fill a machine.
struct ExpansionLimit {
  /// Below this size nothing is refused.
  static let freeBytes = 16 << 20
  static let mostTimes = 100

  /// - Throws: `XMLError` of kind `limit` when `unpacked` bytes from `packed` are too many.
  static func check(unpacked: Int, packed: Int) throws(XMLError) {
    guard unpacked > freeBytes, unpacked / mostTimes > packed else { return }
    throw XMLError(
      .limit("the packed data expands more than \(mostTimes) times; this is no drug list"))
  }
}
