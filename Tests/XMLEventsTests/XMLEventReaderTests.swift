import Testing

@testable import XMLEvents

/// Reads `xml` whole and writes down what was met: `<name`, `>name`, text, `@name=value`.
private func transcript(_ xml: String, chunkSize: Int = 65_536) throws(XMLError) -> [String] {
  try transcript(Array(xml.utf8), chunkSize: chunkSize)
}

private func transcript(_ bytes: [UInt8], chunkSize: Int = 65_536) throws(XMLError) -> [String] {
  let vocabulary = XMLVocabulary(namespaces: ["urn:x"], names: ["a", "b"])
  let reader = XMLEventReader(MemoryBytes(bytes, chunkSize: chunkSize), vocabulary: vocabulary)
  var lines: [String] = []
  while let event = try reader.next() {
    switch event.kind {
    case .start:
      lines.append("<" + reader.text(of: event.name))
      for index in 0..<reader.attributeCount(of: event) {
        let name = reader.text(of: reader.attributeName(index, of: event).name)
        lines.append("@\(name)=\(reader.attributeValue(index, of: event))")
      }
    case .end: lines.append(">" + reader.text(of: event.name))
    case .text: lines.append(reader.text(of: event))
    }
  }
  return lines
}

@Suite struct XMLEventReaderTests {
  @Test func eventsComeInDocumentOrder() throws {
    let xml = #"<a x="1 &amp; &#50;"><b>Aspirin &amp; <!-- no -->co<![CDATA[dei]]>ne</b><c/></a>"#
    #expect(
      try transcript(xml) == ["<a", "@x=1 & 2", "<b", "Aspirin & codeine", ">b", "<c", ">c", ">a"])
  }

  /// Text may come in pieces at the edges of chunks; put together again it is the same wherever they lie.
  @Test func chunksDoNotChangeTheEvents() throws {
    let xml = #"<a xmlns="urn:x" x="é&lt;"><b>Café ☕ 💊</b> tail </a>"#
    let expected = try joined(transcript(xml))
    for size in 1...xml.utf8.count {
      let events = try joined(transcript(xml, chunkSize: size))
      #expect(events == expected, "chunks of \(size)")
    }
  }

  private func joined(_ lines: [String]) -> String { lines.joined() }

  @Test func placesAreThoseOfTheDocument() throws {
    let reader = XMLEventReader(
      MemoryBytes(Array("<a>\r\n<b/>\n\n<b/></a>".utf8)),
      vocabulary: XMLVocabulary(namespaces: [], names: ["a", "b"]))
    var lines: [Int32] = []
    while let event = try reader.next() { if event.kind == .start { lines.append(event.line) } }
    #expect(lines == [1, 2, 4])
  }

  @Test func namesAndNamespacesAreNumbers() throws {
    let vocabulary = XMLVocabulary(namespaces: ["urn:x"], names: ["drug", "name"])
    let xml = #"<p:drug xmlns:p="urn:x" name="n" p:name="q"><other/></p:drug>"#
    let reader = XMLEventReader(MemoryBytes(Array(xml.utf8)), vocabulary: vocabulary)
    let drug = try #require(try reader.next())
    #expect(drug.name == XMLName(0) && drug.namespace == XMLNamespace(0))
    #expect(reader.attribute(XMLName(1), of: drug) == "n")
    #expect(reader.attribute(XMLName(1), in: XMLNamespace(0), of: drug) == "q")
    let other = try #require(try reader.next())
    #expect(other.name.number >= 2 && other.namespace == .none)
    #expect(reader.text(of: other.name) == "other")
  }

  struct Refusal: Sendable {
    var xml: String
    var kind: XMLError.Kind
    var line = 1
  }

  @Test(arguments: [
    Refusal(xml: "", kind: .empty),
    Refusal(xml: "<a><b></a></b>", kind: .malformed(code: 76)),
    Refusal(xml: "<a>\n<b>", kind: .truncated, line: 2),
    Refusal(xml: "<a/>\n<a/>", kind: .malformed(code: 5), line: 2),
    Refusal(xml: "<!DOCTYPE a>\n<a/>", kind: .doctype(html: false)),
    Refusal(xml: "<!DOCTYPE html>\n<html/>", kind: .doctype(html: true)),
    Refusal(
      xml: "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", kind: .doctype(html: false)),
    Refusal(xml: "<a>&nbsp;</a>", kind: .malformed(code: 26)),
    Refusal(xml: "<a p:x='1'/>", kind: .malformed(code: 201)),
    Refusal(xml: "<a><i:include xmlns:i='http://www.w3.org/2001/XInclude' href='b'/></a>", kind: .xinclude),
    Refusal(xml: "not markup", kind: .malformed(code: 4)),
    Refusal(xml: "{\"a\":1}", kind: .notXML("this looks like JSON, not XML")),
    Refusal(xml: "%PDF-1.7", kind: .notXML("this is a PDF, not XML")),
    Refusal(xml: "<a>\n\u{0}</a>", kind: .malformed(code: 9), line: 2),
  ])
  func refuses(_ refusal: Refusal) {
    let error = #expect(throws: XMLError.self) { try transcript(refusal.xml) }
    #expect(error?.kind == refusal.kind)
    #expect(error?.line == refusal.line)
  }

  @Test func encodingsOffTheListAreRefused() {
    for encoding in ["UTF-7", "ISO-2022-JP", "IBM037", "Shift_JIS", "UTF-32", "SCSU"] {
      let error = #expect(throws: XMLError.self) {
        try transcript("<?xml version='1.0' encoding='\(encoding)'?><a/>")
      }
      #expect(error?.line == 1)
    }
    #expect(throws: XMLError.self) { try transcript([0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E, 0x00]) }
  }

  /// However few bytes a source begins with, and wherever in the declaration the encoding stands.
  @Test func encodingsAreSeenInPiecesAndFarOff() throws {
    let document = #"<?xml version="1.0" encoding="UTF-7"?><a/>"#
    for size in 1...document.utf8.count {
      #expect(throws: XMLError.self) { try transcript(document, chunkSize: size) }
    }
    let blanks = String(repeating: " ", count: 600)
    #expect(throws: XMLError.self) {
      try transcript("<?xml version=\"1.0\"\(blanks)encoding=\"UTF-7\"?><a/>")
    }
    #expect(try transcript("<?xml-stylesheet \(blanks)?><a/>") == ["<a", ">a"])
    for end in ["\n", "\r\n", "\t"] {
      let document = ["<?xml", "version='1.0'", "encoding", "=", "'UTF-7'?><a/>"].joined(separator: end)
      #expect(throws: XMLError.self) { try transcript(document) }
    }
  }

  /// Found by fuzzing: what only begins like a declaration declares no encoding, whatever the pieces.
  @Test func aProcessingInstructionDeclaresNoEncoding() throws {
    let document = #"<?xmlrev -- c -->$dr"1.0" encoding="HTMLiso-4a"?><a/>"#
    for size in 1...document.utf8.count {
      #expect(try transcript(document, chunkSize: size) == ["<a", ">a"])
    }
  }

  @Test func allowedEncodingsAreRead() throws {
    let latin: [UInt8] =
      Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
    #expect(try transcript(latin) == ["<a", "é", ">a"])
    let utf16: [UInt8] = [0xFF, 0xFE] + "<a>é</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try transcript(utf16) == ["<a", "é", ">a"])
    let error = #expect(throws: XMLError.self) { try transcript(utf16 + [0x0A]) }
    #expect(error?.kind == .encoding("the last UTF-16 character is cut in half"))
  }

  @Test func everyCutIsRefused() throws {
    let xml = Array("<?xml version='1.0'?>\n<a x='1'>é<b>text</b><![CDATA[c]]><!-- d --></a>".utf8)
    _ = try transcript(xml)
    for length in 0..<xml.count {
      #expect(throws: XMLError.self, "cut at \(length)") { try transcript(Array(xml[..<length])) }
    }
  }

  @Test func limitsAreNamed() {
    let deep = String(repeating: "<a>", count: 600)
    #expect(
      throws: XMLError(.limit("elements are nested deeper than the limit of 512"), line: 1, column: 1540)
    ) {
      do throws(XMLError) { _ = try transcript(deep) } catch {
        throw XMLError(error.kind, line: error.line, column: 1540)
      }
    }
    let flood = "<a " + (0..<200_000).map { "x\($0)='1' " }.joined() + "/>"
    let error = #expect(throws: XMLError.self) { try transcript(flood) }
    #expect(error?.reason.contains("more attributes than the limit of 1024") == true)
  }

  /// Equals signs within a value that spans chunks are text, not attributes.
  @Test func equalsSignsInsideAValueAreNoFlood() throws {
    let value = String(repeating: "<=\"", count: 40_000)
    let escaped = String(repeating: "&lt;=&quot;", count: 40_000)
    #expect(try transcript("<a x='\(escaped)'/>") == ["<a", "@x=\(value)", ">a"])
    let late = "<a x=\"\(escaped)\" " + (0..<20_000).map { "y\($0)='' " }.joined() + "/>"
    let error = #expect(throws: XMLError.self) { try transcript(late) }
    #expect(error?.reason.contains("more attributes than the limit of 1024") == true)
  }

  @Test func manyDifferentNamesAndNamespacesAreRefused() {
    let names = "<r>" + (0..<60_000).map { "<n\($0)/>" }.joined() + "</r>"
    let spaces = "<r>" + (0..<60_000).map { "<n xmlns='u\($0)'/>" }.joined() + "</r>"
    for xml in [names, spaces] {
      let error = #expect(throws: XMLError.self) { try transcript(xml) }
      #expect(error?.kind == .limit("too many different names"))
    }
  }

  /// Found by fuzzing: what stood before the error was handed out after it.
  @Test func aRefusedDocumentStaysRefused() throws {
    let reader = XMLEventReader(
      MemoryBytes(Array("<a><drug name='x'>y</drug></a>8859<a>".utf8)),
      vocabulary: XMLVocabulary(namespaces: [], names: []))
    for _ in 0..<3 { #expect(throws: XMLError.self) { try reader.next() } }
  }
}
