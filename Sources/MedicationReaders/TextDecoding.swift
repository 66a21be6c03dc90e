/// Bytes of a text file as lines of UTF-8, cut on bytes so that no combining character can hide a line end.
enum TextLines {
  struct Line {
    /// From 1.
    var number: Int
    /// Without its end.
    var bytes: ArraySlice<UInt8>
  }

  /// - Throws: `MedicationFileError` for UTF-16 that is cut in half or not valid, and for UTF-32.
  static func of(_ bytes: [UInt8]) throws(MedicationFileError) -> [Line] {
    lines(of: try utf8(bytes))
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

  enum Outcome {
    case text(String)
    case unreadable(String)
  }

  static func read(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .unreadable("not valid UTF-8") }
    if bytes.contains(0) { return .unreadable("holds a zero byte") }
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
