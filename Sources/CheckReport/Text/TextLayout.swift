/// Lines of a text report, broken to its width.
///
/// The one door from words to the terminal: every word goes through `TerminalText.safe` here, and colour is put on
/// afterwards, so nothing from a file can be taken for a colour code.
struct TextLayout {
  let style: TextStyle
  private var bytes: [UInt8] = []

  init(_ style: TextStyle) { self.style = style }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func blank() {
    if !bytes.isEmpty, !bytes.suffix(2).elementsEqual([0x0A, 0x0A]) { bytes.append(0x0A) }
  }

  mutating func heading(_ words: String) {
    blank()
    paragraph(words, role: .heading)
  }

  /// What stands before the first line of a paragraph.
  struct Lead {
    var text: String
    var role: TextStyle.Role?

    init(_ text: String, _ role: TextStyle.Role? = nil) {
      self.text = text
      self.role = role
    }

    static let bullet = Lead("-")
    static let action = Lead("→")
  }

  /// A paragraph, broken between words; a word longer than a line stands alone on its own.
  /// - Parameters:
  ///   - subject: How `words` begin; these are set off.
  ///   - lead: A bullet or a severity. Lines after the first stand two columns further in.
  mutating func paragraph(
    _ words: String, subject: String = "", indent: Int = 0, lead: Lead? = nil, role: TextStyle.Role? = nil
  ) {
    let strongCount = words.hasPrefix(subject) ? Self.words(of: subject).count : 0
    let hanging = indent + (lead == nil ? 0 : 2)
    var line = LineInProgress(indent: indent)
    if let lead { line.append(lead.text, shown: lead.role.map { style.coloured(lead.text, $0) }) }
    for (index, word) in Self.words(of: TerminalText.safe(Self.shortened(words))).enumerated() {
      if !line.takes(word, width: style.width) {
        end(line, role)
        line = LineInProgress(indent: hanging)
      }
      line.append(word, shown: index < strongCount ? style.coloured(String(word), .strong) : nil)
    }
    end(line, role)
  }

  /// The longest paragraph in bytes. Ours are far shorter; a megabyte from a file must not flood a terminal.
  private static let mostBytes = 6000

  private static func shortened(_ words: String) -> String {
    guard words.utf8.count > mostBytes else { return words }
    return String(decoding: words.utf8.prefix(mostBytes / 2), as: UTF8.self)
      + " … (\(words.utf8.count - mostBytes) bytes left out) … "
      + String(decoding: words.utf8.suffix(mostBytes / 2), as: UTF8.self)
  }

  private mutating func end(_ line: LineInProgress, _ role: TextStyle.Role?) {
    bytes += (role.map { style.coloured(line.text, $0) } ?? line.text).utf8
    bytes.append(0x0A)
  }

  /// Only a blank parts words, with a combining mark on it or not.
  private static func words(of text: String) -> [Substring] {
    text.utf8.split(separator: 0x20).map { Substring($0) }
  }

  private struct LineInProgress {
    private(set) var text: String
    private var column: Int
    private var isEmpty = true

    init(indent: Int) {
      text = String(repeating: " ", count: indent)
      column = indent
    }

    func takes(_ word: Substring, width: Int) -> Bool {
      isEmpty || column + 1 + TerminalText.width(of: word) <= width
    }

    /// - Parameter shown: The word with its colour, when it has one.
    mutating func append(_ word: some StringProtocol, shown: String?) {
      if !isEmpty { text += " " }
      if let shown { text += shown } else { text += word }
      column += (isEmpty ? 0 : 1) + TerminalText.width(of: word)
      isEmpty = false
    }
  }
}
