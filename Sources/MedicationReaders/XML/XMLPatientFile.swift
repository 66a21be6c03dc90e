import PatientMedications
import XMLEvents

/// A vocabulary of patients' XML files, known by its root element.
struct XMLDialect: Sendable {
  let id: String
  let summary: String
  /// Local names of root elements; empty when any root of the namespace will do.
  let roots: Set<String>
  /// Its namespace; the root may also be without one where `needsNamespace` is false.
  let namespace: String
  var needsNamespace = false
  let read:
    @Sendable (_ reader: XMLEventReader, _ root: XMLEvent, _ today: PartialDate?) throws(PatientXMLError)
      -> [MedicationList]

  /// Every dialect. Adding one is adding a file and a line here.
  static let all: [XMLDialect] = [.fhir, .clinicalDocument, .script]

  /// Namespaces of all dialects, each under the number that is its place.
  static let vocabulary = XMLVocabulary(namespaces: all.map(\.namespace), names: [])

  func isRoot(_ name: String, _ namespace: XMLNamespace, place: Int) -> Bool {
    let isOurs = namespace == XMLNamespace(place)
    return (isOurs || (!needsNamespace && namespace == .none))
      && (roots.isEmpty ? isOurs : roots.contains(name))
  }
}

/// What can go wrong within a patient's XML file: the document itself, or what it says.
enum PatientXMLError: Error {
  case document(XMLError)
  case content(MedicationFileError)

  var fileError: MedicationFileError {
    switch self {
    case .content(let error): error
    case .document(let error):
      switch error.kind {
      case .empty: MedicationFileError(.empty(error.reason), line: error.line, column: error.column)
      case .encoding: MedicationFileError(.encoding(error.reason), line: error.line, column: error.column)
      case .limit, .outOfMemory:
        MedicationFileError(.limit(error.reason), line: error.line, column: error.column)
      case .notXML, .unreadable, .missing:
        MedicationFileError(.unsupported(error.reason), line: error.line, column: error.column)
      case .doctype, .xinclude, .truncated, .malformed:
        MedicationFileError(.malformed(error.reason), line: error.line, column: error.column)
      }
    }
  }
}

extension MedicationFormat {
  /// Any of the dialects, told apart by the root element.
  static let xml = MedicationFormat(
    id: "xml", summary: "FHIR, C-CDA or NCPDP SCRIPT in XML, told apart by the root element",
    recognises: { start in start.looksLikeXML },
    read: { bytes, today throws(MedicationFileError) in
      try XMLPatientFile.read(bytes, among: XMLDialect.all, today)
    })

  /// One format for each dialect, for those who want to insist on it.
  static let xmlDialects: [MedicationFormat] = XMLDialect.all.map { dialect in
    MedicationFormat(
      id: dialect.id, summary: dialect.summary, recognises: { _ in false },
      read: { bytes, today throws(MedicationFileError) in
        try XMLPatientFile.read(bytes, among: [dialect], today)
      })
  }
}

enum XMLPatientFile {
  static func read(
    _ bytes: [UInt8], among dialects: [XMLDialect], _ today: PartialDate?
  ) throws(MedicationFileError) -> [MedicationList] {
    do throws(PatientXMLError) {
      let source = XMLFileStart(bytes).source
      let reader = XMLEventReader(source, vocabulary: XMLDialect.vocabulary)
      return try lists(reader, dialects, today)
    } catch {
      throw error.fileError
    }
  }

  private static func lists(
    _ reader: XMLEventReader, _ dialects: [XMLDialect], _ today: PartialDate?
  ) throws(PatientXMLError) -> [MedicationList] {
    guard let root = try reader.nextEvent() else { throw .document(XMLError(.empty, line: 1)) }
    let name = reader.text(of: root.name)
    for (place, dialect) in XMLDialect.all.enumerated()
    where dialect.isRoot(name, root.namespace, place: place)
      && dialects.contains(where: { $0.id == dialect.id })
    {
      let lists = try dialect.read(reader, root, today)
      // Nothing counts before the document has passed to its end.
      while try reader.nextEvent() != nil {}
      return lists
    }
    // A document that is broken further down is refused for that first.
    while try reader.nextEvent() != nil {}
    throw .content(
      MedicationFileError(
        .unsupported(
          "the root element is that of no format known: "
            + XMLDialect.all.map { "\($0.summary) (\($0.id))" }.joined(separator: ", ")), line: Int(root.line)
      ))
  }
}

extension XMLEventReader {
  func nextEvent() throws(PatientXMLError) -> XMLEvent? {
    do throws(XMLError) { return try next() } catch { throw .document(error) }
  }

  /// Whether a text event is the white space between elements.
  func isWhiteSpace(_ event: XMLEvent) -> Bool {
    withText(of: event) { bytes in
      for index in bytes.indices where bytes[index] != 0x20 && !(0x09...0x0D).contains(bytes[index]) {
        return false
      }
      return true
    }
  }

  /// Reads past the element whose start was met last.
  func skipElement() throws(PatientXMLError) {
    var depth = 1
    while depth > 0, let event = try nextEvent() {
      switch event.kind {
      case .start: depth += 1
      case .end: depth -= 1
      case .text: break
      }
    }
  }
}
