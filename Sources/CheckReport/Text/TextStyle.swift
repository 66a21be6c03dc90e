/// How text is laid out: the same words at any width, with or without colour.
package struct TextStyle: Hashable, Sendable {
  /// Columns; lines are broken before it where a blank allows.
  package var width: Int
  /// Whether to use the terminal's colours. They repeat what the words say, never more.
  package var showsColour: Bool

  package init(width: Int = 80, showsColour: Bool = false) {
    self.width = width
    self.showsColour = showsColour
  }

  /// What a piece of text is, so that colour is chosen in one place.
  enum Role {
    case danger, warning, notice, heading, quiet
  }

  /// The text between the codes that colour it. Only the terminal's own 16 colours, which its owner has made
  /// readable on his background.
  func coloured(_ text: String, _ role: Role) -> String {
    guard showsColour else { return text }
    let code =
      switch role {
      case .danger: "1;31"
      case .warning: "1;33"
      case .notice: "36"
      case .heading: "1"
      case .quiet: "2"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// Text from a list, a catalog or a file name, made fit for a terminal.
package enum TerminalText {
  /// Control characters, direction overrides and invisible marks are written out as `\u{1B}`.
  package static func safe(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        safe += "\\u{" + (digits.count < 2 ? "0" : "") + digits + "}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// Columns a character takes, as terminals count: wide East Asian characters and emoji two, marks none.
  static func width(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x20D0...0x20FF, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

/// Lines of a text report, broken to its width.
struct TextLayout {
  let style: TextStyle
  private var bytes: [UInt8] = []

  init(_ style: TextStyle) { self.style = style }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func blank() {
    let isBlank = bytes.count > 1 && bytes[bytes.count - 1] == 0x0A && bytes[bytes.count - 2] == 0x0A
    if !bytes.isEmpty, !isBlank { bytes.append(0x0A) }
  }

  mutating func heading(_ words: String) {
    blank()
    bytes += style.coloured(words, .heading).utf8
    bytes.append(0x0A)
  }

  /// A paragraph. - Parameters:
  ///   - lead: What stands before the first line (a bullet, a severity word).
  ///   - indent: Blanks before every line; what follows a lead hangs two more.
  mutating func paragraph(
    _ words: String, indent: Int = 0, lead: String = "", leadRole: TextStyle.Role? = nil,
    role: TextStyle.Role? = nil
  ) {
    let hanging = indent + (lead.isEmpty ? 0 : 2)
    var column = indent
    var needsBlank = false
    bytes.append(contentsOf: repeatElement(0x20, count: indent))
    if !lead.isEmpty {
      bytes += (leadRole.map { style.coloured(lead, $0) } ?? lead).utf8
      column += TerminalText.width(of: lead)
      needsBlank = true
    }
    // Cut on bytes: a blank with a combining mark is still where a line may break.
    for word in Array(words.utf8).split(separator: 0x20) {
      let isASCII = word.allSatisfy { $0 < 0x80 }
      let width = isASCII ? word.count : TerminalText.width(of: String(decoding: word, as: UTF8.self))
      if needsBlank, column + 1 + width > style.width, column > hanging {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: hanging))
        column = hanging
        needsBlank = false
      }
      if needsBlank {
        bytes.append(0x20)
        column += 1
      }
      if let role, style.showsColour {
        bytes += style.coloured(String(decoding: word, as: UTF8.self), role).utf8
      } else {
        bytes += word
      }
      column += width
      needsBlank = true
    }
    bytes.append(0x0A)
  }
}
