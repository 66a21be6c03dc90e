import DrugCatalog
import XMLEvents

/// A document of a foreign dialect on its way through the importer, standing behind the start of its root.
struct ListDocument {
  let reader: XMLEventReader
  let root: XMLEvent
  /// Number of the file, for places.
  let file: Int32
  /// The file's name without folder and ending.
  let stem: String
  /// The record of this list among the sources: every fact taken from it cites it.
  let source: Source.ID

  /// Longest text of one field, in bytes.
  static let mostText = 64 * 1024

  func place(_ event: XMLEvent) -> ImportPlace {
    ImportPlace(file: file, line: event.line, column: event.column)
  }

  /// Attribution of facts that were read in this list.
  var attribution: Attribution { Attribution([source]) }

  /// The value of an attribute without a namespace, white space collapsed; empty without one.
  func attribute(_ word: some VocabularyWord, of event: XMLEvent) -> String {
    Self.collapsed((reader.attribute(word.name, of: event) ?? "").utf8)
  }

  /// The text inside the element that `start` began, with that of its descendants; white space collapsed. Reads to
  /// the element's end. - Throws: `XMLError` past `mostText`.
  func readText(of start: XMLEvent) throws(XMLError) -> String {
    var bytes: [UInt8] = []
    var depth = 1
    while depth > 0, let event = try reader.next() {
      switch event.kind {
      case .start:
        depth += 1
        // Words on both sides of an element are two words.
        bytes.append(0x20)
      case .end:
        depth -= 1
        bytes.append(0x20)
      case .text: reader.appendText(of: event, to: &bytes)
      }
      if bytes.count > Self.mostText {
        throw XMLError(
          .limit("the text of an element is longer than the limit of 64 KiB"), line: Int(start.line),
          column: Int(start.column))
      }
    }
    return Self.collapsed(bytes)
  }

  /// Passes over the rest of an element whose start was read.
  func skip() throws(XMLError) {
    var depth = 1
    while depth > 0, let event = try reader.next() {
      switch event.kind {
      case .start: depth += 1
      case .end: depth -= 1
      case .text: break
      }
    }
  }

  /// Runs of white space as one blank, none at the ends.
  static func collapsed(_ bytes: some Sequence<UInt8>) -> String {
    var collapsed: [UInt8] = []
    var isPending = false
    for byte in bytes {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isPending = true
      } else {
        if isPending, !collapsed.isEmpty { collapsed.append(0x20) }
        isPending = false
        collapsed.append(byte)
      }
    }
    return String(decoding: collapsed, as: UTF8.self)
  }
}

/// The words of a dialect's vocabulary as an enumeration: `names` of the vocabulary are its cases in order.
protocol VocabularyWord: RawRepresentable<String>, CaseIterable, Sendable where AllCases == [Self] {}

extension VocabularyWord {
  static func vocabulary(namespaces: [String] = []) -> XMLVocabulary {
    XMLVocabulary(namespaces: namespaces, names: allCases.map(\.rawValue))
  }

  /// The number of the word in its vocabulary. - Complexity: O(words).
  var name: XMLName { XMLName(Self.allCases.firstIndex { $0.rawValue == rawValue } ?? -1) }

  /// The word a name of the document stands for; `nil` for names off the vocabulary.
  init?(_ name: XMLName) {
    guard Self.allCases.indices.contains(Int(name.number)) else { return nil }
    self = Self.allCases[Int(name.number)]
  }
}
