import DrugCatalog
import XMLEvents

/// Reads one drug list of our own format: assembles a record at a time, checks its structure, hands it on.
struct DrugListReader {
  let reader: XMLEventReader
  let session: ImportSession
  let file: Int32

  /// Longest text of one field, in bytes.
  static let mostText = 64 * 1024

  /// Reads to the end of the document.
  /// - Returns: where the list comes from; `nil` when the root lacks what it must have.
  func read(root: XMLEvent) throws(XMLError) -> Provenance? {
    let rootElement = try startOf(root, structure: nil)
    let provenance = provenance(rootElement)
    let interpreter = DrugListInterpreter(session: session)
    while let event = try reader.next() {
      if session.isFull { return nil }
      switch event.kind {
      case .start:
        guard event.namespace == XMLNamespace(0), let word = DrugListWord(event.name),
          let structure = DrugListStructure.records[word]
        else {
          session.note(.unknownElement, reader.text(of: event.name), at: place(event))
          try skip(event)
          continue
        }
        let before = session.problems.count
        let element = try assemble(event, word, structure)
        if session.problems.count == before { interpreter.interpret(element) }
      case .text, .end: break
      }
    }
    return provenance
  }

  private func provenance(_ root: ListElement) -> Provenance? {
    var isComplete = true
    for word in DrugListStructure.rootAttributes where (root.attribute(word) ?? "").isEmpty {
      session.problem("the root needs the attribute '\(word.rawValue)'", at: root.place)
      isComplete = false
    }
    if let date = root.attribute(.date), !date.isEmpty, !ValueForm.isDate(date) {
      session.problem("the attribute 'date' must be an ISO 8601 date such as 2026-11-24", at: root.place)
      isComplete = false
    }
    guard isComplete else { return nil }
    return Provenance(
      name: root.attribute(.id) ?? "", title: root.attribute(.title) ?? "", dialect: "crampcheck",
      version: root.attribute(.version) ?? "", date: root.attribute(.date) ?? "",
      licence: root.attribute(.licence) ?? "", sha256: "", byteCount: "")
  }

  private func place(_ event: XMLEvent) -> ImportPlace {
    ImportPlace(file: file, line: event.line, column: event.column)
  }

  // MARK: Elements

  /// The element without its content. Attributes off the format are counted; missing ones are problems.
  private func startOf(_ event: XMLEvent, structure: DrugListStructure?) throws(XMLError) -> ListElement {
    let word = DrugListWord(event.name) ?? .drugList
    var element = ListElement(word: word, place: place(event))
    for index in 0..<reader.attributeCount(of: event) {
      let name = reader.attributeName(index, of: event)
      // Attributes of other namespaces (xml:lang, xsi:schemaLocation) are other people's business.
      guard name.namespace == .none else { continue }
      let attribute = DrugListWord(name.name)
      let isKnown =
        structure.map { rules in
          attribute.map { rules.required.contains($0) || rules.optional.contains($0) } ?? false
        }
        ?? attribute.map(DrugListStructure.rootAttributes.contains) ?? false
      guard let attribute, isKnown else {
        session.note(.unknownAttribute, "\(word.rawValue)/@\(reader.text(of: name.name))", at: element.place)
        continue
      }
      element.attributes.append(
        (attribute, CollapsedText.of(Array(reader.attributeValue(index, of: event).utf8))))
    }
    for required in structure?.required ?? [] where (element.attribute(required) ?? "").isEmpty {
      session.problem("<\(word.rawValue)> needs the attribute '\(required.rawValue)'", at: element.place)
    }
    return element
  }

  private func assemble(
    _ event: XMLEvent, _ word: DrugListWord, _ structure: DrugListStructure
  ) throws(XMLError) -> ListElement {
    var element = try startOf(event, structure: structure)
    var text: [UInt8] = []
    while let next = try reader.next() {
      switch next.kind {
      case .text:
        reader.appendText(of: next, to: &text)
        if text.count > Self.mostText {
          throw XMLError(
            .limit("the text of <\(word.rawValue)> is longer than the limit of 64 KiB"),
            line: Int(event.line), column: Int(event.column))
        }
      case .start:
        if next.namespace == XMLNamespace(0), let child = DrugListWord(next.name),
          let rules = structure.children[child]
        {
          element.children.append(try assemble(next, child, rules))
        } else {
          session.note(.unknownElement, reader.text(of: next.name), at: place(next))
          try skip(next)
        }
      case .end:
        element.text = CollapsedText.of(text)
        checkText(element, structure)
        return element
      }
    }
    return element
  }

  private func checkText(_ element: ListElement, _ structure: DrugListStructure) {
    switch structure.text {
    case .required where element.text.isEmpty:
      session.problem("<\(element.word.rawValue)> is empty", at: element.place)
    case .none where !element.text.isEmpty:
      session.problem("<\(element.word.rawValue)> holds text where none belongs", at: element.place)
    default: break
    }
  }

  /// Passes over an element with all that is in it.
  private func skip(_ event: XMLEvent) throws(XMLError) {
    var depth = 1
    while depth > 0, let next = try reader.next() {
      switch next.kind {
      case .start: depth += 1
      case .end: depth -= 1
      case .text: break
      }
    }
  }
}

/// Forms that values must have.
enum ValueForm {
  /// `[a-z0-9][a-z0-9._-]*`, at most 512 characters.
  static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 512, isLowerOrDigit(first) else { return false }
    return text.utf8.allSatisfy { isLowerOrDigit($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
  }

  /// `YYYY-MM-DD` with a month and day that exist.
  static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      let month = Int(text.dropFirst(5).prefix(2)), let day = Int(text.suffix(2))
    else { return false }
    let digits = bytes.enumerated().allSatisfy { $0 == 4 || $0 == 7 || isDigit($1) }
    return digits && (1...12).contains(month) && (1...31).contains(day)
  }

  /// Two or more capital letters: an ISO 3166 code, `UK`, `EU`, `INTL`.
  static func isCountry(_ text: String) -> Bool {
    (2...4).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// A decimal number as sources print it, perhaps with `<` before it.
  static func isFigure(_ text: String) -> Bool {
    let number = text.hasPrefix("<") ? text.dropFirst() : text[...]
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
  }

  /// A code of a system, as far as its form tells.
  static func isCode(_ code: String, system: String) -> Bool {
    let bytes = Array(code.utf8)
    switch system {
    case "rxcui": return (1...8).contains(bytes.count) && bytes.allSatisfy(isDigit)
    case "snomed": return (6...18).contains(bytes.count) && bytes.allSatisfy(isDigit)
    case "ndc": return (9...14).contains(bytes.count) && bytes.allSatisfy { isDigit($0) || $0 == 0x2D }
    case "unii": return bytes.count == 10 && bytes.allSatisfy(isUpperOrDigit)
    case "atc": return (1...7).contains(bytes.count) && bytes.allSatisfy(isUpperOrDigit)
    case "icd10":
      return (1...8).contains(bytes.count) && bytes.allSatisfy { isUpperOrDigit($0) || $0 == 0x2E }
    default: return false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLowerOrDigit(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || isDigit(byte) }
  private static func isUpperOrDigit(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || isDigit(byte) }
}
