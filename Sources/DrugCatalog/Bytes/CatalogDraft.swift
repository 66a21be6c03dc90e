/// The tables and pools of a catalog while it is being built: already in their final, compact form.
final class CatalogDraft {
  var tables: [Table: [UInt32]] = [:]
  var drugs = Symbols()
  var classes = Symbols()
  var sources = Symbols()
  var conditions = Symbols()

  private(set) var pool: [UInt8] = [0]
  private(set) var lists: [UInt32] = [0]
  private var offsetOfString: [String: UInt32] = ["": 0]
  private var offsetOfList: [[UInt32]: UInt32] = [[]: 0]
  /// True once a pool has outgrown the 32 bits of its offsets.
  private(set) var isTooLarge = false

  /// Ids and the rows they stand for. A row is given out at the first mention, whether that is the definition
  /// or a reference to it.
  struct Symbols {
    private(set) var ids: [String] = []
    private(set) var isDefined: [Bool] = []
    private var rows: [String: UInt32] = [:]

    mutating func row(_ id: String) -> UInt32 {
      if let row = rows[id] { return row }
      let row = UInt32(ids.count)
      rows[id] = row
      ids.append(id)
      isDefined.append(false)
      return row
    }

    func existingRow(_ id: String) -> UInt32? { rows[id] }

    /// - Returns: false when it was defined before.
    mutating func define(_ id: String) -> Bool {
      let row = Int(row(id))
      defer { isDefined[row] = true }
      return !isDefined[row]
    }

    var undefined: [(id: String, row: UInt32)] {
      isDefined.indices.filter { !isDefined[$0] }.map { (ids[$0], UInt32($0)) }
    }
  }

  /// The pool offset of `text`, which is stored once however often it is used.
  func intern(_ text: String) -> UInt32 {
    if let known = offsetOfString[text] { return known }
    guard pool.count < Int(UInt32.max) - text.utf8.count - 8 else {
      isTooLarge = true
      return 0
    }
    let offset = UInt32(pool.count)
    var length = text.utf8.count
    while length >= 0x80 {
      pool.append(UInt8(length & 0x7F) | 0x80)
      length >>= 7
    }
    pool.append(UInt8(length))
    pool.append(contentsOf: text.utf8)
    offsetOfString[text] = offset
    return offset
  }

  func intern(list: [UInt32]) -> UInt32 {
    if let known = offsetOfList[list] { return known }
    guard lists.count < Int(UInt32.max) - list.count - 1 else {
      isTooLarge = true
      return 0
    }
    let offset = UInt32(lists.count)
    lists.append(UInt32(list.count))
    lists.append(contentsOf: list)
    offsetOfList[list] = offset
    return offset
  }

  /// The bytes of the pool string at `offset`, which `intern` gave.
  func poolString(_ offset: UInt32) -> [UInt8] {
    var cursor = Int(offset)
    var length = 0
    var shift = 0
    while true {
      let byte = pool[cursor]
      cursor += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    return Array(pool[cursor..<cursor + length])
  }

  /// The items of the list at `offset`, which `intern(list:)` gave.
  func listItems(_ offset: UInt32) -> [UInt32] {
    let start = Int(offset)
    return Array(lists[start + 1..<start + 1 + Int(lists[start])])
  }

  /// Adds a row at the end of its table. - Returns: its number.
  @discardableResult
  func append<Record: CatalogRecord>(_ record: Record) -> UInt32 {
    var row = RowWriter(self)
    record.encode(to: &row)
    return append(row.words, to: Record.table, width: Record.wordsPerRow)
  }

  @discardableResult
  func append(_ words: [UInt32], to table: Table, width: Int) -> UInt32 {
    precondition(words.count == width, "a row of \(table) has \(words.count) words, not \(width)")
    let row = tables[table, default: []].count / width
    tables[table, default: []].append(contentsOf: words)
    return UInt32(row)
  }

  /// Writes the row of a record that others refer to by id, wherever its id gave it its place.
  func set<Record: CatalogRecord>(_ record: Record, at row: UInt32) {
    var writer = RowWriter(self)
    record.encode(to: &writer)
    let width = Record.wordsPerRow
    precondition(
      writer.words.count == width, "a row of \(Record.table) has \(writer.words.count) words, not \(width)")
    let start = Int(row) * width
    var words = tables.removeValue(forKey: Record.table) ?? []
    if words.count < start + width {
      words.append(contentsOf: repeatElement(0, count: start + width - words.count))
    }
    words.replaceSubrange(start..<start + width, with: writer.words)
    tables[Record.table] = words
  }

  init() {}

  /// Takes over everything of `catalog` apart from its indexes, so that more can be added.
  /// - Complexity: one pass over the catalog.
  init(from bytes: CatalogBytes) {
    for table in Table.allCases where table.rawValue >= 10 && table.rawValue < 50 {
      let section = bytes.section(table)
      tables[table] = (0..<section.wordCount).map { bytes.word(section, $0) }
    }
    let listSection = bytes.section(.lists)
    lists = (0..<listSection.wordCount).map { bytes.word(listSection, $0) }
    if lists.isEmpty { lists = [0] }
    takePool(from: bytes)
    takeLists()
    takeSymbols(from: bytes)
  }

  private func takePool(from bytes: CatalogBytes) {
    let section = bytes.section(.strings)
    pool = []
    pool.reserveCapacity(section.wordCount * 4)
    for index in 0..<section.wordCount {
      let word = bytes.word(section, index)
      for shift: UInt32 in [0, 8, 16, 24] { pool.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    if pool.isEmpty { pool = [0] }
    var offset = 0
    while offset < pool.count {
      var length = 0
      var shift = 0
      var cursor = offset
      while cursor < pool.count, shift < 35 {
        let byte = pool[cursor]
        cursor += 1
        length |= Int(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      guard length <= pool.count - cursor else { break }
      let text = String(decoding: pool[cursor..<cursor + length], as: UTF8.self)
      if offsetOfString[text] == nil { offsetOfString[text] = UInt32(offset) }
      offset = cursor + length
    }
  }

  private func takeLists() {
    var offset = 0
    while offset < lists.count {
      let count = min(Int(lists[offset]), lists.count - offset - 1)
      offsetOfList[Array(lists[offset + 1..<offset + 1 + count])] = UInt32(offset)
      offset += count + 1
    }
  }

  private func takeSymbols(from bytes: CatalogBytes) {
    func symbols(_ table: Table, width: Int) -> Symbols {
      var symbols = Symbols()
      let section = bytes.section(table)
      for row in 0..<section.wordCount / width {
        _ = symbols.define(bytes.string(bytes.word(section, row * width)))
      }
      return symbols
    }
    drugs = symbols(.drugs, width: Drug.wordsPerRow)
    classes = symbols(.classes, width: DrugClass.wordsPerRow)
    sources = symbols(.sources, width: Source.wordsPerRow)
    conditions = symbols(.conditions, width: Condition.wordsPerRow)
  }
}
