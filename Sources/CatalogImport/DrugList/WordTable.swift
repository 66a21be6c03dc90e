/// The words of a fixed set, compared as bytes: no string is made of a text that is looked for by the million.
struct WordTable<Choice: RawRepresentable & CaseIterable & Sendable>: Sendable
where Choice.RawValue == String {
  private let words: [(letters: [UInt8], choice: Choice)] = Choice.allCases.map {
    (Array($0.rawValue.utf8), $0)
  }

  /// The choice that reads like `text`. - Complexity: O(choices).
  subscript(text: Span<UInt8>) -> Choice? {
    for word in words where word.letters.count == text.count {
      var isSame = true
      for index in text.indices where text[index] != word.letters[index] {
        isSame = false
        break
      }
      if isSame { return word.choice }
    }
    return nil
  }
}
