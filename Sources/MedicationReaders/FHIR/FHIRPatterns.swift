/// What a reader of lines met for the first time in one piece of a file, to know it again: medicines that many records
/// repeat. The records of the piece name a pattern by the number that the reader has for it.
struct FHIRMetPatterns {
  /// Readers are counted from 0, and so are the patterns of each.
  var reader = 0
  /// What the records of each new pattern say.
  var drafts: [FHIRMedicineDraft] = []

  /// What stands in a record in the place of the number of a draft.
  static func mark(_ pattern: Int) -> Int32 { Int32(-1 - pattern) }

  /// The pattern that a record names; `nil` when it has a draft of its own.
  static func pattern(_ draft: Int32) -> Int? { draft < 0 ? -1 - Int(draft) : nil }
}

/// The patterns of all readers, for pieces to be put together.
struct FHIRPatterns {
  private var readers: [Reader] = []

  private struct Reader {
    var drafts: [FHIRMedicineDraft] = []
    /// The numbers that the drafts have; negative for those that no record needed yet.
    var numbers: [Int32] = []
  }

  /// Takes over what the next piece of a reader holds.
  mutating func append(_ next: FHIRMetPatterns) {
    while readers.count <= next.reader { readers.append(Reader()) }
    if next.drafts.isEmpty { return }
    readers[next.reader].drafts += next.drafts
    readers[next.reader].numbers += next.drafts.map { _ in -1 }
  }

  /// The number that a pattern's draft has among `drafts`, to which it is added when it is needed first.
  mutating func number(_ pattern: Int, of reader: Int, in drafts: inout [FHIRMedicineDraft]) -> Int32 {
    let known = readers[reader].numbers[pattern]
    if known >= 0 { return known }
    drafts.append(readers[reader].drafts[pattern])
    readers[reader].numbers[pattern] = Int32(drafts.count - 1)
    return Int32(drafts.count - 1)
  }
}
