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
  package struct Gap: Hashable, Sendable {
    @usableFromInline package let bits: UInt16

    @inlinable package init(bits: UInt16) { self.bits = bits }

    @inlinable package static var none: Gap { Gap(bits: 0) }
    @inlinable package static var blank: Gap { Gap(bits: 1 << 0) }
    @inlinable package static var hyphen: Gap { Gap(bits: 1 << 1) }
    @inlinable package static var slash: Gap { Gap(bits: 1 << 2) }
    @inlinable package static var plus: Gap { Gap(bits: 1 << 3) }
    @inlinable package static var ampersand: Gap { Gap(bits: 1 << 4) }
    @inlinable package static var comma: Gap { Gap(bits: 1 << 5) }
    @inlinable package static var semicolon: Gap { Gap(bits: 1 << 6) }
    @inlinable package static var colon: Gap { Gap(bits: 1 << 7) }
    @inlinable package static var stop: Gap { Gap(bits: 1 << 8) }
    @inlinable package static var percent: Gap { Gap(bits: 1 << 9) }
    @inlinable package static var openBracket: Gap { Gap(bits: 1 << 10) }
    @inlinable package static var closeBracket: Gap { Gap(bits: 1 << 11) }
    /// A square bracket was opened.
    @inlinable package static var openSquare: Gap { Gap(bits: 1 << 12) }
    @inlinable package static var other: Gap { Gap(bits: 1 << 13) }

    /// What may stand inside a name.
    @inlinable package static var blankOrHyphen: Gap { blank | hyphen }
    /// Marks that join two medicines.
    @inlinable package static var joiner: Gap { slash | plus | ampersand }
    /// Marks behind which something else begins.
    @inlinable package static var clauseEnd: Gap {
      comma | semicolon | stop | openBracket | closeBracket | plus
    }

    @inlinable package static func | (a: Gap, b: Gap) -> Gap { Gap(bits: a.bits | b.bits) }

    /// At least one of `marks` is here.
    @inlinable package func has(_ marks: Gap) -> Bool { bits & marks.bits != 0 }
    /// Nothing but `marks` is here.
    @inlinable package func isOnly(_ marks: Gap) -> Bool { bits & ~marks.bits == 0 }
  }

  /// What stood behind the last word.
  package private(set) var lastGap = Gap.none

  /// Reads the words of `key`, forgetting those of the key before.
  /// - Complexity: O(length of key).
  package mutating func read(_ key: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    bytes.reserveCapacity(key.count)
    var state = State()
    var index = 0
    while index < key.count {
      let end = endOfWord(key, from: index)
      if end > index {
        take(key, index..<end, &state)
        index = end
        continue
      }
      let byte = key[index]
      if byte >= 0x80 {
        state.gap = state.gap | .other
        index += Self.scalarLength(key, at: index)
        continue
      }
      // Dropped: `john's` is `johns`.
      if byte != UInt8(ascii: "'") { pass(byte, &state) }
      index += 1
    }
    lastGap = state.gap
  }

  private struct State {
    var gap = Gap.none
    var depth = 0
    var bracketCount: Int32 = 0
  }

  private func endOfWord(_ key: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < key.count {
      let byte = key[index]
      if byte >= 0x80 {
        let length = Self.scalarLength(key, at: index)
        guard Self.isWordScalar(key, at: index, length: length) else { return index }
        index += length
      } else if KeyBoundary.isWord(byte) {
        index += 1
      } else {
        return index
      }
    }
    return index
  }

  private mutating func take(_ key: Span<UInt8>, _ range: Range<Int>, _ state: inout State) {
    let first = key[range.lowerBound]
    let isDigit = first >= 0x30 && first <= 0x39
    var hasLetter = false
    // A word goes on behind a dropped apostrophe, and a number behind its point or comma.
    let goesOn = !words.isEmpty && (state.gap == .none || isInsideNumber(key, range.lowerBound, state))
    if !bytes.isEmpty, !goesOn || state.gap != .none { bytes.append(0x20) }
    let start = Int32(bytes.count)
    bytes.append(addingCapacity: range.count) { output in
      for index in range {
        let byte = key[index]
        if byte < 0x30 || byte > 0x39 { hasLetter = true }
        output.append(byte)
      }
    }
    if goesOn {
      words[words.count - 1].end = Int32(bytes.count)
      if hasLetter { words[words.count - 1].hasLetter = true }
    } else {
      words.append(
        Word(
          start: start, end: Int32(bytes.count), gap: state.gap,
          bracket: state.depth > 0 ? state.bracketCount : 0, startsWithDigit: isDigit, hasLetter: hasLetter))
    }
    state.gap = .none
  }

  private mutating func pass(_ byte: UInt8, _ state: inout State) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      if byte == UInt8(ascii: "[") { state.gap = state.gap | .openSquare }
      if state.depth == 0 { state.bracketCount += 1 }
      state.depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"): state.depth = max(0, state.depth - 1)
    default: break
    }
    state.gap = state.gap | Self.gap(of: byte)
  }

  private static func gap(of byte: UInt8) -> Gap {
    switch byte {
    case UInt8(ascii: " "): .blank
    case UInt8(ascii: "-"): .hyphen
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "&"): .ampersand
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "."): .stop
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "("), UInt8(ascii: "["): .openBracket
    case UInt8(ascii: ")"), UInt8(ascii: "]"): .closeBracket
    default: .other
    }
  }

  /// The digit at `index` follows a number, with one point or comma and nothing else between them.
  private func isInsideNumber(_ key: Span<UInt8>, _ index: Int, _ state: State) -> Bool {
    guard state.gap == .stop || state.gap == .comma, index >= 2, let word = words.last, word.startsWithDigit,
      !word.hasLetter
    else { return false }
    let isDigit = key[index] >= 0x30 && key[index] <= 0x39
    return isDigit && key[index - 2] >= 0x30 && key[index - 2] <= 0x39
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
