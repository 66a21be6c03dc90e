private import CXXHash

/// The pool of lists of words: a count, then the words; each list is stored once.
struct ListPool {
  /// Offset 0 is the empty list.
  private(set) var words: [UInt32] = [0]
  private var known = SlotTable()
  /// True once it has outgrown the 32 bits of its offsets; what is added then is lost.
  private(set) var isFull = false

  init() {}

  /// Gives up what is needed to store more; `words` stay.
  mutating func forget() { known = SlotTable() }

  /// Takes over the pool of a catalog.
  init(_ words: [UInt32]) {
    self.words = words.isEmpty ? [0] : words
    var offset = 1
    while offset < self.words.count {
      let items = items(at: UInt32(offset))
      if !items.isEmpty { known.insert(UInt32(offset), Self.hash(items.span)) }
      offset += 1 + items.count
    }
  }

  mutating func intern(_ list: Span<UInt32>) -> UInt32 {
    if list.isEmpty { return 0 }
    let hash = Self.hash(list)
    if let offset = known.find(hash, { Self.isSame(items(at: $0).span, list) }) { return offset }
    guard words.count < Int(UInt32.max) - list.count - 1 else {
      isFull = true
      return 0
    }
    let offset = UInt32(words.count)
    words.append(UInt32(list.count))
    unsafe list.withUnsafeBufferPointer { unsafe words.append(contentsOf: $0) }
    known.insert(offset, hash)
    return offset
  }

  private static func isSame(_ a: Span<UInt32>, _ b: Span<UInt32>) -> Bool {
    guard a.count == b.count else { return false }
    for index in a.indices where a[index] != b[index] { return false }
    return true
  }

  /// The items of the list at `offset`, which `intern` gave.
  func items(at offset: UInt32) -> ArraySlice<UInt32> {
    let start = Int(offset) + 1
    guard start <= words.count else { return [] }
    return words[start..<start + min(Int(words[start - 1]), words.count - start)]
  }

  private static func hash(_ list: Span<UInt32>) -> UInt32 {
    unsafe list.withUnsafeBytes { unsafe UInt32(truncatingIfNeeded: XXH3_64bits($0.baseAddress, $0.count)) }
  }
}
