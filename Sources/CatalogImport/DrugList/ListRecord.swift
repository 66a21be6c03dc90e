/// One record of a drug list with all that is inside it, laid out flat. Never a whole file: storage is reused from
/// record to record.
final class ListRecord {
  /// Number of the file it stands in.
  let file: Int32
  fileprivate private(set) var nodes: [Node] = []
  fileprivate private(set) var attributes: [Attribute] = []
  fileprivate private(set) var bytes: [UInt8] = []

  /// Most elements in one record, and most bytes of text and attributes.
  static let mostNodes = 50_000
  static let mostBytes = 4 << 20

  fileprivate struct Node {
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

  fileprivate struct Attribute {
    var word: DrugListWord
    var value: Range<Int32>
  }

  init(file: Int32) { self.file = file }

  /// True when it has outgrown what is assembled in memory.
  var isTooLarge: Bool { nodes.count > Self.mostNodes || bytes.count > Self.mostBytes }

  // MARK: Assembling

  func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Begins an element; attributes are added to the one begun last.
  func begin(_ word: DrugListWord, line: Int32, column: Int32) -> ListElement {
    let attribute = Int32(attributes.count)
    nodes.append(
      Node(word: word, line: line, column: column, firstAttribute: attribute, attributeEnd: attribute))
    return ListElement(record: self, index: nodes.count - 1)
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
  func addText(_ text: Span<UInt8>, to element: ListElement) {
    if nodes[element.index].text.isEmpty, Self.isBlank(text) { return }
    var node = nodes[element.index]
    if node.text.upperBound != Int32(bytes.count) {
      // Something else was added since: bring what there is to the end, so that the text stays in one piece.
      let start = Int32(bytes.count)
      bytes.append(contentsOf: bytes[Int(node.text.lowerBound)..<Int(node.text.upperBound)])
      node.text = start..<Int32(bytes.count)
    }
    Self.append(text, to: &bytes, from: node.text.lowerBound, &node.endsWithSpace)
    node.text = node.text.lowerBound..<Int32(bytes.count)
    nodes[element.index] = node
  }

  func end(_ element: ListElement) { nodes[element.index].end = Int32(nodes.count) }

  /// White space as readers of prose expect it: runs become one blank, none at the ends.
  private static func append(
    _ text: Span<UInt8>, to bytes: inout [UInt8], from start: Int32, _ pending: inout Bool
  ) {
    var index = 0
    while index < text.count {
      // One run after the other: what is already collapsed is copied as it stands.
      let runStart = index
      while index < text.count, !isSpace(text[index]) || isSingleBlank(text, index) { index += 1 }
      if index > runStart {
        if pending, bytes.count > Int(start) { bytes.append(0x20) }
        pending = false
        unsafe text.extracting(runStart..<index).withUnsafeBufferPointer {
          unsafe bytes.append(contentsOf: $0)
        }
      }
      while index < text.count, isSpace(text[index]) {
        pending = true
        index += 1
      }
    }
  }

  /// A blank between two words.
  private static func isSingleBlank(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index > 0 && index + 1 < text.count && text[index] == 0x20 && !isSpace(text[index - 1])
      && !isSpace(text[index + 1])
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}

/// One element of the record at hand; worth nothing once the next record is read.
struct ListElement {
  fileprivate let record: ListRecord
  fileprivate let index: Int

  private var node: ListRecord.Node { record.nodes[index] }

  var word: DrugListWord { record.nodes[index].word }
  var place: ImportPlace { ImportPlace(file: record.file, line: node.line, column: node.column) }
  /// Its own text, white space collapsed.
  var text: String { record.text(node.text) }
  var hasText: Bool { !node.text.isEmpty }

  func attribute(_ word: DrugListWord) -> String? { record.attribute(word, of: index) }
  /// Whether the attribute is given.
  func has(_ word: DrugListWord) -> Bool { attributeWords.contains(word) }

  /// The attributes that are given.
  var attributeWords: [DrugListWord] {
    record.attributes[Int(node.firstAttribute)..<Int(node.attributeEnd)].map(\.word)
  }

  /// Its children, in order.
  var children: Children { Children(parent: self) }
  func children(_ word: DrugListWord) -> [ListElement] { children.filter { $0.word == word } }
  func child(_ word: DrugListWord) -> ListElement? { children.first { $0.word == word } }
  /// The text of a child, empty without one.
  func childText(_ word: DrugListWord) -> String { record.childText(word, of: index) }

  /// Blank-separated items of an attribute.
  func items(_ word: DrugListWord) -> [String] {
    guard let text = attribute(word) else { return [] }
    guard text.utf8.contains(0x20) else { return [text] }
    return text.split(separator: " ").map(String.init)
  }

  struct Children: Sequence, IteratorProtocol {
    private let record: ListRecord
    private var at: Int
    private let end: Int

    fileprivate init(parent: ListElement) {
      record = parent.record
      at = parent.index + 1
      end = Int(parent.node.end)
    }

    mutating func next() -> ListElement? {
      guard at < end else { return nil }
      defer { at = Swift.max(at + 1, Int(record.nodes[at].end)) }
      return ListElement(record: record, index: at)
    }
  }
}

extension ListRecord {
  private static func isBlank(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where !isSpace(text[index]) { return false }
    return true
  }

  fileprivate func attribute(_ word: DrugListWord, of index: Int) -> String? {
    for at in Int(nodes[index].firstAttribute)..<Int(nodes[index].attributeEnd)
    where attributes[at].word.number == word.number {
      return text(attributes[at].value)
    }
    return nil
  }

  fileprivate func childText(_ word: DrugListWord, of index: Int) -> String {
    var at = index + 1
    while at < Int(nodes[index].end) {
      if nodes[at].word.number == word.number { return text(nodes[at].text) }
      at = max(at + 1, Int(nodes[at].end))
    }
    return ""
  }

  fileprivate func text(_ range: Range<Int32>) -> String {
    String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }
}
