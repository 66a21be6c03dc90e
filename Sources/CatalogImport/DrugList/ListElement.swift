/// The batch that elements belong to. They come and go by the million and never outlive it: nothing is counted.
@safe private struct BatchAtHand {
  private let batch: Unmanaged<ListBatch>

  init(_ batch: ListBatch) { unsafe self.batch = .passUnretained(batch) }

  @inline(__always)
  func with<Result>(_ body: (ListBatch) -> Result) -> Result { unsafe batch._withUnsafeGuaranteedRef(body) }
}

/// One element of the batch at hand; worth nothing once the batch is used again.
struct ListElement {
  private let batch: BatchAtHand
  let index: Int

  init(batch: ListBatch, index: Int) {
    self.batch = BatchAtHand(batch)
    self.index = index
  }

  fileprivate init(_ batch: BatchAtHand, _ index: Int) {
    self.batch = batch
    self.index = index
  }

  private var node: ListBatch.Node { batch.with { $0.nodes[index] } }

  var word: DrugListWord { batch.with { $0.nodes[index].word } }
  var place: ImportPlace { batch.with { $0.place(index) } }
  /// Its own text, white space collapsed.
  var text: String { batch.with { $0.text(node.text) } }
  var hasText: Bool { batch.with { $0.hasText(index) } }

  func attribute(_ word: DrugListWord) -> String? { batch.with { $0.attribute(word, of: index) } }
  /// Hands the attribute's bytes to `body`, which must not outlive them; none when it is not there.
  func withAttribute<Result>(_ word: DrugListWord, _ body: (Span<UInt8>) -> Result) -> Result {
    batch.with { $0.withAttribute(word, of: index, body) }
  }
  /// Whether the attribute is given.
  func has(_ word: DrugListWord) -> Bool { attributeWords.contains(word) }

  /// The attributes that are given.
  var attributeWords: [DrugListWord] {
    batch.with { $0.attributes[Int(node.firstAttribute)..<Int(node.attributeEnd)].map(\.word) }
  }

  /// Its children, in order.
  var children: Children { Children(batch, after: index, end: Int(node.end)) }
  func children(_ word: DrugListWord) -> [ListElement] { batch.with { $0.children(word, of: index) } }
  func child(_ word: DrugListWord) -> ListElement? { children.first { $0.word == word } }
  /// Its children by their words.
  var firstChildren: FirstChildren { FirstChildren(batch, children) }
  /// The text of a child, empty without one.
  func childText(_ word: DrugListWord) -> String { batch.with { $0.childText(word, of: index) } }

  /// Blank-separated items of an attribute.
  func items(_ word: DrugListWord) -> [String] {
    guard let text = attribute(word) else { return [] }
    guard text.utf8.contains(0x20) else { return [text] }
    return text.split(separator: " ").map(String.init)
  }

  struct Children: Sequence, IteratorProtocol {
    private let batch: BatchAtHand
    private var at: Int
    private let end: Int

    fileprivate init(_ batch: BatchAtHand, after index: Int, end: Int) {
      self.batch = batch
      at = index + 1
      self.end = end
    }

    mutating func next() -> ListElement? {
      guard at < end else { return nil }
      let element = ListElement(batch, at)
      at = batch.with { Swift.max(at + 1, Int($0.nodes[at].end)) }
      return element
    }
  }
}

/// The first child of each word: one walk over the children of an element, where each text would cost one.
struct FirstChildren {
  private let batch: BatchAtHand
  /// Nodes by the number of the word; 0 is nobody's child.
  private var nodes: InlineArray<128, Int32> = .init(repeating: 0)

  fileprivate init(_ batch: BatchAtHand, _ children: ListElement.Children) {
    self.batch = batch
    for child in children where nodes[Int(child.word.number)] == 0 {
      nodes[Int(child.word.number)] = Int32(child.index)
    }
  }

  func has(_ word: DrugListWord) -> Bool { nodes[Int(word.number)] != 0 }

  /// Hands the bytes of the child's text to `body`, which must not outlive them; none without the child.
  func withText<Result>(_ word: DrugListWord, _ body: (Span<UInt8>) -> Result) -> Result {
    let node = Int(nodes[Int(word.number)])
    return node == 0 ? body(Span()) : batch.with { $0.withText(of: node, body) }
  }
}
