private import CXXHash

/// Ids and the rows they stand for. A row is given out at the first mention, whether that is the definition or a
/// reference to it.
struct Symbols {
  /// The ids again, row by row, close together: they are looked at all the time, and the pool is large.
  private var letters: [UInt8] = []
  private var places: [Place] = []
  private(set) var isDefined: [Bool] = []
  /// Rows by the letters of their ids: one look where the pool and a table of offsets would cost two.
  private var rows = SlotTable()

  /// Where the letters of an id are, and the first eight of them: most ids are no longer, and need no second look.
  private struct Place {
    var start: UInt64
    var first: UInt32
    var count: UInt32

    var extent: Range<Int> { Int(first)..<Int(first) + Int(count) }

    /// As many letters as there are up to eight, as a number.
    static func start(of id: Span<UInt8>) -> UInt64 {
      unsafe id.withUnsafeBytes { id in
        if id.count >= 8 { return unsafe id.loadUnaligned(as: UInt64.self) }
        var start: UInt64 = 0
        for index in id.indices { start = unsafe start << 8 | UInt64(id[index]) }
        return start
      }
    }
  }

  var count: Int { places.count }

  /// The id of a row; empty for a row that was never given out.
  func id(_ row: UInt32) -> String {
    Int(row) < places.count ? String(decoding: letters[places[Int(row)].extent], as: UTF8.self) : ""
  }

  mutating func row(_ id: Span<UInt8>) -> UInt32 {
    let hash = TextPool.hash(id)
    if let known = find(id, hash) { return known }
    let row = UInt32(places.count)
    let first = UInt32(letters.count)
    unsafe id.withUnsafeBufferPointer { unsafe letters.append(contentsOf: $0) }
    places.append(Place(start: Place.start(of: id), first: first, count: UInt32(id.count)))
    isDefined.append(false)
    rows.insert(row, hash)
    return row
  }

  mutating func row(_ id: String) -> UInt32 {
    var id = id
    return id.withUTF8 { unsafe row($0.span) }
  }

  /// Brings near what looking for `id` will look at, in two steps for several ids. Changes nothing but what is expected.
  mutating func expect(_ id: Span<UInt8>) { rows.expect(TextPool.hash(id)) }

  mutating func expectFurther() {
    rows.forEachExpected { row in
      unsafe places.withUnsafeBufferPointer { unsafe crampcheck_expect($0.baseAddress! + Int(row)) }
    }
    rows.expectNothing()
  }

  func existingRow(_ id: String) -> UInt32? {
    var id = id
    return id.withUTF8 { unsafe find($0.span, TextPool.hash($0.span)) }
  }

  private func find(_ id: Span<UInt8>, _ hash: UInt32) -> UInt32? {
    let start = Place.start(of: id)
    return rows.find(hash) { row in
      let place = places[Int(row)]
      guard place.start == start, Int(place.count) == id.count else { return false }
      return id.count <= 8 || letters.span.extracting(place.extent).elementsEqual(id)
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
