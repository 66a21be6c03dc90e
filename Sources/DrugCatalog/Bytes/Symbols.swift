/// Ids and the rows they stand for. A row is given out at the first mention, whether that is the definition or a
/// reference to it.
struct Symbols {
  /// The ids again, row by row, close together: they are looked at all the time, and the pool is large.
  private var letters: [UInt8] = []
  private var ends: [UInt32] = []
  private(set) var isDefined: [Bool] = []
  /// Rows by the letters of their ids: one look where the pool and a table of offsets would cost two.
  private var rows = SlotTable()

  var count: Int { ends.count }

  /// The id of a row; empty for a row that was never given out.
  func id(_ row: UInt32) -> String {
    Int(row) < ends.count ? String(decoding: letters[extent(row)], as: UTF8.self) : ""
  }

  private func extent(_ row: UInt32) -> Range<Int> {
    (row == 0 ? 0 : Int(ends[Int(row) - 1]))..<Int(ends[Int(row)])
  }

  mutating func row(_ id: Span<UInt8>) -> UInt32 {
    let hash = TextPool.hash(id)
    if let known = find(id, hash) { return known }
    let row = UInt32(ends.count)
    unsafe id.withUnsafeBufferPointer { unsafe letters.append(contentsOf: $0) }
    ends.append(UInt32(letters.count))
    isDefined.append(false)
    rows.insert(row, hash)
    return row
  }

  mutating func row(_ id: String) -> UInt32 {
    var id = id
    return id.withUTF8 { unsafe row($0.span) }
  }

  func existingRow(_ id: String) -> UInt32? {
    var id = id
    return id.withUTF8 { unsafe find($0.span, TextPool.hash($0.span)) }
  }

  private func find(_ id: Span<UInt8>, _ hash: UInt32) -> UInt32? {
    rows.find(hash) { letters.span.extracting(extent($0)).elementsEqual(id) }
  }

  /// - Returns: false when it was defined before.
  mutating func define(_ id: String) -> Bool {
    let row = Int(row(id))
    defer { isDefined[row] = true }
    return !isDefined[row]
  }

  var undefined: [(id: String, row: UInt32)] {
    isDefined.indices.filter { !isDefined[$0] }.map { (id(UInt32($0)), UInt32($0)) }
  }
}
