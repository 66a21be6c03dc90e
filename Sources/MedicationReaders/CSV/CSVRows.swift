private import CCSV

/// One row of a table, its fields unquoted.
struct CSVRow {
  /// Of its first character, from 1.
  var line = 0
  /// A quote stood where none may; the row was cut at every delimiter and keeps its quotes.
  var isIrregular = false
  /// How many fields the row has; only the first `CSVRows.mostFields` are kept.
  fileprivate(set) var fieldCount = 0
  fileprivate var bytes: [UInt8] = []
  fileprivate var ends: [Int] = []

  /// The field's bytes, without blanks at its ends; empty past the last field.
  func field(_ index: Int) -> ArraySlice<UInt8> {
    guard ends.indices.contains(index) else { return [] }
    var field = bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    while let first = field.first, first <= 0x20 { field.removeFirst() }
    while let last = field.last, last <= 0x20 { field.removeLast() }
    return field
  }

  /// How many fields can be asked for.
  var keptCount: Int { ends.count }

  /// True when no field holds anything.
  var isBlank: Bool { (0..<keptCount).allSatisfy { field($0).isEmpty } }

  fileprivate mutating func append(_ field: UnsafeRawBufferPointer) {
    fieldCount += 1
    guard fieldCount <= CSVRows.mostFields else { return }
    unsafe bytes.append(contentsOf: field)
    ends.append(bytes.count)
  }

  fileprivate mutating func clear() {
    fieldCount = 0
    isIrregular = false
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// Separated values, parsed by libcsv on bytes: quotes doubled inside quotes, line ends inside quotes, rows that
/// end in CR, LF or CR LF, mixed as they please.
///
/// libcsv gets one line at a time, so that every row knows its line and one bad row costs only itself.
enum CSVRows {
  /// Fields past this are counted, not kept.
  static let mostFields = 1024

  /// Hands every row that is not blank to `body`, in order.
  /// - Throws: `MedicationFileError` for a quote that is never closed and for what `body` throws.
  static func read(
    _ table: ArraySlice<UInt8>, delimiter: UInt8, firstLine: Int,
    _ body: (CSVRow) throws(MedicationFileError) -> Void
  ) throws(MedicationFileError) {
    let strict = try CSVParser(delimiter: delimiter, isQuoting: true)
    let literal = try CSVParser(delimiter: delimiter, isQuoting: false)
    var lines = LineCutter(table, firstLine: firstLine)
    var start = lines
    while let line = lines.next() {
      if !strict.isInRow { strict.begin(line: line.number) }
      if !strict.take(line.bytes) {
        try strict.restart()
        while start.at < lines.at, let line = start.next() {
          literal.begin(line: line.number)
          _ = literal.take(line.bytes)
          literal.finish()
          literal.sink.row.isIrregular = true
          if !literal.sink.row.isBlank { try body(literal.sink.row) }
        }
      } else if strict.sink.isComplete {
        if !strict.sink.row.isBlank { try body(strict.sink.row) }
        strict.begin(line: line.number)
      }
      if !strict.isInRow { start = lines }
    }
    guard strict.finish() else {
      throw MedicationFileError(
        .malformed("a quote opened on line \(strict.sink.row.line) is never closed"),
        line: strict.sink.row.line)
    }
    if strict.sink.isComplete, !strict.sink.row.isBlank { try body(strict.sink.row) }
  }
}

/// Cuts after every CR, LF or CR LF and keeps them.
private struct LineCutter {
  let table: ArraySlice<UInt8>
  var at: Int
  var number: Int

  init(_ table: ArraySlice<UInt8>, firstLine: Int) {
    self.table = table
    at = table.startIndex
    number = firstLine
  }

  mutating func next() -> (number: Int, bytes: ArraySlice<UInt8>)? {
    guard at < table.endIndex else { return nil }
    let start = at
    while at < table.endIndex {
      let byte = table[at]
      at += 1
      if byte == 0x0A { break }
      if byte == 0x0D {
        if at < table.endIndex, table[at] == 0x0A { at += 1 }
        break
      }
    }
    defer { number += 1 }
    return (number, table[start..<at])
  }
}

/// What libcsv's callbacks fill.
private final class CSVSink {
  var row = CSVRow()
  var isComplete = false
}

/// Owns one libcsv parser.
@safe private final class CSVParser {
  let sink = CSVSink()
  private var parser = unsafe csv_parser()
  private let delimiter: UInt8
  private let isQuoting: Bool

  /// libcsv's state before the first character of a row.
  private static let rowNotBegun: Int32 = 0

  init(delimiter: UInt8, isQuoting: Bool) throws(MedicationFileError) {
    self.delimiter = delimiter
    self.isQuoting = isQuoting
    try start()
  }

  deinit { unsafe csv_free(&parser) }

  var isInRow: Bool { unsafe parser.pstate != Self.rowNotBegun }

  func begin(line: Int) {
    sink.row.clear()
    sink.row.line = line
    sink.isComplete = false
  }

  /// False when a quote stands where none may.
  func take(_ line: ArraySlice<UInt8>) -> Bool {
    let sink = unsafe Unmanaged.passUnretained(sink).toOpaque()
    return unsafe line.withUnsafeBytes { line in
      unsafe csv_parse(&parser, line.baseAddress, line.count, endOfField, endOfRow, sink) == line.count
    }
  }

  /// Ends the last row; false when a quote is still open.
  @discardableResult
  func finish() -> Bool {
    let sink = unsafe Unmanaged.passUnretained(sink).toOpaque()
    return unsafe csv_fini(&parser, endOfField, endOfRow, sink) == 0
  }

  func restart() throws(MedicationFileError) {
    unsafe csv_free(&parser)
    try start()
  }

  private func start() throws(MedicationFileError) {
    let options = isQuoting ? CSV_STRICT | CSV_STRICT_FINI : 0
    guard unsafe csv_init(&parser, UInt8(options)) == 0 else {
      throw MedicationFileError(.limit("not enough memory to read the table"))
    }
    unsafe csv_set_delim(&parser, delimiter)
    // A zero byte cannot occur: the reader refuses it.
    if !isQuoting { unsafe csv_set_quote(&parser, 0) }
  }
}

private func endOfField(_ field: UnsafeMutableRawPointer?, _ count: Int, _ sink: UnsafeMutableRawPointer?) {
  guard let sink = unsafe sink else { return }
  let field = unsafe UnsafeRawBufferPointer(start: field, count: field == nil ? 0 : count)
  unsafe Unmanaged<CSVSink>.fromOpaque(sink).takeUnretainedValue().row.append(field)
}

private func endOfRow(_ character: Int32, _ sink: UnsafeMutableRawPointer?) {
  guard let sink = unsafe sink else { return }
  unsafe Unmanaged<CSVSink>.fromOpaque(sink).takeUnretainedValue().isComplete = true
}
