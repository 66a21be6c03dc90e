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
    case danger, warning, strong, heading
  }

  /// The text between the codes that colour it.
  ///
  /// Bold, red and magenta of the terminal's own 16 colours only: yellow and cyan vanish on a light background,
  /// blue and dim text on a dark one.
  func coloured(_ text: String, _ role: Role) -> String {
    guard showsColour, !text.isEmpty else { return text }
    let code =
      switch role {
      case .danger: "1;31"
      case .warning: "1;35"
      case .strong: "1"
      case .heading: "1;4"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
