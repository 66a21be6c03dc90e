import XMLEvents

/// The beginning of an XML file as people send it, put right where that changes nothing else: a saved HTTP header or
/// blank lines before the XML declaration, and pieces of a clinical document cut out without the namespaces
/// declared around them.
///
/// No other byte is touched and no line end is added or lost, so every line number is that of the file.
struct XMLFileStart {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var source: MemoryBytes {
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    guard !isUTF16 else { return MemoryBytes(bytes) }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let header = HTTPHeader.prefix(of: bytes[start...])
    // Of the header only its line ends stay.
    let space = bytes[header.endIndex...].prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let blanks = header.filter { $0 == 0x0A } + space
    let declaration = self.declaration(at: space.endIndex)
    let content = bytes[declaration.endIndex...]
    let isPiece = Self.isPiece(content)
    guard isPiece || !header.isEmpty || (!blanks.isEmpty && !declaration.isEmpty) else {
      return MemoryBytes(bytes)
    }
    var arranged: [UInt8] = []
    arranged.reserveCapacity(bytes.count + 512)
    arranged += bytes[..<start]
    arranged += declaration
    arranged += blanks
    if isPiece { arranged += Self.opening }
    arranged += content
    if isPiece { arranged += Self.closing }
    return MemoryBytes(arranged)
  }

  /// `<?xml … ?>`, or nothing.
  private func declaration(at start: Int) -> ArraySlice<UInt8> {
    let rest = bytes[start...].prefix(512)
    guard rest.starts(with: Array("<?xml".utf8)), let end = rest.firstRange(of: Array("?>".utf8)) else {
      return bytes[start..<start]
    }
    return bytes[start..<end.upperBound]
  }

  // MARK: Pieces of clinical documents

  /// Root elements of the pieces that are passed around, and of the element put around them.
  static let pieceRoot = "clinicalDocumentPiece"
  private static let pieces: Set<String> = [
    "component", "section", "entry", "substanceAdministration", "structuredBody", "organizer",
  ]
  private static let opening = Array(
    """
    <\(pieceRoot) xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:voc="urn:hl7-org:v3/voc" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    """.utf8)
  private static let closing = Array("</\(pieceRoot)>".utf8)

  private static func isPiece(_ content: ArraySlice<UInt8>) -> Bool {
    guard let name = rootName(content), pieces.contains(name) else { return false }
    return true
  }

  /// The name in the first start tag, past comments, processing instructions and blanks.
  private static func rootName(_ content: ArraySlice<UInt8>) -> String? {
    var rest = content
    while true {
      rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
      let end: [UInt8]
      if rest.starts(with: Array("<!--".utf8)) {
        end = Array("-->".utf8)
      } else if rest.starts(with: Array("<?".utf8)) {
        end = Array("?>".utf8)
      } else {
        guard rest.first == UInt8(ascii: "<") else { return nil }
        let name = rest.dropFirst().prefix(64).prefix {
          $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
        }
        return String(validating: name, as: UTF8.self)
      }
      guard let found = rest.firstRange(of: end) else { return nil }
      rest = rest[found.upperBound...]
    }
  }
}

/// The header of a saved answer of a server, as some publishers keep their examples: a status line, fields, a blank
/// line.
enum HTTPHeader {
  private static let mostBytes = 8192

  /// The header with the blank line that ends it; empty when there is none.
  static func prefix(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let none = bytes.prefix(0)
    let start = bytes.prefix(mostBytes)
    guard start.starts(with: Array("HTTP/1.".utf8)) || start.starts(with: Array("HTTP/2 ".utf8)) else {
      return none
    }
    for end in ["\r\n\r\n", "\n\n"] {
      if let found = start.firstRange(of: Array(end.utf8)) {
        return bytes[bytes.startIndex..<found.upperBound]
      }
    }
    return none
  }
}

extension FileStart {
  /// Begins like markup: `<` and a letter, `!` or `?`, in UTF-8 or UTF-16; a saved HTTP header may stand before.
  var looksLikeXML: Bool {
    let text = self.text
    let header = HTTPHeader.prefix(of: text[...])
    let content = text[header.endIndex...].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard content.first == UInt8(ascii: "<"), let second = content.dropFirst().first else { return false }
    let isLetter = (0x41...0x5A).contains(second & 0xDF) || second == UInt8(ascii: "_") || second >= 0x80
    return isLetter || second == UInt8(ascii: "!") || second == UInt8(ascii: "?")
  }
}
