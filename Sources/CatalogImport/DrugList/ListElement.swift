import XMLEvents

/// One element of a drug list with all that is inside it: a record, or a part of one. Never a whole file.
struct ListElement {
  var word: DrugListWord
  var place: ImportPlace
  var attributes: [(word: DrugListWord, value: String)] = []
  /// Its own text, white space collapsed.
  var text = ""
  var children: [ListElement] = []

  func attribute(_ word: DrugListWord) -> String? {
    for attribute in attributes where attribute.word == word { return attribute.value }
    return nil
  }

  func children(_ word: DrugListWord) -> [ListElement] { children.filter { $0.word == word } }
  func child(_ word: DrugListWord) -> ListElement? { children.first { $0.word == word } }
  /// The text of a child, empty without one.
  func childText(_ word: DrugListWord) -> String { child(word)?.text ?? "" }
  /// Blank-separated items of an attribute.
  func items(_ word: DrugListWord) -> [String] {
    attribute(word)?.split(separator: " ").map(String.init) ?? []
  }
}

/// White space as XML readers of prose expect it: runs become one blank, none at the ends.
enum CollapsedText {
  static func of(_ bytes: [UInt8]) -> String {
    var collapsed: [UInt8] = []
    collapsed.reserveCapacity(bytes.count)
    var pending = false
    for byte in bytes {
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        pending = !collapsed.isEmpty
      } else {
        if pending { collapsed.append(0x20) }
        pending = false
        collapsed.append(byte)
      }
    }
    return String(decoding: collapsed, as: UTF8.self)
  }
}
