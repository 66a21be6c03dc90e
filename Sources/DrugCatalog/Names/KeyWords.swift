/// The words of a folded key, and what stood between them.
///
/// A word is a run of letters and digits; a number with decimal points or thousands commas (`0.5`, `10,000`) is one
/// word. The bytes of the words, joined by single blanks, are the loose form of the key: what is left when
/// punctuation is forgotten and apostrophes are dropped. Storage is reused from key to key.
package struct KeyWords {
  /// The loose form.
  package private(set) var bytes: [UInt8] = []
  package private(set) var words: [Word] = []

  package init() {}

  package struct Word {
    /// Where it lies in the loose form.
    package let start: Int32
    package fileprivate(set) var end: Int32
    /// What stood between it and the word before it.
    package let gap: Gap
    /// Number of the outermost bracket around it, from 1; 0 outside brackets.
    package let bracket: Int32
    package let startsWithDigit: Bool
    package fileprivate(set) var hasLetter: Bool

    package var count: Int { Int(end - start) }
    package var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// Marks between two words.
  package struct Gap: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let blank = Gap(rawValue: 1 << 0)
    package static let hyphen = Gap(rawValue: 1 << 1)
    package static let slash = Gap(rawValue: 1 << 2)
    package static let plus = Gap(rawValue: 1 << 3)
    package static let ampersand = Gap(rawValue: 1 << 4)
    package static let comma = Gap(rawValue: 1 << 5)
    package static let semicolon = Gap(rawValue: 1 << 6)
    package static let colon = Gap(rawValue: 1 << 7)
    package static let stop = Gap(rawValue: 1 << 8)
    package static let percent = Gap(rawValue: 1 << 9)
    package static let openBracket = Gap(rawValue: 1 << 10)
    package static let closeBracket = Gap(rawValue: 1 << 11)
    /// A square bracket was opened.
    package static let openSquare = Gap(rawValue: 1 << 12)
    package static let other = Gap(rawValue: 1 << 13)

    /// What may stand inside a name.
    package static let blankOrHyphen = Gap(rawValue: blank.rawValue | hyphen.rawValue)
    /// Marks that join two medicines.
    package static let joiner = Gap(rawValue: slash.rawValue | plus.rawValue | ampersand.rawValue)
    /// Marks behind which something else begins.
    package static let clauseEnd = Gap(
      rawValue: comma.rawValue | semicolon.rawValue | stop.rawValue | openBracket.rawValue
        | closeBracket.rawValue
        | plus.rawValue)
  }

  /// What stood behind the last word.
  package private(set) var lastGap: Gap = []

  /// Reads the words of `key`, forgetting those of the key before.
  /// - Complexity: O(length of key).
  package mutating func read(_ key: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    var state = State()
    var index = 0
    while index < key.count {
      let byte = key[index]
      if byte >= 0x80 {
        let length = Self.scalarLength(key, at: index)
        if Self.isWordScalar(key, at: index, length: length) {
          for offset in 0..<length { take(key[index + offset], &state) }
        } else {
          state.gap.insert(.other)
        }
        index += length
        continue
      }
      if KeyBoundary.isWord(byte) {
        take(byte, &state)
      } else if byte == UInt8(ascii: "'") {
        // Dropped: `john's` is `johns`.
      } else if isInsideNumber(key, index, state) {
        bytes.append(0x20)
        words[words.count - 1].end = Int32(bytes.count)
      } else {
        pass(byte, &state)
      }
      index += 1
    }
    lastGap = state.gap
  }

  private struct State {
    var gap: Gap = []
    var depth = 0
    var bracketCount: Int32 = 0
  }

  private mutating func take(_ byte: UInt8, _ state: inout State) {
    let isDigit = byte >= 0x30 && byte <= 0x39
    if words.isEmpty || !state.gap.isEmpty {
      if !bytes.isEmpty { bytes.append(0x20) }
      words.append(
        Word(
          start: Int32(bytes.count), end: Int32(bytes.count), gap: state.gap,
          bracket: state.depth > 0 ? state.bracketCount : 0, startsWithDigit: isDigit, hasLetter: false))
      state.gap = []
    }
    bytes.append(byte)
    words[words.count - 1].end = Int32(bytes.count)
    if !isDigit { words[words.count - 1].hasLetter = true }
  }

  private mutating func pass(_ byte: UInt8, _ state: inout State) {
    switch byte {
    case UInt8(ascii: " "): state.gap.insert(.blank)
    case UInt8(ascii: "-"): state.gap.insert(.hyphen)
    case UInt8(ascii: "/"): state.gap.insert(.slash)
    case UInt8(ascii: "+"): state.gap.insert(.plus)
    case UInt8(ascii: "&"): state.gap.insert(.ampersand)
    case UInt8(ascii: ","): state.gap.insert(.comma)
    case UInt8(ascii: ";"): state.gap.insert(.semicolon)
    case UInt8(ascii: ":"): state.gap.insert(.colon)
    case UInt8(ascii: "."): state.gap.insert(.stop)
    case UInt8(ascii: "%"): state.gap.insert(.percent)
    case UInt8(ascii: "("), UInt8(ascii: "["):
      state.gap.insert(.openBracket)
      if byte == UInt8(ascii: "[") { state.gap.insert(.openSquare) }
      if state.depth == 0 { state.bracketCount += 1 }
      state.depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      state.gap.insert(.closeBracket)
      state.depth = max(0, state.depth - 1)
    default: state.gap.insert(.other)
    }
  }

  /// A point or comma between two digits of one number.
  private func isInsideNumber(_ key: Span<UInt8>, _ index: Int, _ state: State) -> Bool {
    guard key[index] == UInt8(ascii: ".") || key[index] == UInt8(ascii: ","), state.gap.isEmpty,
      let word = words.last, word.startsWithDigit, !word.hasLetter, index + 1 < key.count
    else { return false }
    return key[index + 1] >= 0x30 && key[index + 1] <= 0x39
  }

  /// Letters, marks and digits of any script make words; everything else past ASCII separates them.
  private static func isWordScalar(_ key: Span<UInt8>, at index: Int, length: Int) -> Bool {
    var value: UInt32 =
      length == 2 ? UInt32(key[index] & 0x1F) : UInt32(key[index] & (length == 3 ? 0x0F : 0x07))
    for offset in 1..<max(length, 1) { value = value << 6 | UInt32(key[index + offset] & 0x3F) }
    guard length > 1, let scalar = Unicode.Scalar(value) else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }

  private static func scalarLength(_ key: Span<UInt8>, at index: Int) -> Int {
    let lead = key[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    return min(length, key.count - index)
  }
}
