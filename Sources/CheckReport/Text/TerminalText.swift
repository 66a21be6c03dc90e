/// Text from a list, a catalog, an argument or a file name, made fit for a terminal.
package enum TerminalText {
  /// Control characters, direction overrides and invisible marks are written out as `\u{1B}`, bytes of a file name
  /// that are no UTF-8 as `\xFF`; everything else stays.
  package static func safe(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) || !isSteering(text) { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if undecodedBytes.contains(scalar.value) {
        safe += "\\x" + hexadecimal(scalar.value - undecodedBytes.lowerBound)
      } else if isSteering(scalar) {
        safe += "\\u{" + hexadecimal(scalar.value) + "}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// Whether a terminal might do something else with `text` than show it.
  static func isSteering(_ text: String) -> Bool { text.unicodeScalars.contains(where: isSteering) }

  /// Control characters (C0, C1, delete), characters that set the direction of text, and invisible ones: they hide
  /// or reorder words.
  static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F, undecodedBytes:
      true
    default: false
    }
  }

  /// Where the command line keeps the bytes of arguments that are no UTF-8: one scalar of a private plane each.
  private static let undecodedBytes: ClosedRange<UInt32> = 0x10_FE00...0x10_FEFF

  private static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
  }

  /// Columns that text takes, as terminals count: wide East Asian characters and emoji two, marks none.
  static func width(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x300: 1
    case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x1AB0...0x1AFF,
      0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0x1F3FB...0x1F3FF:
      0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
