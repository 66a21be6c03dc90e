import DrugCatalog
import XMLEvents

/// Reads one drug list of our own format: assembles a record at a time, checks its structure, hands it on.
struct DrugListReader {
  private let reader: XMLEventReader
  private let session: ImportSession
  private let record: ListRecord

  /// Longest text of one field, in bytes.
  private static let mostText = 64 * 1024

  init(reader: XMLEventReader, session: ImportSession, file: Int32) {
    self.reader = reader
    self.session = session
    record = ListRecord(file: file)
  }

  /// Reads to the end of the document.
  /// - Returns: where the list comes from; `nil` when the root lacks what it must have.
  func read(root: XMLEvent) throws(XMLError) -> Provenance? {
    let before = session.problemCount
    let rootElement = try begin(root, .drugList, DrugListStructure.root)
    let provenance = session.problemCount == before ? provenance(rootElement) : nil
    let interpreter = DrugListInterpreter(session: session)
    while let event = try reader.next() {
      if session.isFull { return nil }
      switch event.kind {
      case .start: try readRecord(event, interpreter)
      case .text:
        if !reader.isBlank(event) { session.problem("text where none belongs", at: place(event)) }
      case .end: break
      }
    }
    return provenance
  }

  private func readRecord(_ event: XMLEvent, _ interpreter: DrugListInterpreter) throws(XMLError) {
    guard event.namespace == XMLNamespace(0), let word = DrugListWord(event.name),
      let structure = DrugListStructure.record(word)
    else { return try skip(event) }
    record.removeAll()
    let before = session.problemCount
    let element = try assemble(event, word, structure)
    if session.problemCount == before { interpreter.interpret(element) }
    if session.problemCount != before { session.excuse(element) }
  }

  private func provenance(_ root: ListElement) -> Provenance? {
    let date = root.attribute(.date) ?? ""
    guard ValueForm.isDate(date) else {
      session.problem("the attribute 'date' must be an ISO 8601 date such as 2026-11-24", at: root.place)
      return nil
    }
    return Provenance(
      name: root.attribute(.id) ?? "", title: root.attribute(.title) ?? "", dialect: "crampcheck",
      version: root.attribute(.version) ?? "", date: date, licence: root.attribute(.licence) ?? "",
      sha256: "", byteCount: "")
  }

  private func place(_ event: XMLEvent) -> ImportPlace {
    ImportPlace(file: record.file, line: event.line, column: event.column)
  }

  // MARK: Elements

  /// The element without its content. Attributes off the format are counted; missing ones are problems.
  private func begin(
    _ event: XMLEvent, _ word: DrugListWord, _ structure: DrugListStructure
  ) throws(XMLError) -> ListElement {
    let element = record.begin(word, line: event.line, column: event.column)
    var given = WordSet()
    for index in 0..<reader.attributeCount(of: event) {
      let name = reader.attributeName(index, of: event)
      // Attributes of other namespaces (xml:lang, xsi:schemaLocation) are other people's business.
      guard name.namespace == .none else { continue }
      guard let attribute = DrugListWord(name.name), structure.attributes.contains(attribute) else {
        let unknown = "\(word.rawValue)/@\(reader.text(of: name.name).prefix(80))"
        session.note(.unknownAttribute, unknown, at: element.place)
        continue
      }
      if try add(attribute, index, of: event) {
        given.insert(attribute)
      } else if !structure.required.contains(attribute) {
        session.problem(
          "the attribute '\(attribute.rawValue)' of <\(word.rawValue)> is empty; leave it out",
          at: element.place)
      }
    }
    if !given.isSuperset(of: structure.required) {
      for required in structure.requiredInOrder where !given.contains(required) {
        session.problem("<\(word.rawValue)> needs the attribute '\(required.rawValue)'", at: element.place)
      }
    }
    return element
  }

  /// - Returns: false when the attribute says nothing.
  private func add(_ attribute: DrugListWord, _ index: Int, of event: XMLEvent) throws(XMLError) -> Bool {
    let (count, saysSomething) = reader.withAttributeValue(index, of: event) { value in
      (value.count, value.count <= Self.mostText && record.addAttribute(attribute, value))
    }
    try check(count, "the attribute '\(attribute.rawValue)'", event)
    return saysSomething
  }

  private func assemble(
    _ event: XMLEvent, _ word: DrugListWord, _ structure: DrugListStructure
  ) throws(XMLError) -> ListElement {
    let element = try begin(event, word, structure)
    var textCount = 0
    var children = WordSet()
    while let next = try reader.next() {
      switch next.kind {
      case .text:
        textCount += reader.withText(of: next) { text in
          if text.count <= Self.mostText { record.addText(text, to: element) }
          return text.count
        }
        try check(textCount, "the text of <\(word.rawValue)>", event)
      case .start:
        if next.namespace == XMLNamespace(0), let child = DrugListWord(next.name),
          let rules = structure.child(child)
        {
          if children.contains(child), structure.singleChildren.contains(child) {
            session.problem("<\(word.rawValue)> has a second <\(child.rawValue)>", at: place(next))
          }
          children.insert(child)
          _ = try assemble(next, child, rules)
        } else {
          try skip(next)
        }
      case .end:
        record.end(element)
        checkText(element, structure)
        check(children, of: element, structure)
        return element
      }
    }
    return element
  }

  private func check(
    _ byteCount: Int, _ what: @autoclosure () -> String, _ event: XMLEvent
  ) throws(XMLError) {
    if byteCount > Self.mostText {
      throw XMLError(
        .limit("\(what()) is longer than the limit of 64 KiB"), line: Int(event.line),
        column: Int(event.column))
    }
    if record.isTooLarge {
      throw XMLError(
        .limit("a record is larger than the limit of \(ListRecord.mostNodes) elements or 4 MiB of text"),
        line: Int(event.line), column: Int(event.column))
    }
  }

  private func checkText(_ element: ListElement, _ structure: DrugListStructure) {
    switch structure.text {
    case .required where !element.hasText:
      session.problem("<\(element.word.rawValue)> is empty", at: element.place)
    case .none where element.hasText:
      session.problem("<\(element.word.rawValue)> holds text where none belongs", at: element.place)
    default: break
    }
  }

  private func check(_ children: WordSet, of element: ListElement, _ structure: DrugListStructure) {
    guard !children.isSuperset(of: structure.requiredChildren) else { return }
    for child in structure.children where child.isRequired && !children.contains(child.word) {
      session.problem("<\(element.word.rawValue)> needs <\(child.word.rawValue)>", at: element.place)
    }
  }

  /// Counts an unknown element and passes over it with all that is in it.
  private func skip(_ event: XMLEvent) throws(XMLError) {
    session.note(.unknownElement, String(reader.text(of: event.name).prefix(80)), at: place(event))
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
