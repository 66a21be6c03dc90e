import DrugCatalog

/// Splitting a line into names, words that surround names, quantities and unknown words.
extension LineResolver {
  /// More words than this are a text, not one entry.
  static let mostWords = 256

  /// Longest known names first, whole words only. Words past `mostWords` are not read.
  mutating func splitIntoParts() {
    var index = 0
    while index < min(words.words.count, Self.mostWords) {
      let part = nextPart(at: index)
      parts.append(part)
      if part.kind == .unknown || part.senses.has(.salt) { mendName() }
      index = (parts.last?.last ?? index) + 1
    }
  }

  private func nextPart(at first: Int) -> LinePart {
    if let part = longestKnown(at: first), part.kind != .unknown { return joinedForward(part) ?? part }
    let word = words.words[first]
    let unknown = LinePart(
      first: first, last: first, kind: word.startsWithDigit ? .quantity : .unknown, senses: .none,
      position: nil)
    if word.startsWithDigit || word.count > 64 { return lettersOf(word, at: first) ?? unknown }
    return joinedForward(unknown) ?? lettersOf(word, at: first) ?? runTogether(word, at: first) ?? unknown
  }

  private func longestKnown(at first: Int) -> LinePart? {
    let bytes = words.bytes.span
    var cursor = Catalog.NameCursor()
    let list = words.words
    let start = Int(list[first].start)
    var end = start
    var best: LinePart?
    for last in first..<list.count {
      let wordEnd = Int(list[last].end)
      cursor.append(bytes, end..<wordEnd)
      end = wordEnd
      if let position = catalog.position(of: bytes.extracting(start..<end), readBy: cursor) {
        let senses = catalog.senses(at: position)
        best = LinePart(
          first: first, last: last, kind: LinePart.kind(of: senses), senses: senses, position: position)
        guard senses.has(.goesOn) else { break }
      } else {
        guard catalog.mayBeginName(cursor) else { break }
      }
    }
    return best
  }
}
