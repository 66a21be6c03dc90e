/// The names a reader of a dialect knows, so that it can compare small numbers instead of strings.
package struct XMLVocabulary: Sendable {
  /// Namespace addresses; a namespace's number is its place here.
  package let namespaces: [String]
  /// Local names of elements and attributes; a name's number is its place here.
  package let names: [String]
  /// Elements of whose content nothing is handed out, whatever namespace they are in: the reader of a dialect has no use
  /// for it. It is parsed and checked like all the rest.
  package let ignored: Set<String>
  /// Whether text that begins with white space alone is not handed out: in a document of fields and no prose most events
  /// are the indentation between tags.
  package let ignoresBlankText: Bool

  package init(
    namespaces: [String], names: [String], ignored: Set<String> = [], ignoresBlankText: Bool = false
  ) {
    self.namespaces = namespaces
    self.names = names
    self.ignored = ignored
    self.ignoresBlankText = ignoresBlankText
  }
}

/// A local name: the number of a name of the vocabulary, or a higher number for one met in the document only.
package struct XMLName: Hashable, Sendable, Comparable {
  package let number: Int32

  package init(_ number: Int) { self.number = Int32(number) }
  package static func < (a: XMLName, b: XMLName) -> Bool { a.number < b.number }
}

/// A namespace: the number of one of the vocabulary, `none`, or `other`.
package struct XMLNamespace: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int) { self.number = Int32(number) }
  /// No namespace at all.
  package static let none = XMLNamespace(-1)
  /// A namespace that the vocabulary does not hold.
  package static let other = XMLNamespace(-2)
}

/// One thing met in a document.
package struct XMLEvent: Sendable {
  package enum Kind: UInt8, Sendable {
    case start, end, text
  }

  package let kind: Kind
  /// Of elements.
  package let name: XMLName
  package let namespace: XMLNamespace
  /// Where the tag or the text ends, from 1.
  package let line: Int32
  package let column: Int32
  /// Attributes of a start, or bytes of a text, within the current batch.
  let first: Int32
  private(set) var count: Int32

  init(
    kind: Kind, name: XMLName, namespace: XMLNamespace, line: Int32, column: Int32, first: Int32, count: Int32
  ) {
    self.kind = kind
    self.name = name
    self.namespace = namespace
    self.line = line
    self.column = column
    self.first = first
    self.count = count
  }

  mutating func extend(by bytes: Int32) { count += bytes }
}

/// An attribute of a start event, within the current batch.
struct XMLAttributeRecord {
  var name: XMLName
  var namespace: XMLNamespace
  var first: Int32
  var count: Int32
}
