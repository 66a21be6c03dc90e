import Testing

@testable import XMLEvents

struct IgnoredContentTests {
  private func read(_ text: String, ignoresBlankText: Bool = false) throws(XMLError) -> [String] {
    let vocabulary = XMLVocabulary(
      namespaces: [], names: ["r", "a"], ignored: ["x"], ignoresBlankText: ignoresBlankText)
    let reader = XMLEventReader(MemoryBytes(Array(text.utf8), chunkSize: 7), vocabulary: vocabulary)
    var seen: [String] = []
    while let event = try reader.next() {
      switch event.kind {
      case .start: seen.append("<" + reader.text(of: event.name))
      case .end: seen.append(">" + reader.text(of: event.name))
      case .text: seen.append(reader.text(of: event))
      }
    }
    return seen
  }

  @Test func contentOfIgnoredElementsIsPassedOverWithTheElementItselfKept() throws {
    #expect(
      try read("<r><x k='1'>t<x>u</x><a>v</a></x><a>w</a></r>") == ["<r", "<x", ">x", "<a", "w", ">a", ">r"])
  }

  @Test func indentationIsPassedOverAndTheBlanksOfATextAreKept() throws {
    let text = "<r>\n    \n        \n<a>one  two\n          </a>\t<a>&#32;</a>  </r>"
    #expect(
      try read(text, ignoresBlankText: true) == [
        "<r", "<a", "one  two\n          ", ">a", "<a", ">a", ">r",
      ])
    #expect(try read("<r> <a/></r>") == ["<r", " ", "<a", ">a", ">r"])
  }

  @Test func ignoredContentIsCheckedLikeAllTheRest() {
    #expect(throws: XMLError.self) { try read("<r><x><a></x></r>") }
    #expect(throws: XMLError.self) { try read("<r><x>") }
    #expect(throws: XMLError.self) {
      try read("<r><x><i:include xmlns:i='http://www.w3.org/2001/XInclude' href='a'/></x></r>")
    }
    let deep = String(repeating: "<a>", count: 600) + String(repeating: "</a>", count: 600)
    #expect(throws: XMLError.self) { try read("<r><x>\(deep)</x></r>") }
  }
}
