package import PatientMedications

/// A format in which patients' medicines come.
package struct MedicationFormat: Sendable {
  /// What `--input-format` calls it.
  package let id: String
  /// What it is, in a few words.
  package let summary: String
  /// Whether the bytes are of this format, from their content alone.
  let recognises: @Sendable (_ start: FileStart) -> Bool
  /// - Parameter today: The day of the check; a medicine that ended before it and has no status of its own is not
  ///   taken now.
  let read:
    @Sendable (_ bytes: [UInt8], _ today: PartialDate?) throws(MedicationFileError) -> [MedicationList]
}

/// The one door through which patients' files come in.
package enum MedicationReader {
  /// Every format, the most telling first; plain text takes what nobody else does. Adding a format is adding a
  /// file and a line here.
  package static let formats: [MedicationFormat] =
    [.hl7v2, .blueButton, .fhirJSON, .xml, .csv, .plainText] + MedicationFormat.xmlDialects

  /// The patients of a file, in the order in which they first appear; most formats hold one.
  /// - Parameters:
  ///   - format: The id of a format, or `nil` to find it from the content.
  ///   - today: The day of the check; without it, a medicine whose end date has passed counts as taken unless the
  ///     file says otherwise.
  /// - Throws: `MedicationFileError`; what was read before it is not handed out.
  package static func read(
    _ bytes: [UInt8], format: String? = nil, today: PartialDate? = nil
  ) throws(MedicationFileError) -> [MedicationList] {
    let start = FileStart(bytes)
    guard !start.isBlank else { throw MedicationFileError(.empty("the file is empty"), line: 1) }
    if let format {
      guard let known = formats.first(where: { $0.id == format }) else {
        throw MedicationFileError(.unsupported("no input format is called that"))
      }
      return try known.read(bytes, today)
    }
    if let foreign = start.foreignKind { throw MedicationFileError(.unsupported(foreign), line: 1) }
    guard let known = formats.first(where: { $0.recognises(start) }) else {
      throw MedicationFileError(.unsupported("this is no medication list that can be read"), line: 1)
    }
    return try known.read(bytes, today)
  }
}

/// Why a patient's file could not be read. Never holds a word of the file.
package struct MedicationFileError: Error, Hashable, Sendable {
  package var kind: Kind
  /// From 1; 0 when not known. The same for the column.
  package var line: Int
  package var column: Int

  package enum Kind: Hashable, Sendable {
    /// Nothing that could be a medicine, which must not look like a patient without medicines.
    case empty(String)
    case malformed(String)
    case encoding(String)
    case unsupported(String)
    case limit(String)
  }

  package init(_ kind: Kind, line: Int = 0, column: Int = 0) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  /// Lower case, without the place.
  package var reason: String {
    switch kind {
    case .empty(let reason), .malformed(let reason), .encoding(let reason), .unsupported(let reason),
      .limit(let reason):
      reason
    }
  }
}

/// The first bytes of a file and what they tell.
struct FileStart {
  let bytes: [UInt8]
  /// True when the whole file is white space.
  let isBlank: Bool

  init(_ bytes: [UInt8]) {
    self.bytes = Array(bytes.prefix(4096))
    var content = bytes[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    isBlank = content.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  /// As UTF-8 without a byte order mark; UTF-16 with one is converted.
  var text: [UInt8] {
    // An odd byte at the cut is no half character of the file.
    let whole = bytes.count == 4096 || bytes.count % 2 == 0 ? bytes : Array(bytes.dropLast())
    return (try? TextLines.utf8(whole)) ?? bytes
  }

  /// An object, or an array of objects, arrays or strings. "[ ] aspirin" and "{4 (drug 5 mg) } Pack" are medicines.
  var looksLikeJSON: Bool {
    let content = bytes.filter {
      $0 != 0x20 && !(0x09...0x0D).contains($0) && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0].contains($0)
    }
    guard let first = content.first else { return false }
    let second = content.dropFirst().first
    if first == UInt8(ascii: "{") {
      return second.map { !(0x30...0x39).contains($0) && !(0x41...0x5A).contains($0 & 0xDF) } ?? true
    }
    return first == UInt8(ascii: "[")
      && [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains { second == $0 }
  }

  /// A kind of file that is no text at all; `nil` for text.
  var foreignKind: String? {
    let kinds: [([UInt8], String)] = [
      ([0x1F, 0x8B], "this is a gzip file; unpack it first"),
      ([0x50, 0x4B, 0x03, 0x04], "this is a zip or office file; export it as CSV or text"),
      (Array("%PDF".utf8), "this is a PDF; export it as text"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "this is an xz file; unpack it first"),
      ([0x28, 0xB5, 0x2F, 0xFD], "this is a zstd file; unpack it first"),
      (Array("SQLite format 3".utf8), "this is a SQLite database; export it as CSV"),
      ([0x7F, 0x45, 0x4C, 0x46], "this is a program"),
      (Array("{\\rtf".utf8), "this is a rich text file; save it as plain text"),
    ]
    return kinds.first { bytes.starts(with: $0.0) }?.1
  }
}
