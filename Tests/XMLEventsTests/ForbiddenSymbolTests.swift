import Foundation
import Testing

/// The parts of libxml2 that open files, expand entities, build trees or lift limits, and that nothing here may call.
private let forbidden = [
  "xmlReadFile", "xmlReadMemory", "xmlReadFd", "xmlReader", "xmlNewTextReader", "xmlTextReader",
  "xmlParseFile",
  "xmlParseMemory", "xmlCtxtRead", "xmlXPath", "xmlXInclude", "xmlSchema", "xmlRelaxNG", "xmlLoadCatalog",
  "xmlNanoHTTP", "htmlRead", "XML_PARSE_HUGE", "XML_PARSE_DTD", "XML_PARSE_RECOVER", "XML_PARSE_XINCLUDE",
  "XML_PARSE_NODICT", "XML_PARSE_SAX1",
]

@Suite struct ForbiddenSymbolTests {
  @Test func onlyTheSafePartOfTheParserIsUsed() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var read = 0
    for case let file as URL in files
    where ["swift", "h", "c", "cpp", "modulemap"].contains(file.pathExtension) {
      let text = try String(contentsOf: file, encoding: .utf8)
      read += 1
      for symbol in forbidden {
        #expect(!text.contains(symbol), "\(file.lastPathComponent) uses \(symbol)")
      }
    }
    #expect(read > 50)
  }
}
