import Testing

@testable import CatalogImport

/// White space of attributes and text is collapsed the same way whether a text comes whole or in pieces, with or
/// without the look at eight bytes at a time.
@Suite struct ListBatchTests {
  private static func collapsed(_ text: [UInt8]) -> String {
    String(decoding: Array(text.split { $0 <= 0x20 }.joined(separator: [0x20])), as: UTF8.self)
  }

  @Test func whiteSpaceIsCollapsed() {
    var random = SeededRandom(seed: 11)
    let letters = Array("abé!\u{7F} \n\t ".utf8)
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        // Mostly words, so that the quick way is taken too.
        Int.random(in: 0..<3, using: &random) == 0 ? letters.randomElement(using: &random) ?? 0x61 : 0x78
      }
      let batch = ListBatch(file: 0)
      batch.beginRecord()
      let node = batch.begin(.about, line: 1, column: 1)
      let saysSomething = batch.addAttribute(.note, text.span)
      let cut = Int.random(in: 0...text.count, using: &random)
      batch.addText(text.span.extracting(0..<cut), to: node)
      batch.addText(text.span.extracting(cut..<text.count), to: node)
      batch.end(node)
      guard let element = batch.element(of: batch.records[0]) else {
        Issue.record("the element is lost")
        return
      }
      let wanted = Self.collapsed(text)
      #expect(element.attribute(.note) == wanted, "\(text)")
      #expect(element.text == wanted, "\(text) in two at \(cut)")
      #expect(saysSomething == !wanted.isEmpty)
    }
  }
}
