import DrugCatalog
import XMLEvents

/// Reads one drug list of our own format, batch by batch: assembles records and checks their structure. What they say
/// is not its business, so that it can run beside whoever takes the batches.
final class DrugListReader {
  private let reader: XMLEventReader
  private let root: XMLEvent
  private var hasBegun = false
  private(set) var isAtEnd = false
  /// Where the list comes from; `nil` when the root lacks what it must have. Known after the first batch.
  private(set) var provenance: Provenance?

  /// Longest text of one field, in bytes.
  private static let mostText = 64 * 1024

  /// - Parameter root: The first event of `reader`.
  init(reader: XMLEventReader, root: XMLEvent) {
    self.reader = reader
    self.root = root
  }

  /// Fills the batch with the next records, until it is full or the document ends.
  /// - Throws: `XMLError`; the records before it are in the batch.
  func fill(_ batch: ListBatch) throws(XMLError) {
    batch.removeAll()
    if !hasBegun { try readRoot(batch) }
    while !batch.isFull {
      guard let event = try reader.next() else {
        isAtEnd = true
        return
      }
      switch event.kind {
      case .start: try readRecord(event, batch)
      case .text:
        if !reader.isBlank(event) {
          batch.beginRecord()
          batch.problem("text where none belongs", at: batch.place(of: event))
        }
      case .end: break
      }
    }
  }

  private func readRoot(_ batch: ListBatch) throws(XMLError) {
    hasBegun = true
    batch.beginRecord()
    let node = try begin(root, .drugList, DrugListStructure.root, batch)
    batch.end(node)
    guard batch.issues.isEmpty, let record = batch.records.first, let element = batch.element(of: record)
    else { return }
    let date = element.attribute(.date) ?? ""
    guard ValueForm.isDate(date) else {
      batch.problem("the attribute 'date' must be an ISO 8601 date such as 2026-11-24", at: element.place)
      return
    }
    provenance = Provenance(
      name: element.attribute(.id) ?? "", title: element.attribute(.title) ?? "", dialect: "crampcheck",
      version: element.attribute(.version) ?? "", date: date, licence: element.attribute(.licence) ?? "",
      sha256: "", byteCount: "")
  }

  private func readRecord(_ event: XMLEvent, _ batch: ListBatch) throws(XMLError) {
    batch.beginRecord()
    guard event.namespace == XMLNamespace(0), let word = DrugListWord(event.name),
      let structure = DrugListStructure.record(word)
    else { return try skip(event, batch) }
    try assemble(event, word, structure, batch)
  }

  // MARK: Elements

  /// The element without its content. Attributes off the format are counted; missing ones are problems.
  private func begin(
    _ event: XMLEvent, _ word: DrugListWord, _ structure: DrugListStructure, _ batch: ListBatch
  ) throws(XMLError) -> Int {
    let node = batch.begin(word, line: event.line, column: event.column)
    var given = WordSet()
    for index in 0..<reader.attributeCount(of: event) {
      let name = reader.attributeName(index, of: event)
      // Attributes of other namespaces (xml:lang, xsi:schemaLocation) are other people's business.
      guard name.namespace == .none else { continue }
      guard let attribute = DrugListWord(name.name), structure.attributes.contains(attribute) else {
        let unknown = "\(word.rawValue)/@\(reader.text(of: name.name).prefix(80))"
        batch.note(.oddity(.unknownAttribute), unknown, at: batch.place(of: event))
        continue
      }
      if try add(attribute, index, of: event, to: batch) {
        given.insert(attribute)
      } else if !structure.required.contains(attribute) {
        batch.problem(
          "the attribute '\(attribute.rawValue)' of <\(word.rawValue)> is empty; leave it out",
          at: batch.place(of: event))
      }
    }
    if !given.isSuperset(of: structure.required) {
      for required in structure.requiredInOrder where !given.contains(required) {
        batch.problem(
          "<\(word.rawValue)> needs the attribute '\(required.rawValue)'", at: batch.place(of: event))
      }
    }
    return node
  }

  /// - Returns: false when the attribute says nothing.
  private func add(
    _ attribute: DrugListWord, _ index: Int, of event: XMLEvent, to batch: ListBatch
  ) throws(XMLError) -> Bool {
    let (count, saysSomething) = reader.withAttributeValue(index, of: event) { value in
      (value.count, value.count <= Self.mostText && batch.addAttribute(attribute, value))
    }
    try check(count, "the attribute '\(attribute.rawValue)'", event, batch)
    return saysSomething
  }

  private func assemble(
    _ event: XMLEvent, _ word: DrugListWord, _ structure: DrugListStructure, _ batch: ListBatch
  ) throws(XMLError) {
    let node = try begin(event, word, structure, batch)
    var textCount = 0
    var children = WordSet()
    while let next = try reader.next() {
      switch next.kind {
      case .text:
        textCount += reader.withText(of: next) { text in
          if text.count <= Self.mostText { batch.addText(text, to: node) }
          return text.count
        }
        try check(textCount, "the text of <\(word.rawValue)>", event, batch)
      case .start:
        if next.namespace == XMLNamespace(0), let child = DrugListWord(next.name),
          let rules = structure.child(child)
        {
          if children.contains(child), structure.singleChildren.contains(child) {
            batch.problem("<\(word.rawValue)> has a second <\(child.rawValue)>", at: batch.place(of: next))
          }
          children.insert(child)
          try assemble(next, child, rules, batch)
        } else {
          try skip(next, batch)
        }
      case .end:
        batch.end(node)
        checkText(node, word, structure, batch)
        check(children, of: node, word, structure, batch)
        return
      }
    }
  }

  private func check(
    _ byteCount: Int, _ what: @autoclosure () -> String, _ event: XMLEvent, _ batch: ListBatch
  ) throws(XMLError) {
    if byteCount > Self.mostText {
      throw XMLError(
        .limit("\(what()) is longer than the limit of 64 KiB"), line: Int(event.line),
        column: Int(event.column))
    }
    if batch.isRecordTooLarge {
      throw XMLError(
        .limit("a record is larger than the limit of \(ListBatch.mostNodes) elements or 4 MiB of text"),
        line: Int(event.line), column: Int(event.column))
    }
  }

  private func checkText(
    _ node: Int, _ word: DrugListWord, _ structure: DrugListStructure, _ batch: ListBatch
  ) {
    switch structure.text {
    case .required where !batch.hasText(node):
      batch.problem("<\(word.rawValue)> is empty", at: batch.place(node))
    case .none where batch.hasText(node):
      batch.problem("<\(word.rawValue)> holds text where none belongs", at: batch.place(node))
    default: break
    }
  }

  private func check(
    _ children: WordSet, of node: Int, _ word: DrugListWord, _ structure: DrugListStructure,
    _ batch: ListBatch
  ) {
    guard !children.isSuperset(of: structure.requiredChildren) else { return }
    for child in structure.children where child.isRequired && !children.contains(child.word) {
      batch.problem("<\(word.rawValue)> needs <\(child.word.rawValue)>", at: batch.place(node))
    }
  }

  /// Counts an unknown element and passes over it with all that is in it.
  private func skip(_ event: XMLEvent, _ batch: ListBatch) throws(XMLError) {
    batch.note(
      .oddity(.unknownElement), String(reader.text(of: event.name).prefix(80)), at: batch.place(of: event))
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

extension ListBatch {
  fileprivate func place(of event: XMLEvent) -> ImportPlace {
    ImportPlace(file: file, line: event.line, column: event.column)
  }

  fileprivate func problem(_ reason: String, at place: ImportPlace) { note(.problem, reason, at: place) }
}
