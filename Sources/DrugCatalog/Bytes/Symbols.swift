/// Ids and the rows they stand for. A row is given out at the first mention, whether that is the definition or a
/// reference to it.
struct Symbols {
  private let pool: TextPool
  /// The ids again, row by row, close together: they are looked at all the time, and the pool is large.
  private var letters: [UInt8] = []
  private var ends: [Int] = []
  private(set) var isDefined: [Bool] = []
  /// Rows by the letters of their ids: one look where the pool and a table of offsets would cost two.
  private var rows = SlotTable()

  init(_ pool: TextPool) { self.pool = pool }

  var count: Int { ends.count }

  /// The id of a row; empty for a row that was never given out.
  func id(_ row: UInt32) -> String {
    Int(row) < ends.count ? String(decoding: letters[extent(row)], as: UTF8.self) : ""
  }

  private func extent(_ row: UInt32) -> Range<Int> { (row == 0 ? 0 : ends[Int(row) - 1])..<ends[Int(row)] }

  mutating func row(_ id: String) -> UInt32 {
    let (known, hash) = find(id)
    if let known { return known }
    let row = UInt32(ends.count)
    letters.append(contentsOf: id.utf8)
    ends.append(letters.count)
    isDefined.append(false)
    rows.insert(row, hash)
    return row
  }

  func existingRow(_ id: String) -> UInt32? { find(id).row }

  private func find(_ id: String) -> (row: UInt32?, hash: UInt32) {
    pool.withHash(of: id) { letters, hash in
      (rows.find(hash) { self.letters.span.extracting(extent($0)).elementsEqual(letters) }, hash)
    }
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
