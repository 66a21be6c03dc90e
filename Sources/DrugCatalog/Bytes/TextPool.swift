private import CXXHash

/// The pool of strings: each is stored once however often it is used, a LEB128 length before its UTF-8.
final class TextPool {
  private var texts: Texts

  init() { texts = Texts(bytes: [0]) }

  /// Takes over the pool of a catalog.
  init(_ bytes: [UInt8]) {
    texts = Texts(bytes: bytes.isEmpty ? [0] : bytes)
    texts.findAll()
  }

  var bytes: [UInt8] { texts.bytes }
  /// True once it has outgrown the 32 bits of its offsets; what is added then is lost.
  var isFull: Bool { texts.isFull }

  /// Hands the letters of `text` and their hash to `body`, for tables of their own.
  func withHash<Result>(of text: String, _ body: (Span<UInt8>, UInt32) -> Result) -> Result {
    var text = text
    return text.withUTF8 { unsafe body($0.span, Texts.hash($0.span)) }
  }

  /// Gives its memory up.
  func removeAll() { texts = Texts(bytes: [0]) }

  func intern(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { unsafe texts.intern($0.span) }
  }

  func intern(_ text: Span<UInt8>) -> UInt32 { texts.intern(text) }

  /// Where `text` is, if it is there.
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
  /// Offset 0 is the empty string.
  var bytes: [UInt8]
  var known = SlotTable()
  var isFull = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func findAll() {
    var offset = 1
    while offset < bytes.count {
      let extent = extent(at: UInt32(offset))
      // Bytes that fill the section up read as empty strings, which have their place already.
      if !extent.isEmpty {
        let hash = withText(at: UInt32(offset), Self.hash)
        known.insert(UInt32(offset), hash)
      }
      offset = max(extent.upperBound, offset + 1)
    }
  }

  mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    if text.isEmpty { return 0 }
    let hash = Self.hash(text)
    if let offset = offset(of: text, hash) { return offset }
    guard bytes.count < Int(UInt32.max) - text.count - 8 else {
      isFull = true
      return 0
    }
    let offset = UInt32(bytes.count)
    var length = text.count
    while length >= 0x80 {
      bytes.append(UInt8(length & 0x7F) | 0x80)
      length >>= 7
    }
    bytes.append(UInt8(length))
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    known.insert(offset, hash)
    return offset
  }

  func offset(of text: Span<UInt8>, _ hash: UInt32) -> UInt32? {
    known.find(hash) { offset in withText(at: offset) { $0.elementsEqual(text) } }
  }

  /// Where the bytes of the string at `offset` lie; `intern` gave the offset.
  func extent(at offset: UInt32) -> Range<Int> {
    var cursor = Int(offset)
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

  static func hash(_ text: Span<UInt8>) -> UInt32 {
    unsafe text.withUnsafeBytes { unsafe UInt32(truncatingIfNeeded: XXH3_64bits($0.baseAddress, $0.count)) }
  }
}
