/// The tables and pools of a catalog while it is being built: already in their final, compact form.
final class CatalogDraft {
  var tables = TableSet()
  /// Takes the text as it comes, and all else at the end.
  let stream: CatalogStream
  let pool: TextPool
  var lists: ListPool
  var drugs: Symbols
  var classes: Symbols
  var sources: Symbols
  var conditions: Symbols
  /// Space for the words of a row, lent to one writer at a time.
  var spareWords: [UInt32] = []
  private var lastSources: (ids: [Source.ID], list: UInt32) = ([], 0)

  init(passingTo stream: CatalogStream) {
    self.stream = stream
    pool = TextPool(passingTo: stream)
    lists = ListPool()
    drugs = Symbols()
    classes = Symbols()
    sources = Symbols()
    conditions = Symbols()
  }

  /// True once a pool has outgrown the 32 bits of its offsets.
  var isTooLarge: Bool { pool.isFull || lists.isFull }

  /// The pool offset of `text`, which is stored once however often it is used.
  func intern(_ text: String) -> UInt32 { pool.intern(text) }
  func intern(list: [UInt32]) -> UInt32 { lists.intern(list.span) }

  /// The pool offset of the list of what `number` gives for each value.
  func intern<Value>(_ values: [Value], _ number: (CatalogDraft, Value) -> UInt32) -> UInt32 {
    values.isEmpty ? 0 : intern(list: values.map { number(self, $0) })
  }

  /// The list of the rows of sources; most records cite what the one before cites.
  func sourceList(_ ids: [Source.ID]) -> UInt32 {
    if ids == lastSources.ids { return lastSources.list }
    let list = ids.isEmpty ? 0 : intern(list: ids.map { sources.row($0.rawValue) })
    lastSources = (ids, list)
    return list
  }

  /// The bytes of the pool string at `offset`, which `intern` gave.
  func poolString(_ offset: UInt32) -> [UInt8] { pool.text(at: offset) }

  /// The items of the list at `offset`, which `intern(list:)` gave.
  func listItems(_ offset: UInt32) -> ArraySlice<UInt32> { lists.items(at: offset) }

  /// Adds a row at the end of its table. - Returns: its number.
  @discardableResult
  func append<Record: CatalogRecord>(_ record: Record) -> UInt32 {
    var row = RowWriter(self, width: Record.wordsPerRow)
    record.encode(to: &row)
    defer { row.giveBack() }
    return append(row.words, to: Record.table, width: Record.wordsPerRow)
  }

  func append(_ statement: StoredStatement) -> UInt32 {
    var row = RowWriter(self, width: InteractionStatement.wordsPerRow)
    statement.encode(to: &row)
    defer { row.giveBack() }
    return append(row.words, to: InteractionStatement.table, width: InteractionStatement.wordsPerRow)
  }

  @discardableResult
  func append(_ words: [UInt32], to table: Table, width: Int) -> UInt32 {
    precondition(words.count == width, "a row of \(table) has \(words.count) words, not \(width)")
    let row = tables[table].count / width
    tables[table].makeRoom(for: width)
    tables[table].append(contentsOf: words)
    return UInt32(row)
  }

  /// Writes the row of a record that others refer to by id, wherever its id gave it its place.
  func set<Record: CatalogRecord>(_ record: Record, at row: UInt32) {
    var writer = RowWriter(self, width: Record.wordsPerRow)
    record.encode(to: &writer)
    let width = Record.wordsPerRow
    precondition(
      writer.words.count == width, "a row of \(Record.table) has \(writer.words.count) words, not \(width)")
    let start = Int(row) * width
    let count = tables[Record.table].count
    if count < start + width {
      tables[Record.table].append(contentsOf: repeatElement(0, count: start + width - count))
    }
    tables[Record.table].replaceSubrange(start..<start + width, with: writer.words)
  }

  /// Takes over everything of `catalog` apart from its indexes, so that more can be added.
  /// - Complexity: one pass over the catalog.
  init(from bytes: CatalogBytes, passingTo stream: CatalogStream) {
    self.stream = stream
    for table in Table.allCases where table.rawValue >= 10 && table.rawValue < 50 {
      tables[table] = bytes.words(bytes.section(table))
    }
    lists = ListPool(bytes.words(bytes.section(.lists)))
    pool = TextPool(bytes.bytes(bytes.section(.strings)), passingTo: stream)
    drugs = Self.symbols(.drugs, width: Drug.wordsPerRow, bytes)
    classes = Self.symbols(.classes, width: DrugClass.wordsPerRow, bytes)
    sources = Self.symbols(.sources, width: Source.wordsPerRow, bytes)
    conditions = Self.symbols(.conditions, width: Condition.wordsPerRow, bytes)
  }

  private static func symbols(_ table: Table, width: Int, _ bytes: CatalogBytes) -> Symbols {
    var symbols = Symbols()
    let section = bytes.section(table)
    for row in 0..<section.wordCount / width {
      _ = symbols.define(bytes.string(bytes.word(section, row * width)))
    }
    return symbols
  }
}

/// The words of every table.
struct TableSet {
  private var words: [[UInt32]]

  init() {
    words = Array(repeating: [], count: Table.allCases.reduce(0) { max($0, Int($1.rawValue)) } + 1)
  }

  mutating func merge(_ tables: [Table: [UInt32]]) {
    for (table, words) in tables { self[table] = words }
  }

  subscript(table: Table) -> [UInt32] {
    get { words[Int(table.rawValue)] }
    _modify { yield &words[Int(table.rawValue)] }
    set { words[Int(table.rawValue)] = newValue }
  }
}
