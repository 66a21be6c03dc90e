private import CXXHash

/// The pool of strings, a LEB128 length before the UTF-8 of each. It grows behind the space of a catalog's header, so
/// that the catalog is made around it and the largest section is never copied.
///
/// Words are stored once however often they are used. Sentences are compared with recent ones only: most are new, and
/// looking for each among all would cost more than it saves.
final class TextPool {
  private var texts: Texts

  init() { texts = Texts([0]) }

  /// Takes over the pool of a catalog.
  init(_ bytes: [UInt8]) {
    texts = Texts(bytes.isEmpty ? [0] : bytes)
    texts.findAll()
  }

  /// Bytes of the pool.
  var count: Int { texts.count }
  /// True once it has outgrown the 32 bits of its offsets; what is added then is lost.
  var isFull: Bool { texts.isFull }

  /// The hash by which texts are told apart, for other tables of theirs.
  static func hash(_ text: Span<UInt8>) -> UInt32 { Texts.hash(text) }

  /// Makes room for as many bytes again.
  func reserve(_ count: Int) { texts.reserve(count) }

  /// Gives the pool away, with `CatalogHeader.spaceBeforePool` zeros before it; it is empty afterwards.
  func take() -> [UInt8] {
    let bytes = texts.bytes
    texts = Texts([0])
    return bytes
  }

  func intern(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { unsafe texts.intern($0.span) }
  }

  func intern(_ text: Span<UInt8>) -> UInt32 { texts.intern(text) }

  /// Hands all bytes of the pool to `body`, which must not add to it, behind the space for a header.
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    texts.withAll(body)
  }

  /// As `intern`, but a sentence may be stored again: for text that nobody compares by its offset.
  func internProse(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { unsafe texts.internProse($0.span) }
  }

  func internProse(_ text: Span<UInt8>) -> UInt32 { texts.internProse(text) }

  /// Where `text` is, if it was interned.
  func offset(of text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { unsafe $0.isEmpty ? 0 : texts.offset(of: $0.span, Texts.hash($0.span)) }
  }

  /// - Parameter body: Must not add to the pool.
  func withText<Result>(at offset: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    texts.withText(at: offset, body)
  }

  func text(at offset: UInt32) -> [UInt8] {
    texts.withText(at: offset) { text in text.indices.map { text[$0] } }
  }
  func string(at offset: UInt32) -> String { String(decoding: text(at: offset), as: UTF8.self) }
}

/// What is in the pool; a value of its own, so that one call is one access.
private struct Texts {
  /// Space, then the pool; offset 0 is the empty string.
  var bytes: [UInt8]
  var known = SlotTable()
  var isFull = false
  /// Hash in the upper half and offset in the lower, by the hash: sentences met lately.
  private var recent = [UInt64](repeating: 0, count: 1 << 13)
  private static let longestWord = 64
  private static let start = CatalogHeader.spaceBeforePool

  init(_ pool: [UInt8]) { bytes = [UInt8](repeating: 0, count: Self.start) + pool }

  var count: Int { bytes.count - Self.start }

  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(bytes.count + count)
    unsafe bytes.withUnsafeMutableBytes { unsafe LargePages.advise($0.baseAddress, count) }
  }

  mutating func findAll() {
    var offset = 1
    while offset < count {
      let extent = extent(at: UInt32(offset))
      // Bytes that fill the section up read as empty strings, which have their place already.
      if !extent.isEmpty {
        let hash = withText(at: UInt32(offset), Self.hash)
        if self.offset(of: bytes.span.extracting(extent), hash) == nil { known.insert(UInt32(offset), hash) }
      }
      offset = max(extent.upperBound - Self.start, offset + 1)
    }
  }

  mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    if text.isEmpty { return 0 }
    let hash = Self.hash(text)
    if let offset = offset(of: text, hash) { return offset }
    guard let offset = append(text) else { return 0 }
    known.insert(offset, hash)
    return offset
  }

  mutating func internProse(_ text: Span<UInt8>) -> UInt32 {
    if text.count <= Self.longestWord { return intern(text) }
    let hash = Self.hash(text)
    let slot = Int(hash) & (recent.count - 1)
    let offset = UInt32(truncatingIfNeeded: recent[slot])
    if recent[slot] >> 32 == UInt64(hash), offset != 0, withText(at: offset, { $0.elementsEqual(text) }) {
      return offset
    }
    guard let offset = append(text) else { return 0 }
    recent[slot] = UInt64(hash) << 32 | UInt64(offset)
    return offset
  }

  private mutating func append(_ text: Span<UInt8>) -> UInt32? {
    guard count < Int(UInt32.max) - text.count - 8 else {
      isFull = true
      return nil
    }
    let offset = UInt32(count)
    var length = text.count
    while length >= 0x80 {
      bytes.append(UInt8(length & 0x7F) | 0x80)
      length >>= 7
    }
    bytes.append(UInt8(length))
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    return offset
  }

  /// Where `text` is, if it was interned.
  func offset(of text: Span<UInt8>, _ hash: UInt32) -> UInt32? {
    known.find(hash) { offset in withText(at: offset) { $0.elementsEqual(text) } }
  }

  /// Where the bytes of the string at `offset` lie; `intern` gave the offset.
  func extent(at offset: UInt32) -> Range<Int> {
    var cursor = Int(offset) + Self.start
    if cursor < bytes.count, bytes[cursor] < 0x80 {
      let length = Int(bytes[cursor])
      return cursor + 1..<cursor + 1 + min(length, bytes.count - cursor - 1)
    }
    var length = 0
    var shift = 0
    while cursor < bytes.count, shift < 35 {
      let byte = bytes[cursor]
      cursor += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    return cursor..<cursor + min(length, bytes.count - cursor)
  }

  func withText<Result>(at offset: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(extent(at: offset)))
  }

  func withAll<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(Self.start..<bytes.count))
  }

  static func hash(_ text: Span<UInt8>) -> UInt32 {
    unsafe text.withUnsafeBytes { unsafe UInt32(truncatingIfNeeded: XXH3_64bits($0.baseAddress, $0.count)) }
  }
}
