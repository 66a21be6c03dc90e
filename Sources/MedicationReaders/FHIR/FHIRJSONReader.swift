import Glibc
import PatientMedications

/// FHIR in JSON, in any release: a resource, a bundle of them, an array of them, or one on each line (NDJSON).
///
///     {"resourceType": "Bundle", "entry": [
///       {"resource": {"resourceType": "MedicationRequest", "status": "active",
///                     "medicationCodeableConcept": {"text": "quinine sulfate 324 mg"}}}]}
extension MedicationFormat {
  static let fhirJSON = MedicationFormat(
    id: "fhir-json", summary: "FHIR in JSON, or NDJSON with a resource on each line",
    recognises: \.looksLikeJSON,
    read: { bytes, _ throws(MedicationFileError) in
      var reader = try FHIRJSONReader()
      // An array mostly has room behind its bytes, which saves the parser a copy of them.
      let room = bytes.capacity
      try unsafe bytes.withUnsafeBufferPointer { buffer throws(MedicationFileError) in
        let bytes = UnsafeRawBufferPointer(buffer)
        let mark = unsafe bytes.starts(with: FHIRJSONReader.byteOrderMark) ? 3 : 0
        try unsafe reader.read(UnsafeRawBufferPointer(rebasing: bytes[mark...]), readable: room - mark)
      }
      return try FHIRExport(reader.collector).lists()
    })
}

/// Reads resources into a collector.
struct FHIRJSONReader {
  var collector = FHIRCollector()
  private let parser: JSONParser
  /// Tells its patterns from those of other readers.
  private let id: Int
  /// What the medicines of the patterns are that the parser has remembered.
  private var kinds: [FHIRMedicineKind] = []
  /// Of the forms that the parser has remembered.
  private var forms: [Form?] = []

  private final class Form {
    /// Where the particulars stand in its lines.
    let places: FHIRParticulars<Int>

    init(_ places: FHIRParticulars<Int>) { self.places = places }
  }

  /// - Throws: `MedicationFileError` when memory is short.
  /// - Parameters:
  ///   - id: One of its own for each reader whose collectors will be put together.
  ///   - memory: How many bytes what it remembers of lines may take, twice; `nil`: what lines may be worth.
  init(id: Int = 0, memory: Int? = nil) throws(MedicationFileError) {
    self.id = id
    parser = try JSONParser(vocabulary: FHIRName.spellings)
    parser.setRoles(FHIRParticularRoles.all, link: FHIRName.reference.rawValue)
    if let memory { parser.setMemory(memory) }
  }

  /// Reads a file whole: as lines when its first line is a document of its own and others follow, else as one
  /// document.
  /// - Parameter readable: How many bytes from the start of `bytes` on may be looked at.
  mutating func read(_ bytes: UnsafeRawBufferPointer, readable: Int) throws(MedicationFileError) {
    guard unsafe bytes.contains(where: { $0 > 0x20 }) else {
      throw MedicationFileError(.empty("the file is empty"), line: 1)
    }
    if unsafe isLines(bytes) {
      collector.append(unsafe lines(bytes, readable: readable, firstLine: 1))
      return
    }
    do throws(MedicationFileError) {
      try unsafe readDocument(bytes, readable: readable)
    } catch {
      // A broken first line among good ones costs only itself.
      guard unsafe holdsResourceLine(bytes) else {
        if unsafe bytes.prefix(4).contains(0) {
          throw MedicationFileError(.encoding("a zero byte: this is not UTF-8, which JSON must be"), line: 1)
        }
        throw error
      }
      collector.append(unsafe lines(bytes, readable: readable, firstLine: 1))
    }
  }

  // MARK: One document

  private mutating func readDocument(
    _ bytes: UnsafeRawBufferPointer, readable: Int
  ) throws(MedicationFileError) {
    var collector = self.collector
    var bundle = FHIRBundleEntries()
    try unsafe parser.parse(
      bytes, readable: readable, line: 1, elementsOf: FHIRName.entry.rawValue,
      { root, entry in
        // Of what else has entries, all is looked at together.
        guard root.type == .bundle else { return false }
        bundle.take(entry, into: &collector)
        return true
      },
      { root throws(MedicationFileError) in try Self.take(root, into: &collector) })
    self.collector = collector
  }

  private static func take(
    _ root: JSONNode, into collector: inout FHIRCollector
  ) throws(MedicationFileError) {
    guard root.isArray else {
      guard root.isResource else { throw noResource }
      return collector.take(root)
    }
    var count = 0
    var number = 0
    root.eachChild { element in
      if element.isResource {
        collector.take(element, path: "/\(number)")
        count += 1
      } else {
        collector.takeEmptyEntry(line: element.line, path: "/\(number)")
      }
      number += 1
      return true
    }
    guard count > 0 else { throw noResource }
  }

  private static let noResource = MedicationFileError(
    .unsupported("the JSON holds no FHIR resource (an object with a 'resourceType')"), line: 1)

  // MARK: Lines

