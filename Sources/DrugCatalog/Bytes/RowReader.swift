/// Reads one row, column by column, in the order in which `RowWriter` wrote it.
struct RowReader {
  let bytes: CatalogBytes
  private let section: CatalogBytes.Section
  private var index: Int

  init(_ bytes: CatalogBytes, _ table: Table, row: Int, width: Int) {
    self.bytes = bytes
    section = bytes.section(table)
    index = row * width
  }

  mutating func word() -> UInt32 {
    defer { index += 1 }
    return bytes.word(section, index)
  }

  mutating func skip(_ columns: Int) { index += columns }
  mutating func string() -> String { bytes.string(word()) }
  mutating func flag() -> Bool { word() != 0 }
  mutating func int() -> Int { Int(Int32(bitPattern: word())) }
  mutating func strings() -> [String] { bytes.list(word()).map(bytes.string) }

  /// Zero stands for nothing; numbers are stored one higher.
  mutating func optionalInt() -> Int? {
    let stored = word()
    return stored == 0 ? nil : Int(stored) - 1
  }

  /// The stored case; the first one for a number that stands for none.
  mutating func choice<Choice: CaseIterable>() -> Choice where Choice.AllCases == [Choice] {
    Choice.allCases[safe: Int(word())] ?? Choice.allCases[0]
  }

  mutating func optionalChoice<Choice: CaseIterable>() -> Choice? where Choice.AllCases == [Choice] {
    Choice.allCases[safe: Int(word()) - 1]
  }

  mutating func drugID() -> Drug.ID { id(.drugs, word()) }
  mutating func drugIDs() -> [Drug.ID] { bytes.list(word()).map { id(.drugs, $0) } }
  mutating func classID() -> DrugClass.ID { id(.classes, word()) }
  mutating func classIDs() -> [DrugClass.ID] { bytes.list(word()).map { id(.classes, $0) } }
  mutating func sourceIDs() -> [Source.ID] { bytes.list(word()).map { id(.sources, $0) } }
  mutating func optionalClassID() -> DrugClass.ID? { optionalInt().map { id(.classes, UInt32($0)) } }
  mutating func optionalConditionID() -> Condition.ID? { optionalInt().map { id(.conditions, UInt32($0)) } }

  mutating func children<Record: CatalogRecord>() -> [Record] {
    bytes.list(word()).map { bytes.record(Int($0)) }
  }

  /// The id stands in the first column of every table that is referred to by id.
  private func id<Record>(_ table: Table, _ row: UInt32) -> RecordID<Record> {
    let width =
      switch table {
      case .drugs: Drug.wordsPerRow
      case .classes: DrugClass.wordsPerRow
      case .sources: Source.wordsPerRow
      default: Condition.wordsPerRow
      }
    return RecordID(bytes.string(bytes.word(bytes.section(table), Int(row) * width)))
  }
}

extension CatalogBytes {
  func record<Record: CatalogRecord>(_ row: Int) -> Record {
    var reader = RowReader(self, Record.table, row: row, width: Record.wordsPerRow)
    return Record(from: &reader)
  }

  func rowCount<Record: CatalogRecord>(of type: Record.Type) -> Int {
    rowCount(Record.table, width: Record.wordsPerRow)
  }
}
