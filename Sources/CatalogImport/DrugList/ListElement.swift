/// One element of the batch at hand; worth nothing once the batch is used again.
struct ListElement {
  // Elements come and go by the million, and never outlive their batch.
  private unowned(unsafe) let batch: ListBatch
  let index: Int

  init(batch: ListBatch, index: Int) {
    unsafe self.batch = batch
    self.index = index
  }

  private var node: ListBatch.Node { unsafe batch.nodes[index] }

  var word: DrugListWord { unsafe batch.nodes[index].word }
  var place: ImportPlace { unsafe batch.place(index) }
  /// Its own text, white space collapsed.
  var text: String { unsafe batch.text(node.text) }
  var hasText: Bool { unsafe batch.hasText(index) }

  func attribute(_ word: DrugListWord) -> String? { unsafe batch.attribute(word, of: index) }
  /// Hands the attribute's bytes to `body`, which must not outlive them; none when it is not there.
  func withAttribute<Result>(_ word: DrugListWord, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe batch.withAttribute(word, of: index, body)
  }
  /// Whether the attribute is given.
  func has(_ word: DrugListWord) -> Bool { attributeWords.contains(word) }

  /// The attributes that are given.
  var attributeWords: [DrugListWord] {
    unsafe batch.attributes[Int(node.firstAttribute)..<Int(node.attributeEnd)].map(\.word)
  }

  /// Its children, in order.
  var children: Children { unsafe Children(batch, after: index, end: Int(node.end)) }
  func children(_ word: DrugListWord) -> [ListElement] { unsafe batch.children(word, of: index) }
  func child(_ word: DrugListWord) -> ListElement? { children.first { $0.word == word } }
  /// Its children by their words.
  var firstChildren: FirstChildren { unsafe FirstChildren(batch, children) }
  /// The text of a child, empty without one.
  func childText(_ word: DrugListWord) -> String { unsafe batch.childText(word, of: index) }

  /// Blank-separated items of an attribute.
  func items(_ word: DrugListWord) -> [String] {
    guard let text = attribute(word) else { return [] }
    guard text.utf8.contains(0x20) else { return [text] }
    return text.split(separator: " ").map(String.init)
  }

  struct Children: Sequence, IteratorProtocol {
    private unowned(unsafe) let batch: ListBatch
    private var at: Int
    private let end: Int

    fileprivate init(_ batch: ListBatch, after index: Int, end: Int) {
      unsafe self.batch = batch
      at = index + 1
      self.end = end
    }

    mutating func next() -> ListElement? {
      guard at < end else { return nil }
      let element = unsafe ListElement(batch: batch, index: at)
      at = unsafe Swift.max(at + 1, Int(batch.nodes[at].end))
      return element
    }
  }
}

/// The first child of each word: one walk over the children of an element, where each text would cost one.
struct FirstChildren {
  private unowned(unsafe) let batch: ListBatch
  /// Nodes by the number of the word; 0 is nobody's child.
  private var nodes: InlineArray<128, Int32> = .init(repeating: 0)

  fileprivate init(_ batch: ListBatch, _ children: ListElement.Children) {
    unsafe self.batch = batch
    for child in children where nodes[Int(child.word.number)] == 0 {
      nodes[Int(child.word.number)] = Int32(child.index)
    }
  }

  func has(_ word: DrugListWord) -> Bool { nodes[Int(word.number)] != 0 }

  /// Hands the bytes of the child's text to `body`, which must not outlive them; none without the child.
  func withText<Result>(_ word: DrugListWord, _ body: (Span<UInt8>) -> Result) -> Result {
    let node = Int(nodes[Int(word.number)])
    return node == 0 ? body(Span()) : unsafe batch.withText(of: node, body)
  }
}
