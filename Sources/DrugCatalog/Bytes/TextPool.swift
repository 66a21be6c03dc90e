private import CXXHash

/// The pool of strings, a LEB128 length before the UTF-8 of each. It grows behind the space of a catalog's header, and
/// is on its way to the receiver of the catalog as it does.
///
/// Words are stored once however often they are used. Sentences are compared with recent ones only: most are new, and
/// looking for each among all would cost more than it saves.
final class TextPool {
  private var texts: Texts

  /// - Parameter stream: Is passed the pool as it grows.
  init(passingTo stream: CatalogStream) {
    texts = Texts(passingTo: stream)
    texts.appendEmpty()
  }

  /// Takes over the pool of a catalog.
  init(_ bytes: [UInt8], passingTo stream: CatalogStream) {
    texts = Texts(passingTo: stream)
    if bytes.isEmpty { texts.appendEmpty() } else { texts.append(pool: bytes) }
  }

  /// Bytes of the pool.
  var count: Int { texts.count }
  /// True once it has outgrown the 32 bits of its offsets; what is added then is lost.
  var isFull: Bool { texts.isFull }

  /// The hash by which texts are told apart, for other tables of theirs.
  static func hash(_ text: Span<UInt8>) -> UInt32 { Texts.hash(text) }

  /// Makes room to find that many texts by their words.
  func reserve(texts count: Int) { texts.known.reserve(count) }

  /// Passes on what was not passed yet. Nothing may be added afterwards.
  func passRest() { texts.bytes.passRest() }

  func intern(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { unsafe texts.intern($0.span) }
  }

  func intern(_ text: Span<UInt8>) -> UInt32 { texts.intern(text) }

  /// Brings near what storing `text` will look at, in two steps for several texts: where it may be is known only when the
  /// table is near. Changes nothing.
  func expect(_ text: Span<UInt8>) { texts.expect(text) }
  func expectFurther() { texts.expectFurther() }

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
private struct Texts: ~Copyable {
  /// Space, then the pool; offset 0 is the empty string.
  var bytes: PieceStore
  var known = SlotTable()
  var isFull = false
  /// Hash in the upper half and offset in the lower, by the hash: sentences met lately.
  private var recent = [UInt64](repeating: 0, count: 1 << 13)
  private static let longestWord = 64
  private static let start = CatalogHeader.spaceBeforePool
  private static let mostLengthBytes = 10

  init(passingTo stream: CatalogStream) { bytes = PieceStore(zeros: Self.start, passingTo: stream) }

  var count: Int { bytes.count - Self.start }

  mutating func appendEmpty() { append([0], 0..<1) }

  /// Takes over the pool of a catalog, each text as a whole; what is no text, byte by byte.
  mutating func append(pool: [UInt8]) {
    append(pool, 0..<1)
    var offset = 1
    while offset < pool.count {
      let extent = unsafe pool.withUnsafeBytes {
        unsafe Self.extent(UnsafeRawBufferPointer(rebasing: $0[offset...]))
      }
      let text = offset + extent.lowerBound..<offset + extent.upperBound
      let end = max(text.upperBound, offset + 1)
      append(pool, offset..<end)
      // Bytes that fill the section up read as empty strings, which have their place already.
      if !text.isEmpty {
        let text = pool.span.extracting(text)
        let hash = Self.hash(text)
        if self.offset(of: text, hash) == nil { known.insert(UInt32(offset), hash) }
      }
      offset = end
    }
  }

  private mutating func append(_ pool: [UInt8], _ range: Range<Int>) {
    unsafe bytes.append(most: range.count) { output in
      unsafe pool.withUnsafeBytes {
        unsafe output.copyMemory(from: $0.baseAddress! + range.lowerBound, byteCount: range.count)
      }
      return range.count
    }
  }

  mutating func expect(_ text: Span<UInt8>) {
    guard !text.isEmpty, text.count <= Self.longestWord else { return }
    known.expect(Self.hash(text))
  }

  mutating func expectFurther() {
    known.forEachExpected { offset in
      unsafe bytes.with(from: Int(offset) + Self.start) { unsafe crampcheck_expect($0.baseAddress) }
    }
    known.expectNothing()
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
    unsafe bytes.append(most: text.count + Self.mostLengthBytes) { output in
      var at = 0
      var length = text.count
      while length >= 0x80 {
        unsafe output.storeBytes(of: UInt8(length & 0x7F) | 0x80, toByteOffset: at, as: UInt8.self)
        length >>= 7
        at += 1
      }
      unsafe output.storeBytes(of: UInt8(length), toByteOffset: at, as: UInt8.self)
      at += 1
      unsafe text.withUnsafeBytes {
        unsafe (output + at).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
      }
      return at + text.count
    }
    return offset
  }

  /// Where `text` is, if it was interned.
  func offset(of text: Span<UInt8>, _ hash: UInt32) -> UInt32? {
    known.find(hash) { offset in withText(at: offset) { $0.elementsEqual(text) } }
  }

  /// Where the text lies in bytes that begin with its length. Wrong lengths end where the bytes do.
  @inline(__always)
  private static func extent(_ bytes: UnsafeRawBufferPointer) -> Range<Int> {
    if bytes.count > 0, unsafe bytes[0] < 0x80 { return unsafe 1..<1 + min(Int(bytes[0]), bytes.count - 1) }
    var cursor = 0
    var length = 0
    var shift = 0
    while cursor < bytes.count, shift < 35 {
      let byte = unsafe bytes[cursor]
      cursor += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    return cursor..<cursor + min(length, bytes.count - cursor)
  }

  func withText<Result>(at offset: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe bytes.with(from: Int(offset) + Self.start) { bytes in
      let extent = unsafe Self.extent(bytes)
      return unsafe body(Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[extent])))
    }
  }

  static func hash(_ text: Span<UInt8>) -> UInt32 {
    unsafe text.withUnsafeBytes { unsafe UInt32(truncatingIfNeeded: XXH3_64bits($0.baseAddress, $0.count)) }
  }
}
