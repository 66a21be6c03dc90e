private import CSimdjson
import Glibc

/// Parses JSON documents one after the other, through simdjson, with the same memory. Not for two threads at once.
@safe final class JSONParser {
  private let reader: OpaquePointer
  private let cursor: UnsafeMutablePointer<JSONLineCursor>

  /// FHIR in use nests some twenty levels.
  static let mostLevels = 512

  /// - Throws: `MedicationFileError` when memory is short.
  init(vocabulary: [String]) throws(MedicationFileError) {
    let names = unsafe vocabulary.map { unsafe UnsafePointer(strdup($0)) }
    defer { unsafe names.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
    guard let reader = unsafe json_reader_create(names, names.count, UInt32(Self.mostLevels)) else {
      throw MedicationFileError(.limit("not enough memory to read JSON"))
    }
    unsafe self.reader = reader
    unsafe cursor = .allocate(capacity: 1)
  }

  /// How many bytes patterns and forms of lines may take, each.
  func setMemory(_ bytes: Int) { unsafe json_reader_set_memory(reader, bytes) }

  deinit {
    unsafe json_reader_free(reader)
    unsafe cursor.deallocate()
  }

  /// Parses a document and hands out its root, good until `body` returns.
  /// - Parameters:
  ///   - bytes: UTF-8 without a byte order mark.
  ///   - readable: How many bytes from the start of `bytes` on may be looked at; reading past the end is how
  ///     simdjson is fast.
  ///   - line: Of the first byte.
  /// - Throws: `MedicationFileError` with the place of what is wrong.
  func parse<Result>(
    _ bytes: UnsafeRawBufferPointer, readable: Int, line: Int,
    _ body: (JSONNode) throws(MedicationFileError) -> Result
  ) throws(MedicationFileError) -> Result {
    guard let start = bytes.baseAddress else {
      throw MedicationFileError(.empty("the file is empty"), line: line)
    }
    let failure = unsafe json_reader_parse(
      reader, start.assumingMemoryBound(to: CChar.self), bytes.count, max(readable, bytes.count))
    return try unsafe handOut(failure, bytes, line, body)
  }

  // MARK: Elements

  /// Parses a document and hands out the elements of an array of its root one by one, as they are met: a large
  /// document then needs little memory. What was handed out is void when this throws.
  /// - Parameters:
  ///   - name: The place in the vocabulary of the key under which the array stands in the root.
  ///   - take: Gets the root, with the members before the array, and an element. Says whether it has done with the
  ///     element: then `body` does not find it.
  ///   - body: Gets the root.
  func parse<Result>(
    _ bytes: UnsafeRawBufferPointer, readable: Int, line: Int, elementsOf name: UInt16,
    _ take: (_ root: JSONNode, _ element: JSONNode) -> Bool,
    _ body: (JSONNode) throws(MedicationFileError) -> Result
  ) throws(MedicationFileError) -> Result {
    guard let start = bytes.baseAddress else {
      throw MedicationFileError(.empty("the file is empty"), line: line)
    }
    unsafe cursor.initialize(to: JSONLineCursor(start: start, firstLine: line))
    let failure = withoutActuallyEscaping(take) { take in
      var handler = unsafe ElementHandler(take: take, cursor: cursor)
      return unsafe withUnsafeMutablePointer(to: &handler) { context in
        unsafe json_reader_parse_elements(
          reader, start.assumingMemoryBound(to: CChar.self), bytes.count, max(readable, bytes.count), name,
          { context, rows, element in
            let handler = unsafe context?.assumingMemoryBound(to: ElementHandler.self).pointee
            return unsafe handler?.take(rows, element) ?? false
          }, context)
      }
    }
    return try unsafe handOut(failure, bytes, line, body)
  }

  /// What C hands back with each element.
  @safe private struct ElementHandler {
    private let take: (JSONNode, JSONNode) -> Bool
    private let cursor: UnsafeMutablePointer<JSONLineCursor>

    init(take: @escaping (JSONNode, JSONNode) -> Bool, cursor: UnsafeMutablePointer<JSONLineCursor>) {
      self.take = take
      unsafe self.cursor = cursor
    }

    func take(_ rows: UnsafePointer<json_row>?, _ element: Int) -> Bool {
      guard let rows = unsafe rows.map({ unsafe UnsafeRawPointer($0) }) else { return false }
      return take(
        unsafe JSONNode(rows: rows, index: 0, cursor: cursor),
        unsafe JSONNode(rows: rows, index: element, cursor: cursor))
    }
  }

  // MARK: Records

  /// Says what the names of the vocabulary are to the pattern of a record.
  /// - Parameter link: The name that members of role `linking` lose.
  func setRoles(_ roles: [JSONRole], link: UInt16) {
    let roles = roles.map(\.rawValue)
    unsafe roles.withUnsafeBufferPointer { unsafe json_reader_set_roles(reader, $0.baseAddress, link) }
  }

  /// Parses a document that is one among many small ones, most of which differ from others in particulars only.
  /// `body` gets what is known of it; when a record of the same pattern was remembered, the root holds the particulars
  /// alone.
  /// - Parameters: As those of `parse`.
  /// - Complexity: O(bytes); a record of a known form costs a tenth of another.
  func parseRecord(
    _ bytes: UnsafeRawBufferPointer, readable: Int, line: Int, _ body: (JSONNode, JSONRecord) -> Void
  ) throws(MedicationFileError) {
    guard let start = bytes.baseAddress else {
      throw MedicationFileError(.empty("the line is empty"), line: line)
    }
    var known = json_record()
    let failure = unsafe json_reader_parse_record(
      reader, start.assumingMemoryBound(to: CChar.self), bytes.count, max(readable, bytes.count), &known)
    try unsafe handOut(failure, bytes, line) { root throws(MedicationFileError) in
      body(
        root,
        JSONRecord(
          pattern: known.pattern == JSON_NO_PATTERN ? nil : Int(known.pattern),
          form: known.form == JSON_NO_FORM ? nil : Int(known.form)))
    }
  }

  /// Remembers the pattern of the record that is being handed out.
  /// - Returns: Its number, counted from 0; `nil` when there is no room for more.
  func remember() -> Int? {
    let number = unsafe json_reader_remember(reader)
    return number == JSON_NO_PATTERN ? nil : Int(number)
  }

  // MARK: Answers

  private func handOut<Result>(
    _ failure: Int32, _ bytes: UnsafeRawBufferPointer, _ line: Int,
    _ body: (JSONNode) throws(MedicationFileError) -> Result
  ) throws(MedicationFileError) -> Result {
    guard failure == JSON_ACCEPTED else {
      let offset = min(unsafe json_reader_failure_offset(reader), bytes.count)
      throw unsafe Self.error(failure, in: bytes, at: offset, firstLine: line)
    }
    var count = 0
    guard let rows = unsafe json_reader_rows(reader, &count), count > 0, let start = bytes.baseAddress else {
      throw MedicationFileError(.malformed("not valid JSON"), line: line)
    }
    unsafe cursor.initialize(to: JSONLineCursor(start: start, firstLine: line))
    return try unsafe body(JSONNode(rows: UnsafeRawPointer(rows), index: 0, cursor: cursor))
  }

  private static func error(
    _ failure: Int32, in bytes: UnsafeRawBufferPointer, at offset: Int, firstLine: Int
  ) -> MedicationFileError {
    let before = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<offset])
    let line = unsafe firstLine + before.count { $0 == 0x0A }
    let column = unsafe offset - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    return MedicationFileError(kind(failure, isAtEnd: offset >= bytes.count), line: line, column: column)
  }

  private static func kind(_ failure: Int32, isAtEnd: Bool) -> MedicationFileError.Kind {
    switch Int(failure) {
    case JSON_NOT_UTF8: .encoding("not valid UTF-8; JSON must be")
    case JSON_OPEN_STRING: .malformed("not valid JSON: a string is never closed")
    case JSON_RAW_CONTROL: .malformed("not valid JSON: a raw control character in a string")
    case JSON_BAD_ESCAPE: .malformed("not valid JSON: an escape that is none")
    case JSON_BAD_NUMBER: .malformed("not valid JSON: a number that is none or is out of range")
    case JSON_TRAILING: .malformed("not valid JSON: something follows the end of the document")
    case JSON_TWICE: .malformed("a key stands twice in one object: one of its values would be lost")
    case JSON_TOO_DEEP: .limit("nested deeper than the limit of \(mostLevels) levels")
    case JSON_TOO_LARGE: .limit("the document is larger than can be read at once")
    default: .malformed(isAtEnd ? "not valid JSON: the document ends too early" : "not valid JSON")
    }
  }
}

/// What is known of a record before any of it was read. Numbers count from 0.
struct JSONRecord {
  /// Of the remembered record that says the same but for particulars.
  var pattern: Int?
  /// Of the way in which it is written. Records of one form have one pattern, and their nodes stand at the same places.
  var form: Int?
}

/// What a member is to the pattern of a record, which is all that a record says but for what tells it from another.
enum JSONRole {
  case compared
  /// At the top: no part of the pattern, always handed out.
  case particular
  /// Anywhere: no part of the pattern; a record that has it is handed out whole.
  case innerParticular
  /// At the top: part of the pattern but for the links in it.
  case linking
  /// At the top: no part of the pattern, not handed out.
  case leftOut
  /// Anywhere: part of the pattern is that it is there.
  case mentioned

  var rawValue: UInt8 {
    switch self {
    case .compared: UInt8(JSON_COMPARED)
    case .particular: UInt8(JSON_PARTICULAR)
    case .innerParticular: UInt8(JSON_INNER_PARTICULAR)
    case .linking: UInt8(JSON_LINKING)
    case .leftOut: UInt8(JSON_LEFT_OUT)
    case .mentioned: UInt8(JSON_MENTIONED)
    }
  }
}
