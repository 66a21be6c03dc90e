import XMLEvents

/// The narrative of a section: paragraphs, lists and tables, with inline marks of every kind between them.
struct SPLText {
  let document: ListDocument

  enum Block {
    /// The words, and how many bytes of them lead in to the list that an item stands in.
    case passage([UInt8], leadIn: Int)
    case table(LabelTable)
  }

  /// Longest passage that is kept whole, in bytes; longer ones are cut at a blank.
  private static let mostPassage = 16 * 1024

  /// Hands the blocks of the element whose start was read to `body`, in order. An item of a list comes with the words
  /// that lead in to the list: "This medicine may cause: leg cramps".
  func forEachBlock(_ body: (Block, XMLEvent) -> Void) throws(XMLError) {
    var passage = Passage()
    var depth = 1
    func flush(_ event: XMLEvent) {
      if let (text, leadIn) = passage.take() { body(.passage(text, leadIn: leadIn), event) }
    }
    while depth > 0, let event = try document.reader.next() {
      let word = event.kind == .text ? nil : SPLWord(event.name)
      switch event.kind {
      case .text:
        document.reader.appendText(of: event, to: &passage.bytes)
        if passage.bytes.count > Self.mostPassage { flush(event) }
      case .start:
        switch word {
        case .table:
          flush(event)
          body(.table(try SPLTable(document: document).read()), event)
          continue
        case .footnote:
          let note = try document.readText(of: event)
          body(.passage(Array(note.utf8), leadIn: 0), event)
          continue
        case .list:
          flush(event)
          passage.beginList()
        case .paragraph, .item, .caption: flush(event)
        case .br: passage.bytes.append(0x20)
        default: break
        }
        depth += 1
      case .end:
        depth -= 1
        if depth == 0 || [.paragraph, .item, .caption, .list].contains(word) { flush(event) }
        if word == .list { passage.endList() }
      }
    }
  }

  /// The passage being read and the words that lead in to the lists around it.
  private struct Passage {
    var bytes: [UInt8] = []
    private var last: [UInt8] = []
    private var leadIns: [[UInt8]] = []

    mutating func beginList() { leadIns.append(last.last == UInt8(ascii: ":") ? last : []) }
    mutating func endList() { _ = leadIns.popLast() }

    mutating func take() -> (text: [UInt8], leadIn: Int)? {
      let text = Array(ListDocument.collapsed(bytes).utf8)
      bytes.removeAll(keepingCapacity: true)
      guard !text.isEmpty else { return nil }
      last = text
      guard let leadIn = leadIns.last, !leadIn.isEmpty else { return (text, 0) }
      return (leadIn + [0x20] + text, leadIn.count + 1)
    }
  }
}

/// A table of a label's narrative, read cell by cell.
struct SPLTable {
  let document: ListDocument

  private static let mostColumns = 200
  private static let mostRows = 5000

  /// Reads the table whose start was read to its end.
  func read() throws(XMLError) -> LabelTable {
    var caption: [UInt8] = []
    var headings: [[LabelTable.Cell]] = []
    var rows: [[LabelTable.Cell]] = []
    // For each column, how many further rows a cell above reaches down.
    var reach: [Int: Int] = [:]
    var isInHead = false
    var depth = 1
    while depth > 0, let event = try document.reader.next() {
      guard event.kind != .text else { continue }
      let word = SPLWord(event.name)
      guard event.kind == .start else {
        depth -= 1
        if word == .thead { isInHead = false }
        continue
      }
      switch word {
      case .caption: caption = Array(try document.readText(of: event).utf8)
      case .tr:
        let row = try readRow(&reach)
        if isInHead { headings.append(row) } else if rows.count < Self.mostRows { rows.append(row) }
      default:
        if word == .thead { isInHead = true }
        depth += 1
      }
    }
    return LabelTable(caption: caption, headings: headings, rows: rows)
  }

  private func readRow(_ reach: inout [Int: Int]) throws(XMLError) -> [LabelTable.Cell] {
    var cells: [LabelTable.Cell] = []
    var column = 0
    var reached: [Int: Int] = [:]
    try document.forEachChild { (event, word) throws(XMLError) in
      guard word == .td || word == .th else { return try document.skip() }
      while let rows = reach[column], rows > 0 { column += 1 }
      let width = span(.colspan, event)
      let height = span(.rowspan, event)
      let text = try readCell()
      guard column + width <= Self.mostColumns else { return }
      cells.append(LabelTable.Cell(column: column, columnCount: width, text: text))
      if height > 1 { for covered in column..<column + width { reached[covered] = height } }
      column += width
    }
    for (column, rows) in reach where rows > 0 { reach[column] = rows - 1 }
    for (column, rows) in reached { reach[column] = rows - 1 }
    return cells
  }

  private func span(_ word: SPLWord, _ event: XMLEvent) -> Int {
    max(1, min(Self.mostColumns, Int(document.attribute(word, of: event)) ?? 1))
  }

  /// A cell's lines, white space collapsed in each; footnotes are left out.
  private func readCell() throws(XMLError) -> [UInt8] {
    var lines: [[UInt8]] = [[]]
    var depth = 1
    while depth > 0, let event = try document.reader.next() {
      switch event.kind {
      case .text:
        if lines[lines.count - 1].count < ListDocument.mostText {
          document.reader.appendText(of: event, to: &lines[lines.count - 1])
        }
      case .start:
        switch SPLWord(event.name) {
        case .footnote:
          try document.skip()
          continue
        case .br, .paragraph, .item: lines.append([])
        default: break
        }
        depth += 1
      case .end: depth -= 1
      }
    }
    let texts = lines.map { Array(ListDocument.collapsed($0).utf8) }.filter { !$0.isEmpty }
    return Array(texts.joined(separator: [0x0A]))
  }
}
