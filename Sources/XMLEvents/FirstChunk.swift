/// What the first bytes of a file say about it, before the parser sees them.
enum FirstChunk {
  private static let longestDeclaration = 512

  /// Whether `check` can see in `bytes` all that it looks for: the marks of other kinds of file, and an XML
  /// declaration to its end, in any encoding.
  static func isEnough(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 8 * longestDeclaration || bytes.count >= 16 && bytes.contains(UInt8(ascii: ">"))
  }

  /// - Throws: `XMLError` on line 1 for anything that is no XML in an encoding we allow.
  /// - Returns: whether the document is in UTF-16.
  static func check(_ bytes: [UInt8]) throws(XMLError) -> Bool {
    guard !bytes.isEmpty else { throw XMLError(.empty, line: 1) }
    if let kind = otherKind(bytes) { throw XMLError(.notXML(kind), line: 1) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let declared = declaredEncoding(bytes.dropFirst(2).filter { $0 != 0 })
      if let declared, !declared.hasPrefix("utf-16") {
        throw encoding("the byte order mark says UTF-16, the declaration says otherwise")
      }
      return true
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let text = hasMark ? bytes.dropFirst(3) : bytes[...]
    if isDeclarationTooLong(text) {
      throw XMLError(
        .limit("the XML declaration is longer than the limit of \(longestDeclaration) bytes"), line: 1)
    }
    if let declared = declaredEncoding(text) {
      guard allowed.contains(declared) else {
        throw encoding(
          "the encoding is not one of UTF-8, UTF-16, US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252; convert the file to UTF-8"
        )
      }
      if hasMark, declared != "utf-8" {
        throw encoding("the byte order mark says UTF-8, the declaration says otherwise")
      }
      if declared.hasPrefix("utf-16") {
        throw encoding("the declaration says UTF-16, but there is no byte order mark")
      }
    }
    return false
  }

  private static let allowed: Set<String> = [
    "utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252",
  ]

  private static func encoding(_ problem: String) -> XMLError { XMLError(.encoding(problem), line: 1) }

  private static func otherKind(_ bytes: [UInt8]) -> String? {
    let kinds: [([UInt8], String)] = [
      ([0x1F, 0x8B], "this is a gzip file; unpack it first"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "this is an xz file; unpack it first"),
      ([0x42, 0x5A, 0x68], "this is a bzip2 file; unpack it first"),
      ([0x50, 0x4B, 0x03, 0x04], "this is a zip file; unpack it first"),
      ([0x50, 0x4B, 0x05, 0x06], "this is an empty zip file"),
      ([0x28, 0xB5, 0x2F, 0xFD], "this is a zstd file; unpack it first"),
      (Array("%PDF".utf8), "this is a PDF, not XML"),
      (Array("SQLite format 3".utf8), "this is a SQLite database, not XML"),
      ([0x7F, 0x45, 0x4C, 0x46], "this is a program, not XML"),
      ([0xFF, 0xFE, 0x00, 0x00], "UTF-32 is not allowed; convert the file to UTF-8"),
      ([0x00, 0x00, 0xFE, 0xFF], "UTF-32 is not allowed; convert the file to UTF-8"),
      ([0x3C, 0x00, 0x00, 0x00], "UTF-32 is not allowed; convert the file to UTF-8"),
      ([0x00, 0x00, 0x00, 0x3C], "UTF-32 is not allowed; convert the file to UTF-8"),
      ([0x3C, 0x00], "UTF-16 without a byte order mark is not allowed; convert the file to UTF-8"),
      ([0x00, 0x3C], "UTF-16 without a byte order mark is not allowed; convert the file to UTF-8"),
      ([0x4C, 0x6F, 0xA7, 0x94], "EBCDIC is not allowed; convert the file to UTF-8"),
      ([0x00], "this is a binary file, not XML"),
    ]
    if let kind = kinds.first(where: { bytes.starts(with: $0.0) }) { return kind.1 }
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return "this looks like JSON, not XML" }
    return nil
  }

  /// Its encoding could not be seen.
  private static func isDeclarationTooLong(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count > longestDeclaration, bytes.starts(with: "<?xml".utf8),
      [0x20, 0x09, 0x0A, 0x0D].contains(bytes[bytes.startIndex + 5])
    else { return false }
    return !bytes.prefix(longestDeclaration).contains(UInt8(ascii: ">"))
  }

  /// The encoding of the XML declaration in lower case; `nil` without one. What is broken is left to the parser.
  private static func declaredEncoding(_ bytes: some Collection<UInt8>) -> String? {
    let start = String(decoding: bytes.prefix(longestDeclaration), as: Unicode.ASCII.self)
    // `<?xml-stylesheet` and the like declare nothing.
    guard start.hasPrefix("<?xml"), start.dropFirst(5).first?.isWhitespace == true,
      let end = start.firstRange(of: "?>")
    else { return nil }
    let declaration = start[..<end.lowerBound]
    guard let at = declaration.firstRange(of: "encoding") else { return nil }
    let rest = declaration[at.upperBound...].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    let value = rest.dropFirst().prefix { $0 != quote }
    let isName =
      !value.isEmpty && value.count <= 40
      && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    return isName ? value.lowercased() : nil
  }
}
