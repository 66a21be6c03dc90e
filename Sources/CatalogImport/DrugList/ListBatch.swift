import DrugCatalog

/// Some records of a drug list with all that is inside them, laid out flat, and what is wrong with their structure.
/// Never a whole file: batches are used again and again.
final class ListBatch {
  /// Number of the file it stands in.
  let file: Int32
  private(set) var nodes: [Node] = []
  private(set) var attributes: [Attribute] = []
  private(set) var bytes: [UInt8] = []
  private(set) var records: [Record] = []
  private(set) var issues: [Issue] = []

  /// Most elements in one record, and most bytes of text and attributes.
  static let mostNodes = 50_000
  static let mostBytes = 4 << 20
  private static let longestWord = 64
  /// A batch of this many bytes or elements is handed on.
  private static let fullAt = 128 << 10

  /// One record: its place among the nodes, and its issues. An element that is none of the format has issues alone.
  struct Record {
    fileprivate(set) var node: Int32?
    fileprivate(set) var issues: Range<Int32>
  }

  /// Something met while a record was put together.
  struct Issue {
    var kind: Kind
    var text: String
    var place: ImportPlace

    enum Kind {
      case problem
      case oddity(ImportLedger.Kind)
    }
  }

  struct Node {
    var word: DrugListWord
    var line: Int32
    var column: Int32
    var firstAttribute: Int32
    var attributeEnd: Int32
    /// Its own text in `bytes`, white space collapsed.
    var text: Range<Int32> = 0..<0
    /// True when white space came after the text so far.
    var endsWithSpace = false
    /// The node behind its last descendant; 0 while the element is open.
    var end: Int32 = 0
  }

  struct Attribute {
    var word: DrugListWord
    var value: Range<Int32>
  }

  init(file: Int32) { self.file = file }

  var isFull: Bool { bytes.count > Self.fullAt || nodes.count > Self.fullAt / 8 }

  /// True when the record at hand has outgrown what is assembled in memory.
  var isRecordTooLarge: Bool {
    nodes.count - recordStart.nodes > Self.mostNodes || bytes.count - recordStart.bytes > Self.mostBytes
  }

  private var recordStart = (nodes: 0, bytes: 0)

  // MARK: Assembling

