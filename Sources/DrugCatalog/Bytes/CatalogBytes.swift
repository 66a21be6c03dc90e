/// The bytes of one catalog, wherever they live, and the only code that reads them.
///
/// Every read is checked against the bounds of its section and answers zero, an empty string or an empty list
/// outside them: a catalog with wrong numbers in it gives wrong answers, never a crash.
@safe final class CatalogBytes: @unchecked Sendable {
  private let base: UnsafeRawPointer
  let count: Int
  private let release: (() -> Void)?
  private let sections: [Section]

  /// One section: its first word and how many words it holds.
  struct Section {
    var firstWord = 0
    var wordCount = 0
  }

  /// - Parameters:
  ///   - base: The first byte; must stay valid and unchanged until `release` is called.
  ///   - release: Called once, when nobody uses the bytes any more.
  init(base: UnsafeRawPointer, count: Int, checkingSum: Bool, release: (() -> Void)?) throws(CatalogError) {
    let header = unsafe try CatalogHeader(base: base, count: count)
    let whole = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count))
    if checkingSum, CatalogChecksum.sum(of: whole) != header.checksum {
      throw .damaged("its checksum does not match")
    }
    unsafe self.base = unsafe base
    self.count = count
    self.release = release
    sections = unsafe try header.sections(base: base)
  }

  deinit { release?() }

  func section(_ table: Table) -> Section { sections[Int(table.rawValue)] }

  /// The word at `index` of `section`; 0 outside it.
  func word(_ section: Section, _ index: Int) -> UInt32 {
    guard index >= 0, index < section.wordCount else { return 0 }
    return unsafe base.loadUnaligned(fromByteOffset: (section.firstWord + index) * 4, as: UInt32.self)
  }

  /// All words of a section. - Complexity: one copy.
  func words(_ section: Section) -> [UInt32] {
    unsafe [UInt32](unsafeUninitializedCapacity: section.wordCount) { buffer, count in
      let source = unsafe UnsafeRawBufferPointer(
        start: base + section.firstWord * 4, count: section.wordCount * 4)
      unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      count = section.wordCount
    }
  }

  /// All bytes of a section. - Complexity: one copy.
  func bytes(_ section: Section) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: base + section.firstWord * 4, count: section.wordCount * 4))
  }

  /// The bytes of the string at `offset` of the pool, handed to `body`.
  func withString<Result>(_ offset: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    let (start, length) = stringExtent(offset)
    let text = unsafe UnsafeRawBufferPointer(start: base + start, count: length)
    return unsafe body(Span(_unsafeBytes: text))
  }

  func string(_ offset: UInt32) -> String {
    let (start, length) = stringExtent(offset)
    return unsafe String(decoding: UnsafeRawBufferPointer(start: base + start, count: length), as: UTF8.self)
  }

  /// Where a string begins in the file and how long it is: a LEB128 length of at most five bytes, then UTF-8.
  private func stringExtent(_ offset: UInt32) -> (start: Int, length: Int) {
    let pool = section(.strings)
    let end = pool.wordCount * 4
    var cursor = Int(offset)
    var length = 0
    var shift = 0
    while cursor < end, shift < 35 {
      let byte = unsafe base.load(fromByteOffset: pool.firstWord * 4 + cursor, as: UInt8.self)
      cursor += 1
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 {
        return length <= end - cursor ? (pool.firstWord * 4 + cursor, length) : (pool.firstWord * 4, 0)
      }
      shift += 7
    }
    return (pool.firstWord * 4, 0)
  }

  /// The items of the list at `offset` of the pool: a count, then the words.
  func list(_ offset: UInt32) -> WordList {
    let pool = section(.lists)
    let count = min(Int(word(pool, Int(offset))), max(0, pool.wordCount - Int(offset) - 1))
    return WordList(bytes: self, section: pool, start: Int(offset) + 1, count: count)
  }

  /// The items that belong to `owner` in an index from one to many: owner count, starts, then the items.
  func items(_ table: Table, of owner: Int) -> WordList {
    let index = section(table)
    let owners = Int(word(index, 0))
    let itemCount = index.wordCount - owners - 2
    guard owner >= 0, owner < owners, itemCount >= 0 else {
      return WordList(bytes: self, section: index, start: 0, count: 0)
    }
    let start = min(Int(word(index, 1 + owner)), itemCount)
    let end = min(max(Int(word(index, 2 + owner)), start), itemCount)
    return WordList(bytes: self, section: index, start: owners + 2 + start, count: end - start)
  }

  func rowCount(_ table: Table, width: Int) -> Int { section(table).wordCount / width }

  /// The whole catalog, for those who write or hash it.
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    unsafe body(Span(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count)))
  }
}

/// A run of words inside a catalog.
struct WordList: RandomAccessCollection {
  let bytes: CatalogBytes
  let section: CatalogBytes.Section
  let start: Int
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }
  subscript(index: Int) -> UInt32 { bytes.word(section, start + index) }
}
