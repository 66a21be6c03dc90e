/// One word, number or mark of a label's sentence.
struct LabelWord: Hashable {
  enum Kind: Hashable {
    case word, number, percent, comma, semicolon, colon, stop, open, close, slash, dash, less, greater, other
  }

  var kind: Kind
  /// Lower case for words, digits with a point for numbers, empty for marks.
  var text: String
  /// Where it stands among the bytes of the passage.
  var range: Range<Int>

  var isWord: Bool { kind == .word }
}

/// Splits label text into sentences and words. Works on bytes: labels are English, and what is not ASCII in them is
/// punctuation, trade marks and a few accented letters.
enum LabelWords {
  /// The sentences of a passage, each as its words. Semicolons do not end a sentence.
  /// - Complexity: O(bytes).
  static func sentences(_ text: [UInt8]) -> [[LabelWord]] {
    var sentences: [[LabelWord]] = []
    var sentence: [LabelWord] = []
    for word in words(text) {
      sentence.append(word)
      guard word.kind == .stop else { continue }
      if endsSentence(sentence, text) {
        sentences.append(sentence)
        sentence = []
      } else {
        sentence.removeLast()
      }
    }
    if !sentence.isEmpty { sentences.append(sentence) }
    return sentences
  }

  /// A full stop after `vs`, `e.g` or a single letter belongs to an abbreviation, unless the passage ends there.
  private static func endsSentence(_ sentence: [LabelWord], _ text: [UInt8]) -> Bool {
    guard let stop = sentence.last, stop.range.upperBound < text.count else { return true }
    guard text[stop.range.lowerBound] == 0x2E else { return true }
    guard text[stop.range.upperBound] <= 0x20 else { return false }
    guard let before = sentence.dropLast().last, before.isWord else { return true }
    return before.text.utf8.count > 1 && !abbreviations.contains(before.text)
  }

  private static let abbreviations: Set<String> = ["vs", "eg", "ie", "approx", "incl", "resp", "no", "fig"]

  private static func words(_ text: [UInt8]) -> [LabelWord] {
    var words: [LabelWord] = []
    var at = 0
    while at < text.count {
      let byte = text[at]
      if isLetter(byte) {
        words.append(word(text, from: &at))
      } else if isDigit(byte) {
        words.append(number(text, from: &at))
      } else if byte >= 0x80 {
        let length = min(sequenceLength(byte), text.count - at)
        if let kind = mark(text[at..<at + length]) {
          words.append(LabelWord(kind: kind, text: "", range: at..<at + length))
        }
        at += length
      } else {
        if let kind = mark(byte) { words.append(LabelWord(kind: kind, text: "", range: at..<at + 1)) }
        at += 1
      }
    }
    return words
  }

  private static func word(_ text: [UInt8], from at: inout Int) -> LabelWord {
    let start = at
    var letters: [UInt8] = []
    while at < text.count {
      if isLetter(text[at]) {
        letters.append(text[at] | (text[at] < 0x80 ? 0x20 : 0))
        at += 1
      } else if text[at] == 0xC3, at + 1 < text.count, text[at + 1] & 0xC0 == 0x80 {
        letters.append(contentsOf: text[at...at + 1])
        at += 2
      } else if isApostrophe(text, at), at + apostropheLength(text, at) < text.count,
        isLetter(text[at + apostropheLength(text, at)])
      {
        letters.append(0x27)
        at += apostropheLength(text, at)
      } else {
        break
      }
    }
    return LabelWord(kind: .word, text: String(decoding: letters, as: UTF8.self), range: start..<at)
  }

  /// Digits with a decimal point; a comma between three digits is left out.
  private static func number(_ text: [UInt8], from at: inout Int) -> LabelWord {
    let start = at
    var digits: [UInt8] = []
    while at < text.count {
      let hasDigitBehind = at + 1 < text.count && isDigit(text[at + 1])
      if isDigit(text[at]) || (text[at] == 0x2E && hasDigitBehind && !digits.contains(0x2E)) {
        digits.append(text[at])
      } else if !(text[at] == 0x2C && isThousands(text, at)) {
        break
      }
      at += 1
    }
    return LabelWord(kind: .number, text: String(decoding: digits, as: UTF8.self), range: start..<at)
  }

  private static func isThousands(_ text: [UInt8], _ at: Int) -> Bool {
    at + 3 < text.count && (1...3).allSatisfy { isDigit(text[at + $0]) }
      && (at + 4 >= text.count || !isDigit(text[at + 4]))
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isApostrophe(_ text: [UInt8], _ at: Int) -> Bool { apostropheLength(text, at) > 0 }

  private static func apostropheLength(_ text: [UInt8], _ at: Int) -> Int {
    if text[at] == 0x27 { return 1 }
    return text[at...].starts(with: [0xE2, 0x80, 0x99]) ? 3 : 0
  }

  private static func sequenceLength(_ lead: UInt8) -> Int {
    lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
  }

  private static func mark(_ byte: UInt8) -> LabelWord.Kind? {
    switch byte {
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), 0x0A: .stop
    case UInt8(ascii: "("), UInt8(ascii: "["): .open
    case UInt8(ascii: ")"), UInt8(ascii: "]"): .close
    case UInt8(ascii: "/"), UInt8(ascii: "&"): .slash
    case UInt8(ascii: "-"): .dash
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case 0...0x20, UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "\""): nil
    default: .other
    }
  }

  /// Dashes and comparison signs; trade marks, daggers and odd blanks are passed over.
  private static func mark(_ sequence: ArraySlice<UInt8>) -> LabelWord.Kind? {
    switch Array(sequence) {
    case [0xE2, 0x80, 0x90], [0xE2, 0x80, 0x91], [0xE2, 0x80, 0x92], [0xE2, 0x80, 0x93], [0xE2, 0x80, 0x94]:
      .dash
    case [0xE2, 0x89, 0xA4]: .less
    case [0xE2, 0x89, 0xA5]: .greater
    case [0xE2, 0x80, 0xA2], [0xC2, 0xB7]: .semicolon
    default: nil
    }
  }
}
