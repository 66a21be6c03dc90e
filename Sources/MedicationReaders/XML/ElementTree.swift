import XMLEvents

/// An element with all it holds, for the pieces of a document that must be looked at back and forth.
struct ElementTree {
  var name: String
  /// Where its start tag ends, from 1.
  var line: Int
  var attributes: [(name: String, value: String)] = []
  var content: [Content] = []

  enum Content {
    case text(String)
    case element(ElementTree)
  }

  /// Elements of one piece past this are an attack on memory.
  static let mostElements = 1_000_000

  /// Reads the element whose start was met last.
  init(_ start: XMLEvent, from reader: XMLEventReader) throws(PatientXMLError) {
    var open = [ElementTree(opening: start, reader)]
    var count = 1
    while let event = try reader.nextEvent() {
      switch event.kind {
      case .start:
        count += 1
        guard count <= Self.mostElements else {
          throw .document(
            XMLError(
              .limit("a section has more elements than the limit of \(Self.mostElements)"),
              line: Int(start.line)))
        }
        open.append(ElementTree(opening: event, reader))
      case .text: open[open.count - 1].content.append(.text(reader.text(of: event)))
      case .end:
        let closed = open.removeLast()
        guard let last = open.indices.last else {
          self = closed
          return
        }
        open[last].content.append(.element(closed))
      }
    }
    self = open[0]
  }

  private init(opening start: XMLEvent, _ reader: XMLEventReader) {
    name = reader.text(of: start.name)
    line = Int(start.line)
    for index in 0..<reader.attributeCount(of: start) {
      attributes.append(
        (
          reader.text(of: reader.attributeName(index, of: start).name),
          reader.attributeValue(index, of: start)
        ))
    }
  }

  // MARK: Parts

  var children: [ElementTree] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The first child of that name.
  subscript(_ name: String) -> ElementTree? {
    for case .element(let element) in content where element.name == name { return element }
    return nil
  }

  func all(_ name: String) -> [ElementTree] { children.filter { $0.name == name } }

  /// The value of an attribute; `nil` when it is missing or blank.
  func attribute(_ name: String) -> String? {
    guard let value = attributes.first(where: { $0.name == name })?.value.trimmed, !value.isEmpty else {
      return nil
    }
    return value
  }

  /// The element at the end of a path of first children.
  func at(_ path: String...) -> ElementTree? {
    var element = self
    for name in path {
      guard let child = element[name] else { return nil }
      element = child
    }
    return element
  }

  /// The words within, on one line. Words of different cells, items, lines and paragraphs do not run together;
  /// letters within a word that only look different (`LIPITOR<sup>®</sup>`) do.
  var words: String {
    var text = ""
    gather(into: &text)
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let inline: Set<String> = [
    "sup", "sub", "content", "linkHtml", "footnoteRef", "b", "i", "u", "em",
  ]

  private func gather(into text: inout String) {
    for piece in content {
      switch piece {
      case .text(let words): text += words
      case .element(let element):
        let separates = !Self.inline.contains(element.name)
        if separates { text += " " }
        element.gather(into: &text)
        if separates { text += " " }
      }
    }
  }
}
