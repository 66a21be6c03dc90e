/// The slips of those who write a name as they hear it or as the hand runs: a vowel for a vowel, a vowel left out, a
/// letter doubled or not, two neighbours swapped, c, k, s and z for one another, a silent h. All behind the first
/// letter.
enum SoundSlip {
  /// Whether such a slip alone turns `name` into `word`. Both folded.
  static func leads(from name: Span<UInt8>, to word: Span<UInt8>) -> Bool {
    if name.count == word.count { return isSubstitution(name, word) }
    if name.count == word.count + 1 {
      guard let dropped = drop(from: name, to: word) else { return false }
      return isVowel(name[dropped]) || isHardlyHeard(name, dropped)
    }
    if word.count == name.count + 1 {
      guard let added = drop(from: word, to: name) else { return false }
      return isHardlyHeard(word, added)
    }
    return false
  }

  private static func isSubstitution(_ name: Span<UInt8>, _ word: Span<UInt8>) -> Bool {
    guard let first = name.indices.first(where: { name[$0] != word[$0] }), first > 0 else { return false }
    if rest(name, word, from: first + 1) {
      return (isVowel(name[first]) && isVowel(word[first])) || isSibilant(name[first], word[first])
    }
    guard first + 1 < name.count, name[first] == word[first + 1], name[first + 1] == word[first] else {
      return false
    }
    return rest(name, word, from: first + 2)
  }

  private static func rest(_ a: Span<UInt8>, _ b: Span<UInt8>, from start: Int) -> Bool {
    for index in start..<a.count where a[index] != b[index] { return false }
    return true
  }

  /// Where `long` has a letter more than `short`, behind the first one; `nil` when they differ otherwise.
  private static func drop(from long: Span<UInt8>, to short: Span<UInt8>) -> Int? {
    let at = short.indices.first { long[$0] != short[$0] } ?? short.count
    guard at > 0 else { return nil }
    for index in at..<short.count where long[index + 1] != short[index] { return nil }
    return at
  }

  /// The second half of a double letter, or an h behind t, p, r or c.
  private static func isHardlyHeard(_ word: Span<UInt8>, _ at: Int) -> Bool {
    if word[at] == word[at - 1] { return true }
    return word[at] == UInt8(ascii: "h") && "tprc".utf8.contains(word[at - 1])
  }

  private static func isVowel(_ letter: UInt8) -> Bool { "aeiouy".utf8.contains(letter) }

  private static func isSibilant(_ a: UInt8, _ b: UInt8) -> Bool {
    let pair = (min(a, b), max(a, b))
    return pair == (UInt8(ascii: "c"), UInt8(ascii: "k")) || pair == (UInt8(ascii: "c"), UInt8(ascii: "s"))
      || pair == (UInt8(ascii: "s"), UInt8(ascii: "z")) || pair == (UInt8(ascii: "k"), UInt8(ascii: "q"))
  }
}