  /// Reads lines of resources; one that cannot be read is a gap and costs only itself.
  /// - Parameters:
  ///   - readable: How many bytes from the start of `bytes` on may be looked at.
  ///   - file: The number of the file, where there are several.
  /// - Returns: What was read, to be put behind what this reader has read before.
  mutating func lines(
    _ bytes: UnsafeRawBufferPointer, readable: Int, firstLine: Int, file: Int = 0
  ) -> FHIRCollector {
    var lines = unsafe RawLines(bytes, firstLine: firstLine)
    var piece = FHIRCollector(reader: id)
    piece.file = file
    while let line = lines.next() {
      do throws(MedicationFileError) {
        let document = unsafe UnsafeRawBufferPointer(rebasing: bytes[line.range])
        try unsafe parser.parseRecord(
          document, readable: readable - line.range.lowerBound, line: line.number
        ) { root, known in
          guard let pattern = known.pattern else { return take(root, line.number, &piece) }
          take(root, line.number, like: pattern, known.form, &piece)
        }
      } catch {
        piece.takeGap(line: line.number, "the line was not read: \(error.reason)")
      }
    }
    return piece
  }

  /// Takes a line of a pattern that is known.
  private mutating func take(
    _ root: JSONNode, _ line: Int, like pattern: Int, _ form: Int?, _ piece: inout FHIRCollector
  ) {
    let kind = kinds[pattern]
    guard let form else {
      return piece.takeMedicine(like: pattern, kind, FHIRParticulars(root, kind), line: line) { $0 }
    }
    while forms.count <= form { forms.append(nil) }
    let known = forms[form] ?? Form(FHIRParticulars(root, kind).map(\.place))
    if forms[form] == nil { forms[form] = known }
    piece.takeMedicine(like: pattern, kind, known.places, line: line) { root.node($0) }
  }

  /// Takes a line that is like no other.
  private mutating func take(_ root: JSONNode, _ line: Int, _ piece: inout FHIRCollector) {
    guard root.isResource else {
      return piece.takeGap(line: line, "the line holds no FHIR resource")
    }
    guard let type = root.type, type.isMedicine else {
      if root.isLookedAt { piece.take(root) }
      return
    }
    let pattern = parser.remember()
    let kind = piece.takeMedicine(root, type, line: line, pattern: pattern)
    if pattern != nil { kinds.append(kind) }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether the first line is a whole resource other than a bundle, and others follow.
  /// - Parameters:
  ///   - isWhole: Nothing follows these bytes.
  ///   - isPart: One line will do.
  func isResourceLines(_ bytes: UnsafeRawBufferPointer, isWhole: Bool, isPart: Bool) -> Bool {
    var lines = unsafe RawLines(bytes, firstLine: 1)
    guard let first = lines.next() else { return false }
    let hasOthers = isPart || (isWhole ? lines.next() != nil : first.range.upperBound < bytes.count)
    guard hasOthers else { return false }
    return unsafe isDocument(UnsafeRawBufferPointer(rebasing: bytes[first.range])) {
      $0.isResource && $0.type != .bundle
    }
  }

  /// Whether the first line is a whole document, and others follow.
  private func isLines(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var lines = unsafe RawLines(bytes, firstLine: 1)
    guard let first = lines.next(), lines.next() != nil else { return false }
    return unsafe isDocument(UnsafeRawBufferPointer(rebasing: bytes[first.range])) { _ in true }
  }

  private func holdsResourceLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var lines = unsafe RawLines(bytes, firstLine: 1)
    while let line = lines.next() {
      let document = unsafe UnsafeRawBufferPointer(rebasing: bytes[line.range])
      if unsafe line.range.count < bytes.count && isDocument(document, \.isResource) { return true }
    }
    return false
  }

  private func isDocument(_ bytes: UnsafeRawBufferPointer, _ condition: (JSONNode) -> Bool) -> Bool {
    // Nearly every line of a document over several lines ends in a mark that ends no document.
    guard let last = unsafe bytes.last, last == UInt8(ascii: "}") || last == UInt8(ascii: "]") else {
      return false
    }
    return (try? unsafe parser.parse(bytes, readable: bytes.count, line: 1) { condition($0) }) ?? false
  }
}

extension JSONNode {
  /// An object that says what it is.
  fileprivate var isResource: Bool { first(.resourceType)?.value != nil }
}

/// Lines that hold something, cut at line feeds alone: other line ends may stand within JSON strings.
@safe struct RawLines {
  struct Line {
    var number: Int
    /// Without white space at its ends.
    var range: Range<Int>
  }

  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  private var number: Int

  init(_ bytes: UnsafeRawBufferPointer, firstLine: Int) {
    unsafe self.bytes = bytes
    number = firstLine
  }

  mutating func next() -> Line? {
    guard let base = unsafe bytes.baseAddress else { return nil }
    while unsafe at < bytes.count {
      var start = at
      let feed = unsafe memchr(base + at, 0x0A, bytes.count - at)
      var end = unsafe feed.map { unsafe UnsafeRawPointer($0) - base } ?? bytes.count
      at = end + 1
      number += 1
      while start < end, unsafe Self.isBlank(bytes[start]) { start += 1 }
      while start < end, unsafe Self.isBlank(bytes[end - 1]) { end -= 1 }
      if start < end { return Line(number: number - 1, range: start..<end) }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
