import XMLEvents

/// The words of a dialect's vocabulary as an enumeration whose raw values are their places in it: for dialects whose
/// documents are so large that a word must be known from its number alone.
protocol NumberedWord: RawRepresentable<Int32>, CaseIterable, Sendable {
  /// As documents write it.
  var spelling: String { get }
  /// Elements of whose content no reader of the dialect has any use.
  static var ignored: Set<String> { get }
}

extension NumberedWord {
  static var ignored: Set<String> { [] }

  /// The vocabulary of a dialect with one namespace.
  static func vocabulary(namespace: String) -> XMLVocabulary {
    XMLVocabulary(namespaces: [namespace], names: allCases.map(\.spelling), ignored: ignored)
  }

  /// The word an event is about; `nil` for names off the vocabulary.
  init?(_ event: XMLEvent) { self.init(rawValue: event.name.number) }

  var name: XMLName { XMLName(Int(rawValue)) }
}

extension ListDocument {
  /// The value of an attribute without a namespace, white space collapsed; empty without one.
  func attribute(_ word: some NumberedWord, of event: XMLEvent) -> String {
    guard let value = reader.attribute(word.name, of: event) else { return "" }
    return Self.collapsed(value.utf8)
  }

  /// Hands the children of the element whose start was read to `body`, which reads each to its end; text between them
  /// is passed over. Returns behind the element's end.
  /// - Parameter words: The vocabulary; elements of other namespaces than the dialect's are no words of it.
  func forEachChild<Word: NumberedWord>(
    _ words: Word.Type, _ body: (XMLEvent, Word?) throws(XMLError) -> Void
  ) throws(XMLError) {
    while let event = try reader.next() {
      switch event.kind {
      case .start: try body(event, event.namespace == XMLNamespace(0) ? Word(event) : nil)
      case .end: return
      case .text: continue
      }
    }
  }
}
