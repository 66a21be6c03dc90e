import DrugCatalog

/// Names that were broken apart, run together or cut short.
extension LineResolver {
  /// `methyl prednisolone`, `levo-thyroxine`: a word that means nothing by itself, and the next one, as one name.
  func joinedForward(_ part: LinePart) -> LinePart? {
    switch part.kind {
    case .unknown, .unsafeAbbreviation, .ambiguous: break
    default: return nil
    }
    guard part.first == part.last, part.last + 1 < words.words.count else { return nil }
    return joinedName(part.last, part.last + 1)
  }

  /// The last part is unknown; with the part before it, it may be a name that was broken apart or shortened.
  mutating func mendName() {
    guard parts.count >= 2, let unknown = parts.last else { return }
    let before = parts[parts.count - 2]
    // A known salt matters behind a mineral only: `magnesium sulfat` is not magnesium.
    guard unknown.kind == .unknown || before.kind == .nameOrSalt else { return }
    guard before.kind != .quantity, gap(before: parts.count - 1).isOnly(.blankOrHyphen) else { return }
    // `predniso lone`
    let isOneWord = before.first == before.last
    guard
      let name = (isOneWord ? joinedName(before.last, unknown.first) : nil) ?? shortenedName(before, unknown)
    else { return }
    parts.removeLast(2)
    parts.append(name)
  }

  /// `isosorbide mononit`, `sodium bic`: the beginning of the last word of a name, when every name that goes on so
  /// stands for the same drugs.
  private mutating func shortenedName(_ before: LinePart, _ unknown: LinePart) -> LinePart? {
    guard unknown.first == unknown.last, words.words[unknown.first].count >= 3 else { return nil }
    let range = Int(words.words[before.first].start)..<Int(words.words[unknown.last].end)
    guard let position = onlyCompletion(of: range) else { return nil }
    remarks.append(Remark.shortened(text(before.first, unknown.last), spelled(position)))
    return LinePart(
      first: before.first, last: unknown.last, kind: .name, senses: catalog.senses(at: position),
      position: position)
  }

  /// The name that the bytes of `range` begin, when it ends with the same word and all such names agree.
  private func onlyCompletion(of range: Range<Int>) -> Catalog.KeyPosition? {
    let bytes = words.bytes
    var found: (position: Catalog.KeyPosition, drugs: [DrugRow])?
    var seen = 0
    var agree = true
    catalog.forEachKey(startingWith: bytes.span.extracting(range)) { position, key in
      seen += 1
      for index in range.count..<key.count where key[index] == 0x20 { return seen < Self.mostCompletions }
      guard catalog.senses(at: position).has(.standsAlone) else { return seen < Self.mostCompletions }
      guard case .drugs(let drugs, _) = meaning(at: position) else {
        agree = false
        return false
      }
      if let found, !isSame(found.drugs, drugs) { agree = false }
      if found == nil { found = (position, drugs) }
      return agree && seen < Self.mostCompletions
    }
    return agree && seen < Self.mostCompletions ? found?.position : nil
  }

  private static let mostCompletions = 200

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
  func lettersOf(_ word: KeyWords.Word, at index: Int) -> LinePart? {
    guard word.hasLetter else { return nil }
    let bytes = words.bytes[word.range]
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    guard bytes.contains(where: isDigit) else { return nil }
    let letters = bytes.drop(while: isDigit).prefix { !isDigit($0) }
    guard letters.count >= 5 else { return nil }
    return namePart(Array(letters), first: index, last: index)
  }

  /// `venlafaxinhydrochlorid`, `niacinER`, `folicacid`: a name with its salt or release mark, or two words of a
  /// name, without the blank between them.
  func runTogether(_ word: KeyWords.Word, at index: Int) -> LinePart? {
    guard word.count >= 7, word.count <= 40 else { return nil }
    let bytes = words.bytes
    var cursor = Catalog.NameCursor()
    for cut in word.start + 1..<word.end - 1 {
      cursor.append(bytes.span, Int(cut) - 1..<Int(cut))
      guard cut - word.start >= 3 else { continue }
      if let name = spacedName(bytes, word, Int(cut), cursor) ?? nameWithSalt(bytes, word, Int(cut)) {
        return LinePart(
          first: index, last: index, kind: .name, senses: catalog.senses(at: name), position: name)
      }
    }
    return nil
  }

  private func spacedName(
    _ bytes: [UInt8], _ word: KeyWords.Word, _ cut: Int, _ cursor: Catalog.NameCursor
  ) -> Catalog.KeyPosition? {
    var whole = cursor
    whole.append([0x20].span, 0..<1)
    whole.append(bytes.span, cut..<Int(word.end))
    guard catalog.mayBeKey(whole) else { return nil }
    let spaced = bytes[Int(word.start)..<cut] + [0x20] + bytes[cut..<Int(word.end)]
    return position(ofName: Array(spaced).span)
  }

  private func nameWithSalt(
    _ bytes: [UInt8], _ word: KeyWords.Word, _ cut: Int
  ) -> Catalog.KeyPosition? {
    guard cut - Int(word.start) >= 5,
      let rest = catalog.position(of: bytes.span.extracting(cut..<Int(word.end))),
      catalog.senses(at: rest).has(.saltOrRelease)
    else { return nil }
    let start = bytes[Int(word.start)..<cut]
    if let name = position(ofName: start.span) { return name }
    // `prednisolonacetat`: in German the vowel before the salt goes.
    let withVowel = start + [UInt8(ascii: "e")]
    return isExact ? nil : position(ofName: withVowel.span)
  }

  private func position(ofName key: Span<UInt8>) -> Catalog.KeyPosition? {
    guard let position = catalog.position(of: key) else { return nil }
    return LinePart.kind(of: catalog.senses(at: position)) == .name ? position : nil
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
