import DrugCatalog

/// A table of a label: cells at columns, spans resolved, so that a row's figures meet the headings above them.
package struct LabelTable: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    /// From 0.
    package var column: Int
    package var columnCount: Int
    /// Blanks collapsed; a line break within the cell stays one.
    package var text: [UInt8]

    package init(column: Int, columnCount: Int = 1, text: [UInt8]) {
      self.column = column
      self.columnCount = columnCount
      self.text = text
    }

    var lines: [[UInt8]] { text.split(separator: 0x0A).map(Array.init) }
    var string: String { String(decoding: text, as: UTF8.self) }
    /// True for words, false for figures.
    var isLabel: Bool { text.contains(where: LabelWords.isLetter) }
  }

  package var caption: [UInt8]
  /// Rows of headings, above the others.
  package var headings: [[Cell]]
  package var rows: [[Cell]]

  package init(caption: [UInt8] = [], headings: [[Cell]] = [], rows: [[Cell]]) {
    self.caption = caption
    self.headings = headings
    self.rows = rows
    if headings.isEmpty { takeHeadings() }
  }

  /// Tables without a head: the rows above the first that holds a figure beside its label.
  private mutating func takeHeadings() {
    let first = rows.firstIndex { row in
      row.contains {
        $0.column > 0 && !$0.lines.isEmpty && $0.lines.allSatisfy { Self.percentage($0, true) != nil }
      }
    }
    guard let first, first > 0 else { return }
    headings = Array(rows[..<first])
    rows.removeFirst(first)
  }

  // MARK: Figures

  /// The drug's and the comparator's percentage in a row.
  ///
  /// The drug's is the first column of figures that is no comparator's: labels put all doses together first, or the
  /// lowest dose. Counts without a percentage give nothing.
  func rate(of row: [Cell], line: Int, lineCount: Int) -> LabelRate? {
    let inPercent = isInPercent
    let figures = row.compactMap { cell -> (column: Int, value: String)? in
      guard cell.column > 0 else { return nil }
      let lines = cell.lines
      guard let text = lines.count == lineCount ? lines[line] : lineCount == 1 ? lines.first : nil else {
        return nil
      }
      return Self.percentage(text, inPercent || isInPercent(column: cell.column)).map { (cell.column, $0) }
    }
    guard let drug = figures.first(where: { !isComparator($0.column) }) else { return nil }
    let comparator =
      figures.first { $0.column > drug.column && isComparator($0.column) }
      ?? figures.first { isComparator($0.column) }
    let heading = heading(of: drug.column)
    var text = "\(drug.value)%" + (heading.isEmpty ? "" : " (\(heading))")
    if let comparator { text += " vs \(comparator.value)% (\(self.heading(of: comparator.column)))" }
    return LabelRate(value: drug.value, comparator: comparator?.value ?? "", text: text)
  }

  /// A cell's percentage: "3.6", "3.6%", "12 (3.4)", "<1"; nothing for words and for counts.
  private static func percentage(_ text: [UInt8], _ isInPercent: Bool) -> String? {
    guard let words = LabelWords.sentences(text).first, !words.contains(where: \.isWord) else { return nil }
    let numbers = words.indices.filter { words[$0].kind == .number }
    guard let first = numbers.first, numbers.count <= 2 else { return nil }
    let signed = numbers.first { $0 + 1 < words.count && words[$0 + 1].kind == .percent }
    let bracketed = numbers.first { $0 > 0 && words[$0 - 1].kind == .open }
    guard let at = signed ?? bracketed ?? (isInPercent ? first : nil) else { return nil }
    guard let number = Double(words[at].text), number <= 100 else { return nil }
    return (at > 0 && words[at - 1].kind == .less ? "<" : "") + words[at].text
  }

  private var isInPercent: Bool {
    ([caption] + headings.flatMap { $0.filter { $0.column == 0 }.map(\.text) }).contains(
      where: Self.saysPercent)
  }

  private func isInPercent(column: Int) -> Bool {
    cells(above: column).contains { Self.saysPercent($0.text) }
  }

  private static func saysPercent(_ text: [UInt8]) -> Bool {
    let words = LabelWords.sentences(text).joined()
    // "Reactions in ≥ 2%" tells a threshold, and that the figures are of the same kind.
    return words.contains { $0.kind == .percent || ["percent", "percentage", "incidence"].contains($0.text) }
  }

  private func isComparator(_ column: Int) -> Bool {
    cells(above: column).contains { cell in
      LabelWords.sentences(cell.text).joined().contains { ProseFigure.comparators.contains($0.text) }
    }
  }

  private func cells(above column: Int) -> [Cell] {
    headings.flatMap { row in row.filter { $0.column <= column && column < $0.column + $0.columnCount } }
  }

  private func heading(of column: Int) -> String {
    cells(above: column).last { !$0.text.isEmpty }.map { cell in
      CrampPhraseFinder.excerpt(cell.text.map { $0 == 0x0A ? 0x20 : $0 }, 0..<min(cell.text.count, 60))
    } ?? ""
  }

  /// A row as one line: its label and its figures. - Parameter line: The line of cells that have as many; `nil` for all.
  func words(of row: [Cell], line: Int? = nil, lineCount: Int = 0) -> String {
    let parts = row.map { cell -> String in
      let lines = cell.lines
      let text = line.flatMap { lines.count == lineCount ? lines[$0] : nil } ?? cell.text
      return String(decoding: text.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
    let joined = Array(parts.filter { !$0.isEmpty }.joined(separator: " | ").utf8)
    return CrampPhraseFinder.excerpt(joined, 0..<joined.count)
  }
}
