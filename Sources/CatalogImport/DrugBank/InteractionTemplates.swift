import DrugCatalog
import Glibc

/// The texts of interactions with the names of their drugs taken out: a few hundred patterns for millions of rows,
/// each stored once.
struct InteractionTemplates {
  private var entries: [Entry] = []
  /// Places in `entries`, one higher, by hash; 0 is free. A power of two, never more than half full.
  private var slots = [Int32](repeating: 0, count: 1024)
  /// The pattern made last, reused from row to row.
  private var pattern: [UInt8] = []

  private struct Entry {
    var hash: UInt64
    var pattern: [UInt8]
    var row: Row<InteractionStatement>
  }

  /// Different patterns so far.
  var count: Int { entries.count }

  /// The row of the pattern of `text`, in which `first` and `second` are replaced by the marks of a statement's sides.
  /// - Parameters:
  ///   - text: White space is collapsed here.
  ///   - add: Called for a pattern that is new.
  mutating func row(
    of text: [UInt8], first: [UInt8], second: [UInt8],
    add: (String) -> Row<InteractionStatement>
  ) -> Row<InteractionStatement> {
    makePattern(text, first, second)
    let hash = Self.hash(pattern)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let at = Int(slots[slot]) - 1
      if entries[at].hash == hash, Self.isSame(entries[at].pattern, pattern) { return entries[at].row }
      slot = (slot + 1) & (slots.count - 1)
    }
    let row = add(String(decoding: pattern, as: UTF8.self))
    entries.append(Entry(hash: hash, pattern: pattern, row: row))
    slots[slot] = Int32(entries.count)
    if entries.count * 2 > slots.count { grow() }
    return row
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  // MARK: Patterns

  private static let firstMark = Array(InteractionStatement.firstMark.utf8)
  private static let secondMark = Array(InteractionStatement.secondMark.utf8)

  /// Names are looked for where a word begins, and what lies between them is copied in runs.
  private mutating func makePattern(_ text: [UInt8], _ first: [UInt8], _ second: [UInt8]) {
    pattern.removeAll(keepingCapacity: true)
    // Where one name contains the other, the longer one must be looked for first.
    let isFirstLonger = first.count >= second.count
    let (long, longMark) = isFirstLonger ? (first, Self.firstMark) : (second, Self.secondMark)
    let (short, shortMark) = isFirstLonger ? (second, Self.secondMark) : (first, Self.firstMark)
    var copied = 0
    var at = 0
    while at < text.count {
      let isLong = Self.stands(long, in: text, at: at)
      if isLong || Self.stands(short, in: text, at: at) {
        pattern.append(contentsOf: text[copied..<at])
        pattern.append(contentsOf: isLong ? longMark : shortMark)
        at += isLong ? long.count : short.count
        copied = at
        continue
      }
      // To the next beginning of a word: past this one, then past what is no word.
      while at < text.count, Self.isWordByte(text[at]) { at += 1 }
      while at < text.count, !Self.isWordByte(text[at]) {
        if text[at] <= 0x20, text[at] != 0x20 || (at > 0 && text[at - 1] <= 0x20) {
          pattern.append(contentsOf: text[copied..<at])
          appendBlank()
          copied = at + 1
        }
        at += 1
      }
    }
    pattern.append(contentsOf: text[copied...])
    while pattern.last == 0x20 { pattern.removeLast() }
  }

  /// One blank for a run of white space, none at the beginning.
  private mutating func appendBlank() {
    if let last = pattern.last, last != 0x20 { pattern.append(0x20) }
  }

  /// Whether `name` stands at `start` as a whole word.
  private static func stands(_ name: [UInt8], in text: [UInt8], at start: Int) -> Bool {
    guard let letter = name.first, text[start] == letter, name.count <= text.count - start else {
      return false
    }
    let end = start + name.count
    guard end == text.count || !isWordByte(text[end]) else { return false }
    return unsafe name.withUnsafeBytes { name in
      unsafe text.withUnsafeBytes {
        unsafe memcmp($0.baseAddress! + start, name.baseAddress!, name.count) == 0
      }
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  private static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return unsafe a.withUnsafeBytes { a in
      unsafe b.withUnsafeBytes { b in
        unsafe a.isEmpty || memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0
      }
    }
  }

  /// Eight bytes a step; good enough for a table that compares what it finds.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    unsafe bytes.withUnsafeBytes { bytes in
      var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
      var at = 0
      while at + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        at += 8
      }
      while at < bytes.count {
        hash = unsafe (hash ^ UInt64(bytes[at])) &* 0x100_0000_01B3
        at += 1
      }
      return hash ^ hash >> 29
    }
  }
}
