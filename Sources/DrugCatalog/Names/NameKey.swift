private import CUTF8Proc

/// The one definition of when two spellings are the same name.
///
/// In order: vulgar fractions become `1/2`; ®, ™, ℠, © go; NFKC; default-ignorable characters and combining
/// marks go; case is folded without a locale, `ı` and `İ` become `i`; every kind of space becomes one blank, none
/// at the ends; so does an escape, since what follows it is an order to a terminal and no part of a name; every kind of hyphen becomes `-`, every kind of apostrophe `'`. Folding a key gives the same
/// key. Letters of other scripts stay what they are: a Cyrillic `а` never equals a Latin `a`.
package enum NameKey {
  /// The key of `text`. - Complexity: O(n); ASCII takes a path of its own.
  package static func fold(_ text: String) -> [UInt8] {
    var text = text
    var key: [UInt8] = []
    _ = text.withUTF8 { unsafe fold($0.span, into: &key) }
    return key
  }

  /// Puts the key of `text` into `key`, whose storage is reused.
  /// - Returns: false when `text` is not valid UTF-8; `key` is empty then.
  package static func fold(_ text: Span<UInt8>, into key: inout [UInt8]) -> Bool {
    key.removeAll(keepingCapacity: true)
    if text.isEmpty { return true }
    key.reserveCapacity(text.count)
    if foldASCII(text, into: &key) { return true }
    key.removeAll(keepingCapacity: true)
    guard let prepared = prepare(text) else { return false }
    guard let folded = foldUnicode(prepared) else { return false }
    normaliseSpacesAndHyphens(folded, into: &key)
    return true
  }

  /// The key without its punctuation: words joined by single blanks, apostrophes dropped. A second chance for
  /// names that differ in punctuation only.
  package static func loose(_ key: [UInt8]) -> [UInt8] {
    var words = KeyWords()
    words.read(key.span)
    return words.bytes
  }

  /// - Returns: false at the first byte that is not ASCII.
  private static func foldASCII(_ text: Span<UInt8>, into key: inout [UInt8]) -> Bool {
    var isASCII = true
    key.append(addingCapacity: text.count) { output in
      var pendingBlank = false
      for index in text.indices {
        let byte = text[index]
        if byte > 0x20, byte < 0x7F {
          // A pending blank took no place of its own yet, so the capacity is enough.
          if pendingBlank { output.append(0x20) }
          pendingBlank = false
          output.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        } else if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == 0x1B {
          pendingBlank = !output.isEmpty
        } else if byte >= 0x80 {
          isASCII = false
          return
        }
      }
    }
    return isASCII
  }

  /// Fractions and marks of trade, which NFKC would turn into other text (`½` into `1⁄2`, `™` into `tm`).
  private static func prepare(_ text: Span<UInt8>) -> String? {
    let bytes = text.indices.map { text[$0] }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var prepared = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "®", "™", "©", "℠": continue
      case "½": prepared += fraction("1/2", after: prepared)
      case "¼": prepared += fraction("1/4", after: prepared)
      case "¾": prepared += fraction("3/4", after: prepared)
      case "⅓": prepared += fraction("1/3", after: prepared)
      case "⅔": prepared += fraction("2/3", after: prepared)
      case "⅛": prepared += fraction("1/8", after: prepared)
      case "⁄", "∕": prepared.unicodeScalars.append("/")
      case "ı", "İ": prepared.unicodeScalars.append("i")
      default: prepared.unicodeScalars.append(scalar)
      }
    }
    return prepared
  }

  /// `1½` is one and a half, never eleven halves.
  private static func fraction(_ fraction: String, after text: String) -> String {
    guard let last = text.unicodeScalars.last, last.properties.numericType != nil else { return fraction }
    return " " + fraction
  }

  private static func foldUnicode(_ text: String) -> [UInt8]? {
    let options = utf8proc_option_t(
      UTF8PROC_STABLE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_COMPOSE.rawValue
        | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_IGNORE.rawValue | UTF8PROC_STRIPMARK.rawValue)
    var text = text
    return text.withUTF8 { input -> [UInt8]? in
      var output: UnsafeMutablePointer<UInt8>? = nil
      let length = unsafe utf8proc_map(input.baseAddress, input.count, &output, options)
      guard length >= 0, let output = unsafe output else { return nil }
      defer { unsafe free(output) }
      return unsafe Array(UnsafeBufferPointer(start: output, count: length))
    }
  }

  private static func normaliseSpacesAndHyphens(_ folded: [UInt8], into key: inout [UInt8]) {
    var pendingBlank = false
    for scalar in String(decoding: folded, as: UTF8.self).unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value == 0x1B {
        pendingBlank = !key.isEmpty
        continue
      }
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { continue }
      if pendingBlank {
        key.append(0x20)
        pendingBlank = false
      }
      switch scalar {
      case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FE58}", "\u{FE63}", "\u{FF0D}", "\u{2043}":
        key.append(UInt8(ascii: "-"))
      case "\u{2018}", "\u{2019}", "\u{02BC}", "\u{2032}", "\u{00B4}", "`": key.append(UInt8(ascii: "'"))
      default: key.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      }
    }
  }
}
