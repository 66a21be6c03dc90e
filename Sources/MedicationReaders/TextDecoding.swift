/// Bytes of a text file as lines of UTF-8, cut on bytes so that no combining character can hide a line end.
enum TextLines {
  struct Line {
    /// From 1.
    var number: Int
    /// Without its end.
    var bytes: ArraySlice<UInt8>
  }

  /// - Throws: `MedicationFileError` for UTF-16 that is cut in half, not valid or without its mark, for
  ///   UTF-32 and for zero bytes.
  static func of(_ bytes: [UInt8]) throws(MedicationFileError) -> [Line] {
    let text = try utf8(bytes)
    try refuseZeroBytes(text[...])
    return lines(of: text)
  }

  /// UTF-8 stays as it is, valid or not; UTF-16 with a byte order mark is converted.
  static func utf8(_ bytes: [UInt8]) throws(MedicationFileError) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xFF, 0xFE, 0x00, 0x00]) || bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) {
      throw MedicationFileError(.encoding("UTF-32 is not read; save the file as UTF-8"), line: 1)
    }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    guard bytes.count % 2 == 0 else {
      throw MedicationFileError(.encoding("the last UTF-16 character is cut in half"), line: 1)
    }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for at in stride(from: 2, to: bytes.count, by: 2) {
      let first = UInt16(bytes[at])
      let second = UInt16(bytes[at + 1])
      units.append(isLittle ? first | second << 8 : first << 8 | second)
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw MedicationFileError(.encoding("not valid UTF-16"), line: 1)
    }
    return Array(text.utf8)
  }

  /// - Throws: `MedicationFileError` with the line of the first zero byte: text of bytes of two, or no text.
  static func refuseZeroBytes(_ bytes: ArraySlice<UInt8>) throws(MedicationFileError) {
    guard let zero = bytes.firstIndex(of: 0) else { return }
    let line = 1 + bytes[..<zero].count { $0 == 0x0A }
    throw MedicationFileError(
      .encoding("a zero byte: this is no text, or UTF-16 without its mark; save the file as UTF-8"),
      line: line)
  }

  /// Ends are LF, CR, CR LF, VT, FF, NEL, and the line and paragraph separators of Unicode.
  private static func lines(of bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    var at = 0
    func end(skipping length: Int) {
      lines.append(Line(number: lines.count + 1, bytes: bytes[start..<at]))
      at += length
      start = at
    }
    while at < bytes.count {
      switch bytes[at] {
      case 0x0D: end(skipping: at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1)
      case 0x0A, 0x0B, 0x0C: end(skipping: 1)
      case 0xC2 where at + 1 < bytes.count && bytes[at + 1] == 0x85: end(skipping: 2)
      case 0xE2
      where at + 2 < bytes.count && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0xA8 || bytes[at + 2] == 0xA9):
        end(skipping: 3)
      default: at += 1
      }
    }
    if start < bytes.count { lines.append(Line(number: lines.count + 1, bytes: bytes[start...])) }
    return lines
  }
}

/// A line's words, or why they cannot be read.
enum ReadableLine {
  /// More marks than this on one letter hide what the letter is.
  static let mostCombiningMarks = 8
  /// Longer than any medicine, strength and directions.
  static let mostBytes = 4096

  enum Outcome {
    case text(String)
    /// The first `mostBytes` of a line that is longer, up to its last blank.
    case beginning(String)
    case unreadable(String)
  }

  static func read(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard bytes.count <= mostBytes else {
      let beginning = bytes.prefix(mostBytes)
      let end = beginning.lastIndex(of: 0x20) ?? beginning.startIndex
      guard case .text(let text) = read(beginning[..<end]) else { return .unreadable("not valid UTF-8") }
      return .beginning(text)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return .unreadable("not valid UTF-8") }
    return read(text)
  }

  /// Text of any length from a format whose strings are valid already.
  static func read(_ text: String) -> Outcome {
    // Nearly every text is ASCII.
    if text.isPlainLine { return .text(text) }
    if text.utf8.contains(0) { return .unreadable("holds a zero character") }
    var marks = 0
    for scalar in text.unicodeScalars {
      marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
      if marks > mostCombiningMarks {
        return .unreadable("more than \(mostCombiningMarks) combining marks on one letter")
      }
    }
    return .text(text)
  }
}

extension String {
  /// ASCII without control characters: nearly every text is, and needs no second look.
  var isPlainLine: Bool {
    var text = self
    return text.withUTF8 { bytes in
      var isPlain = true
      // No early end: so the loop runs over many bytes at a time.
      for index in bytes.indices { isPlain = unsafe isPlain && bytes[index] &- 0x20 < 0x5F }
      return isPlain
    }
  }
}
