import DrugCatalog

/// Splitting a line into names, words that surround names, quantities and unknown words.
extension LineResolver {
  /// Longest known names first, whole words only.
  mutating func splitIntoParts() {
    var index = 0
    while index < words.words.count {
      let part = nextPart(at: index)
      parts.append(part)
      if part.kind == .unknown { joinBrokenName() }
      index = (parts.last?.last ?? index) + 1
    }
  }

  private func nextPart(at first: Int) -> LinePart {
    if let part = longestKnown(at: first), part.kind != .unknown { return joinedForward(part) ?? part }
    let word = words.words[first]
    let unknown = LinePart(
      first: first, last: first, kind: word.startsWithDigit ? .quantity : .unknown, senses: [], position: nil)
    if word.startsWithDigit || word.count > 64 { return lettersOf(word, at: first) ?? unknown }
    return joinedForward(unknown) ?? lettersOf(word, at: first) ?? unknown
  }

  private func longestKnown(at first: Int) -> LinePart? {
    let bytes = words.bytes.span
    var cursor = Catalog.NameCursor()
    let start = Int(words.words[first].start)
    var end = start
    var best: LinePart?
    for last in first..<words.words.count {
      let wordEnd = Int(words.words[last].end)
      cursor.append(bytes, end..<wordEnd)
      end = wordEnd
      if let position = catalog.position(of: bytes.extracting(start..<end), readBy: cursor) {
        let senses = catalog.senses(at: position)
        best = LinePart(
          first: first, last: last, kind: LinePart.kind(of: senses), senses: senses, position: position)
      }
      guard catalog.mayBeginName(cursor) else { break }
    }
    return best
  }

  // MARK: Names broken apart or run together

  /// `methyl prednisolone`, `levo-thyroxine`: a word that means nothing by itself, and the next one, as one name.
  private func joinedForward(_ part: LinePart) -> LinePart? {
    switch part.kind {
    case .unknown, .unsafeAbbreviation, .ambiguous: break
    default: return nil
    }
    guard part.first == part.last, part.last + 1 < words.words.count else { return nil }
    return joinedName(part.last, part.last + 1)
  }

  /// `predniso lone`: the last part is unknown; with the word before it, it may be a name.
  private mutating func joinBrokenName() {
    guard parts.count >= 2, let unknown = parts.last else { return }
    let before = parts[parts.count - 2]
    guard before.first == before.last, before.kind != .quantity,
      let name = joinedName(before.last, unknown.first)
    else { return }
    parts.removeLast(2)
    parts.append(name)
  }

  /// Two neighbouring words with nothing but a blank or a hyphen between them, when they make one name.
  private func joinedName(_ first: Int, _ second: Int) -> LinePart? {
    let (a, b) = (words.words[first], words.words[second])
    guard !a.startsWithDigit, !b.startsWithDigit, a.count + b.count >= 6, a.count + b.count <= 64,
      b.gap == .blank || b.gap == .hyphen
    else { return nil }
    let bytes = words.bytes.span
    var cursor = Catalog.NameCursor()
    cursor.append(bytes, a.range)
    cursor.append(bytes, b.range)
    guard catalog.mayBeKey(cursor) else { return nil }
    var joined: [UInt8] = []
    joined.append(contentsOf: words.bytes[a.range])
    joined.append(contentsOf: words.bytes[b.range])
    return namePart(joined, first: first, last: second)
  }

  /// `lisinopril20mg`, `20mglisinopril`: the letters of a word that also holds digits.
  private func lettersOf(_ word: KeyWords.Word, at index: Int) -> LinePart? {
    guard word.hasLetter else { return nil }
    let bytes = words.bytes[word.range]
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    guard bytes.contains(where: isDigit) else { return nil }
    let letters = bytes.drop(while: isDigit).prefix { !isDigit($0) }
    guard letters.count >= 5 else { return nil }
    return namePart(Array(letters), first: index, last: index)
  }

  private func namePart(_ key: [UInt8], first: Int, last: Int) -> LinePart? {
    guard let position = catalog.position(of: key.span) else { return nil }
    let senses = catalog.senses(at: position)
    switch LinePart.kind(of: senses) {
    case .name, .ambiguous:
      return LinePart(
        first: first, last: last, kind: LinePart.kind(of: senses), senses: senses, position: position)
    default: return nil
    }
  }
}
