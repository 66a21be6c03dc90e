import Testing

@testable import DrugCatalog

@Suite struct NameKeyTests {
  private func key(_ text: String) -> String { String(decoding: NameKey.fold(text), as: UTF8.self) }

  @Test(arguments: [
    ("  Quinine\tSULFATE  ", "quinine sulfate"), ("ｑｕｉｎｉｎｅ", "quinine"), ("qui\u{AD}nine", "quinine"),
    ("quin\u{200B}ine", "quinine"), ("ÇELEBRÉX®", "celebrex"), ("Lipitor™", "lipitor"),
    ("İbuprofen", "ibuprofen"), ("ıbuprofen", "ibuprofen"), ("1½", "1 1/2"), ("½", "1/2"),
    ("co‑amilozide", "co-amilozide"), ("St. John’s wort", "st. john's wort"), ("a\u{3000}b", "a b"),
  ])
  func folds(text: String, expected: String) {
    #expect(key(text) == expected)
    #expect(key(key(text)) == key(text))
  }

  @Test func lookAlikeLettersOfOtherScriptsStayApart() {
    #expect(key("quinine") != key("quinin\u{0435}"))
  }

  @Test func invalidUTF8IsRefused() {
    var folded: [UInt8] = [1]
    let bytes: [UInt8] = [0x71, 0xFF]
    let isValid = NameKey.fold(bytes.span, into: &folded)
    #expect(!isValid)
    #expect(folded.isEmpty)
  }

  @Test func looseKeyForgetsPunctuation() {
    #expect(NameKey.loose(NameKey.fold("St. John's-wort")) == Array("st johns wort".utf8))
  }
}
