/// The marks by which a message is cut, as its MSH segment states them.
struct HL7Marks {
  var field: UInt8 = 0x7C
  var component: UInt8 = 0x5E
  var repetition: UInt8 = 0x7E
  var escape: UInt8 = 0x5C
  var subcomponent: UInt8 = 0x26

  init() {}

  /// - Parameter segment: An MSH, FHS or BHS segment.
  /// - Returns: `nil` when the marks are missing or stand for letters or for each other.
  init?(_ segment: ArraySlice<UInt8>) {
    let head = Array(segment.dropFirst(3).prefix(5))
    guard let first = head.first, Self.isMark(first) else { return nil }
    field = first
    let stated = head.dropFirst().prefix { $0 != first }
    guard !stated.isEmpty, stated.allSatisfy(Self.isMark), Set(stated).count == stated.count else {
      return nil
    }
    for (place, mark) in stated.enumerated() {
      switch place {
      case 0: component = mark
      case 1: repetition = mark
      case 2: escape = mark
      default: subcomponent = mark
      }
    }
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !(0x30...0x39).contains(byte) && !(0x41...0x5A).contains(byte)
      && !(0x61...0x7A).contains(byte)
  }
}

/// One line of a message: `RXO|00047040230^Ampicillin 250 mg caps^NDC|2||caps`.
struct HL7Segment {
  let line: Int
  private let fields: [ArraySlice<UInt8>]
  private let marks: HL7Marks
  private let isLatin1: Bool

  init(_ bytes: ArraySlice<UInt8>, line: Int, marks: HL7Marks, isLatin1: Bool) {
    self.line = line
    self.marks = marks
    self.isLatin1 = isLatin1
    fields = bytes.split(separator: marks.field, omittingEmptySubsequences: false)
  }

  var name: String { fields.first.map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// The repetitions of a field, counted from 1 as the standard does; MSH is counted by its own rule elsewhere.
  func repetitions(_ field: Int) -> [HL7Field] {
    guard fields.indices.contains(field), !fields[field].isEmpty else { return [] }
    return fields[field].split(separator: marks.repetition, omittingEmptySubsequences: false).map {
      HL7Field($0, marks: marks, isLatin1: isLatin1)
    }
  }

  /// The first repetition.
  func field(_ field: Int) -> HL7Field {
    repetitions(field).first ?? HL7Field([], marks: marks, isLatin1: isLatin1)
  }
}

/// One repetition of a field, its components unescaped.
struct HL7Field {
  private let components: [ArraySlice<UInt8>]
  private let marks: HL7Marks
  private let isLatin1: Bool

  init(_ bytes: ArraySlice<UInt8>, marks: HL7Marks, isLatin1: Bool) {
    self.marks = marks
    self.isLatin1 = isLatin1
    components = bytes.split(separator: marks.component, omittingEmptySubsequences: false)
  }

  /// A component, counted from 1; `nil` when it is blank, the explicit null `""`, or not readable.
  func text(_ component: Int) -> String? {
    guard components.indices.contains(component - 1) else { return nil }
    let bytes = unescaped(components[component - 1])
    let text = isLatin1 ? Self.latin1(bytes) : String(validating: bytes, as: UTF8.self)
    guard let text = text?.trimmed, !text.isEmpty, text != "\"\"" else { return nil }
    return text
  }

  /// The components in one line, for directions and quantities.
  var words: String? {
    let words = (1...max(1, components.count)).compactMap { text($0) }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// False when a component holds bytes that are no text.
  var isReadable: Bool {
    isLatin1 || components.allSatisfy { String(validating: $0, as: UTF8.self) != nil }
  }

  private static func latin1(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// `\F\` to a bar, `\.br\` to a blank, `\X0D\` to the byte; highlighting and unknown escapes vanish. A mark without
  /// a partner stands for itself.
  private func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(marks.escape) else {
      return bytes.map { $0 == marks.subcomponent ? 0x20 : $0 }
    }
    var result: [UInt8] = []
    var rest = bytes
    while let start = rest.firstIndex(of: marks.escape) {
      result += rest[..<start].map { $0 == marks.subcomponent ? 0x20 : $0 }
      guard let end = rest[(start + 1)...].firstIndex(of: marks.escape), end - start <= 64 else {
        rest = rest[start...]
        break
      }
      result += meaning(rest[(start + 1)..<end])
      rest = rest[(end + 1)...]
    }
    return result + rest.map { $0 == marks.subcomponent ? 0x20 : $0 }
  }

  private func meaning(_ escape: ArraySlice<UInt8>) -> [UInt8] {
    switch escape.first {
    case UInt8(ascii: "F"): [marks.field]
    case UInt8(ascii: "S"): [marks.component]
    case UInt8(ascii: "T"): [marks.subcomponent]
    case UInt8(ascii: "R"): [marks.repetition]
    case UInt8(ascii: "E"): [marks.escape]
    case UInt8(ascii: "."): [0x20]
    case UInt8(ascii: "X"): hexadecimal(escape.dropFirst())
    default: []
    }
  }

  private func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = digits.startIndex
    while at + 1 < digits.endIndex {
      guard let byte = UInt8(String(decoding: digits[at...(at + 1)], as: UTF8.self), radix: 16) else {
        return []
      }
      // A control character is a blank between words.
      bytes.append(byte < 0x20 ? 0x20 : byte)
      at += 2
    }
    return bytes
  }
}
