/// How a table is written: its delimiter and what its columns hold, found from its first lines.
struct TableLayout {
  enum Kind {
    /// The first row names the columns; `columns` holds one for each, `nil` for those that nobody knows.
    case headed(columns: [MedicationColumn?])
    /// No header: rows are medicines from the first on.
    case headless
    /// There is a header, and no column of it names a medicine.
    case foreign
  }

  var delimiter: UInt8
  var kind: Kind
  /// Where the table begins: after a `sep=` line.
  var start: Int
  var firstLine: Int

  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// - Parameter text: The beginning of the text at least, without a byte order mark.
  /// - Returns: `nil` when this is no table.
  init?(_ text: ArraySlice<UInt8>) {
    var lines = Self.firstLines(text)
    start = text.startIndex
    firstLine = 1
    var stated: UInt8?
    if let first = lines.first, first.count == 5, first.starts(with: Array("sep=".utf8)) {
      stated = first.last
      lines.removeFirst()
      start = text[first.endIndex...].firstIndex { $0 != 0x0D && $0 != 0x0A } ?? text.endIndex
      firstLine = 2
    }
    guard let header = lines.first else { return nil }
    let candidates = stated.map { [$0] } ?? Self.delimiters
    if let headed = Self.headed(header, then: lines.dropFirst().first, candidates, isStated: stated != nil) {
      (delimiter, kind) = headed
    } else if let bare = Self.bare(lines, candidates) {
      (delimiter, kind) = bare
    } else {
      return nil
    }
  }

  /// Lines that are not blank, the first sixteen.
  private static func firstLines(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.prefix(1 << 16).split(maxSplits: 64, whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      .filter { $0.contains { $0 > 0x20 } }.prefix(16).map { $0 }
  }

  /// The delimiter that finds the most known columns, one of which must name or code the medicine.
  private static func headed(
    _ header: ArraySlice<UInt8>, then next: ArraySlice<UInt8>?, _ candidates: [UInt8], isStated: Bool
  ) -> (UInt8, Kind)? {
    var best: (delimiter: UInt8, columns: [MedicationColumn?], known: Int)?
    for delimiter in candidates {
      let columns = fields(header, delimiter).map { MedicationColumn(header: $0) }
      let known = columns.count { $0 != nil }
      guard columns.count >= 2, columns.contains(where: { $0.map(isMedicine) ?? false }),
        known >= 2 || isStated || next?.contains(delimiter) ?? true, known > best?.known ?? 0
      else { continue }
      best = (delimiter, columns, known)
    }
    return best.map { ($0.delimiter, .headed(columns: $0.columns)) }
  }

  private static func isMedicine(_ column: MedicationColumn) -> Bool {
    switch column {
    case .name, .rxcui, .ndc, .atc, .unii, .snomed: true
    default: false
    }
  }

  /// Rows of equal length in which a column holds nothing but digits: a table, with a header when that column's
  /// first cell is a word.
  private static func bare(_ lines: [ArraySlice<UInt8>], _ candidates: [UInt8]) -> (UInt8, Kind)? {
    guard lines.count >= 2 else { return nil }
    for delimiter in candidates {
      let rows = lines.map { $0.split(separator: delimiter, omittingEmptySubsequences: false) }
      guard rows[0].count >= 2, rows.allSatisfy({ $0.count == rows[0].count }) else { continue }
      for column in rows[0].indices where rows.dropFirst().allSatisfy({ isNumber($0[column]) }) {
        if isNumber(rows[0][column]) { return (delimiter, .headless) }
        if rows[0].allSatisfy({ !$0.contains { (0x30...0x39).contains($0) } }) {
          return (delimiter, .foreign)
        }
      }
    }
    return nil
  }

  private static func isNumber(_ field: ArraySlice<UInt8>) -> Bool {
    !field.isEmpty && field.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func fields(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [String] {
    line.split(separator: delimiter, omittingEmptySubsequences: false).prefix(CSVRows.mostFields).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
