/// Words of a label as a short quotation.
enum LabelExcerpt {
  /// Longest quotation, in bytes.
  static let most = 300

  /// The text without its references to other sections, cut behind a sentence or a word where it is too long.
  static func words(_ text: [UInt8]) -> String {
    let plain = Array(ListDocument.collapsed(withoutReferences(text)).utf8)
    guard plain.count > most else { return trimmed(plain) }
    let sentenceEnd = plain[..<most].indices.last { plain[$0] == 0x2E && plain[$0 + 1] == 0x20 }
    if let sentenceEnd, sentenceEnd > most / 3 { return trimmed(Array(plain[...sentenceEnd])) + " …" }
    let wordEnd = plain[..<most].lastIndex(of: 0x20) ?? most
    return String(decoding: plain[..<wordEnd], as: UTF8.self) + " …"
  }

  /// Whether nothing but "WARNING" or "BOXED WARNING" is said.
  static func isHeadingAlone(_ text: [UInt8]) -> Bool {
    LabelWords.sentences(text).joined().allSatisfy {
      !$0.isWord || ["boxed", "warning", "warnings"].contains($0.text)
    }
  }

  private static func trimmed(_ text: [UInt8]) -> String {
    String(decoding: text.last == 0x2E ? text.dropLast() : text[...], as: UTF8.self)
  }

  /// "[see Warnings (5.1)]", "(see PRECAUTIONS)", "See full prescribing information for complete boxed warning".
  private static func withoutReferences(_ text: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    var at = 0
    while at < text.count {
      if let end = referenceEnd(text, at) {
        while plain.last == 0x20 { plain.removeLast() }
        at = end
      } else {
        plain.append(text[at])
        at += 1
      }
    }
    return plain
  }

  /// Behind the bracket that closes what begins here with "see", in brackets; `nil` where nothing such begins.
  private static func referenceEnd(_ text: [UInt8], _ start: Int) -> Int? {
    guard text[start] == 0x28 || text[start] == 0x5B else { return nil }
    var at = start + 1
    while at < text.count, text[at] == 0x20 { at += 1 }
    let word = text[at..<min(text.count, at + 4)].map { $0 | 0x20 }
    guard word.starts(with: Array("see".utf8)), word.count < 4 || !LabelWords.isLetter(word[3]) else {
      return nil
    }
    var depth = 0
    for at in start..<min(text.count, start + 400) {
      if text[at] == 0x28 || text[at] == 0x5B { depth += 1 }
      if text[at] == 0x29 || text[at] == 0x5D { depth -= 1 }
      if depth == 0 { return at + 1 }
    }
    return nil
  }
}