  func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    issues.removeAll()
    recordStart = (0, 0)
  }

  /// Begins a record, whose elements and issues follow.
  func beginRecord() {
    recordStart = (nodes.count, bytes.count)
    records.append(Record(node: nil, issues: Int32(issues.count)..<Int32(issues.count)))
  }

  func note(_ kind: Issue.Kind, _ text: String, at place: ImportPlace) {
    if records.isEmpty { beginRecord() }
    issues.append(Issue(kind: kind, text: text, place: place))
    let last = records.count - 1
    records[last].issues = records[last].issues.lowerBound..<Int32(issues.count)
  }

  /// Begins an element; attributes are added to the one begun last.
  func begin(_ word: DrugListWord, line: Int32, column: Int32) -> Int {
    let attribute = Int32(attributes.count)
    nodes.append(
      Node(word: word, line: line, column: column, firstAttribute: attribute, attributeEnd: attribute))
    if let last = records.indices.last, records[last].node == nil {
      records[last].node = Int32(nodes.count - 1)
    }
    return nodes.count - 1
  }

  /// - Returns: false when the value says nothing.
  func addAttribute(_ word: DrugListWord, _ value: Span<UInt8>) -> Bool {
    let start = Int32(bytes.count)
    var pending = false
    Self.append(value, to: &bytes, from: start, &pending)
    attributes.append(Attribute(word: word, value: start..<Int32(bytes.count)))
    nodes[nodes.count - 1].attributeEnd = Int32(attributes.count)
    return bytes.count > Int(start)
  }

  /// Adds text of the element, which may come in pieces and between its children.
  func addText(_ text: Span<UInt8>, to node: Int) {
    if nodes[node].text.isEmpty, Self.isBlank(text) { return }
    var range = nodes[node].text
    if range.upperBound != Int32(bytes.count) {
      // Something else was added since: bring what there is to the end, so that the text stays in one piece.
      let start = Int32(bytes.count)
      if !range.isEmpty {
        // A copy of the piece alone: a slice would keep the whole from growing in place.
        let piece = Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
        bytes.append(contentsOf: piece)
      }
      range = start..<Int32(bytes.count)
    }
    Self.append(text, to: &bytes, from: range.lowerBound, &nodes[node].endsWithSpace)
    nodes[node].text = range.lowerBound..<Int32(bytes.count)
  }

  func end(_ node: Int) { nodes[node].end = Int32(nodes.count) }
  func hasText(_ node: Int) -> Bool { !nodes[node].text.isEmpty }

  func place(_ node: Int) -> ImportPlace {
    ImportPlace(file: file, line: nodes[node].line, column: nodes[node].column)
  }

  /// White space as readers of prose expect it: runs become one blank, none at the ends.
  private static func append(
    _ text: Span<UInt8>, to bytes: inout [UInt8], from start: Int32, _ pending: inout Bool
  ) {
    if isCollapsed(text) {
      if pending, bytes.count > Int(start) { bytes.append(0x20) }
      pending = false
      unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      return
    }
    var index = 0
    while index < text.count {
      // One run after the other: what is already collapsed is copied as it stands.
      let runStart = index
      while index < text.count, text[index] > 0x20 || isSingleBlank(text, index) { index += 1 }
      if index > runStart {
        if pending, bytes.count > Int(start) { bytes.append(0x20) }
        pending = false
        unsafe text.extracting(runStart..<index).withUnsafeBufferPointer {
          unsafe bytes.append(contentsOf: $0)
        }
      }
      while index < text.count, text[index] <= 0x20 {
        pending = true
        index += 1
      }
    }
  }

  /// Whether all white space is single blanks between words, as in most text. Has no way out on the way: so written, the
  /// compiler looks at many bytes at once.
  private static func isCollapsed(_ text: Span<UInt8>) -> Bool {
    guard !text.isEmpty, text[0] > 0x20, text[text.count - 1] > 0x20 else { return false }
    return unsafe text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return true }
      var isOther: UInt8 = 0
      for index in 1..<max(1, bytes.count) {
        let byte = unsafe start[index]
        let isControl: UInt8 = byte < 0x20 ? 1 : 0
        let isSecondBlank: UInt8 = unsafe (byte ^ 0x20 | start[index - 1] ^ 0x20) == 0 ? 1 : 0
        isOther |= isControl | isSecondBlank
      }
      return isOther == 0
    }
  }

  /// A blank between two words. XML allows no other control characters than white space.
  private static func isSingleBlank(_ text: Span<UInt8>, _ index: Int) -> Bool {
    text[index] == 0x20 && index > 0 && index + 1 < text.count && text[index - 1] > 0x20
      && text[index + 1] > 0x20
  }

  private static func isBlank(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] > 0x20 { return false }
    return true
  }

  // MARK: Reading

  /// The record itself; `nil` when there are only issues, and when the document broke off in the middle of it.
  func element(of record: Record) -> ListElement? {
    guard let node = record.node, nodes[Int(node)].end > node else { return nil }
    return ListElement(batch: self, index: Int(node))
  }

  func text(_ range: Range<Int32>) -> String {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe String(
        decoding: UnsafeBufferPointer(rebasing: $0[Int(range.lowerBound)..<Int(range.upperBound)]),
        as: UTF8.self)
    }
  }

  func attribute(_ word: DrugListWord, of index: Int) -> String? {
    for at in Int(nodes[index].firstAttribute)..<Int(nodes[index].attributeEnd)
    where attributes[at].word.number == word.number {
      return text(attributes[at].value)
    }
    return nil
  }

  /// Hands the attribute's bytes to `body`; none when it is not there.
  func withAttribute<Result>(
    _ word: DrugListWord, of index: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    var value: Range<Int32> = 0..<0
    for at in Int(nodes[index].firstAttribute)..<Int(nodes[index].attributeEnd)
    where attributes[at].word.number == word.number {
      value = attributes[at].value
      break
    }
    return withBytes(value, body)
  }

  /// Hands the text of a node to `body`.
  func withText<Result>(of index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    withBytes(nodes[index].text, body)
  }

  private func withBytes<Result>(_ range: Range<Int32>, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe body($0.span.extracting(Int(range.lowerBound)..<Int(range.upperBound)))
    }
  }

  /// Hands over every text that is no longer than a line, every id, and every reference to a drug by an interaction: what
  /// is looked for in tables.
  func forEachWord(text: (Span<UInt8>) -> Void, drug: (Span<UInt8>) -> Void) {
    for node in nodes where !node.text.isEmpty && node.text.count <= Self.longestWord {
      withBytes(node.text, text)
    }
    for attribute in attributes {
      switch attribute.word.number {
      case DrugListWord.id.number: withBytes(attribute.value, text)
      case DrugListWord.ref.number: withBytes(attribute.value, drug)
      default: break
      }
    }
  }

  func children(_ word: DrugListWord, of index: Int) -> [ListElement] {
    var children: [ListElement] = []
    var at = index + 1
    let end = Int(nodes[index].end)
    while at < end {
      if nodes[at].word.number == word.number { children.append(ListElement(batch: self, index: at)) }
      at = max(at + 1, Int(nodes[at].end))
    }
    return children
  }

  func childText(_ word: DrugListWord, of index: Int) -> String {
    var at = index + 1
    while at < Int(nodes[index].end) {
      if nodes[at].word.number == word.number { return text(nodes[at].text) }
      at = max(at + 1, Int(nodes[at].end))
    }
    return ""
  }
}
