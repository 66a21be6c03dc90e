import DrugCatalog
import XMLEvents

/// The interactions of all drugs of a database: each row is read on bytes, its text reduced to a pattern, and filed.
///
/// A pair stands under both of its drugs with the same text. The lower of the two handles comes first in a rule,
/// whichever drug it was read under, so that both rows become one.
struct DrugBankInteractions {
  private let merger: DrugMerger
  private var templates = InteractionTemplates()
  /// Handles by the number of a DrugBank id; nearly all partners are found here without a dictionary.
  private var handles: [DrugHandle?] = []
  private(set) var rowCount = 0

  private var partnerID: [UInt8] = []
  private var partnerName: [UInt8] = []
  private var text: [UInt8] = []

  /// Ids past this number go through the merger's dictionary.
  private static let mostNumber = 200_000

  init(merger: DrugMerger) { self.merger = merger }

  /// Notes whose handle an id is. - Parameter id: `DB00001`; others are no partners of interactions.
  mutating func define(_ id: String, _ handle: DrugHandle) {
    guard let number = Self.number(Array(id.utf8)) else { return }
    reserve(number)
    if handles[number] == nil { handles[number] = handle }
  }

  private mutating func reserve(_ number: Int) {
    if number >= handles.count {
      handles.append(contentsOf: repeatElement(nil, count: number + 1024 - handles.count))
    }
  }

  private static func number(_ id: [UInt8]) -> Int? {
    guard id.count > 2, id.count <= 8, id[0] == UInt8(ascii: "D"), id[1] == UInt8(ascii: "B") else {
      return nil
    }
    var number = 0
    for byte in id[2...] {
      guard LabelWords.isDigit(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number < mostNumber ? number : nil
  }

  /// Reads `drug-interactions`, whose start was read, to its end.
  mutating func read(of drug: DrugHandle, named name: [UInt8], _ document: ListDocument) throws(XMLError) {
    let reader = document.reader
    var depth = 1
    var field: DrugBankWord?
    while let event = try reader.next() {
      switch event.kind {
      case .text:
        guard depth == 3, let field else { continue }
        append(event, of: reader, to: field)
        guard text.count <= ListDocument.mostText else {
          throw XMLError(
            .limit("the text of an interaction is longer than the limit of 64 KiB"), line: Int(event.line),
            column: Int(event.column))
        }
      case .start:
        depth += 1
        if depth == 2 { clear() }
        if depth == 3 { field = DrugBankWord(event) }
      case .end:
        depth -= 1
        if depth == 0 { return }
        if depth == 2 { field = nil }
        if depth == 1 { file(under: drug, name, document, event) }
      }
    }
  }

  private mutating func clear() {
    partnerID.removeAll(keepingCapacity: true)
    partnerName.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ event: XMLEvent, of reader: XMLEventReader, to field: DrugBankWord) {
    switch field {
    case .drugbankID: reader.appendText(of: event, to: &partnerID)
    case .name: reader.appendText(of: event, to: &partnerName)
    case .description: reader.appendText(of: event, to: &text)
    default: break
    }
  }

  private mutating func file(
    under drug: DrugHandle, _ name: [UInt8], _ document: ListDocument, _ event: XMLEvent
  ) {
    guard !partnerID.isEmpty else {
      return merger.session.note(.refusedInteraction, "no partner", at: document.place(event))
    }
    rowCount += 1
    let partner = handle(document, event)
    let isOwnFirst = drug.number < partner.number
    let statement = templates.row(
      of: text, first: isOwnFirst ? name : partnerName, second: isOwnFirst ? partnerName : name
    ) { pattern in
      merger.add(Self.statement(pattern, document), in: document)
    }
    merger.addRule(.drug(isOwnFirst ? drug : partner), .drug(isOwnFirst ? partner : drug), statement)
  }

  private mutating func handle(_ document: ListDocument, _ event: XMLEvent) -> DrugHandle {
    if let number = Self.number(partnerID) {
      reserve(number)
      if let known = handles[number] { return known }
      let handle = newHandle(document, event)
      handles[number] = handle
      return handle
    }
    return newHandle(document, event)
  }

  private func newHandle(_ document: ListDocument, _ event: XMLEvent) -> DrugHandle {
    merger.handle(
      DrugBankReader.key(ListDocument.collapsed(partnerID)), called: ListDocument.collapsed(partnerName),
      in: document, at: document.place(event))
  }

  /// The list states no severity. Moderate keeps every pair in sight without drowning what other lists call major.
  private static func statement(_ pattern: String, _ document: ListDocument) -> InteractionStatement {
    InteractionStatement(
      id: "", severity: .moderate,
      effect: pattern.isEmpty ? "not stated" : pattern.last == "." ? String(pattern.dropLast()) : pattern,
      basis: "the list states no severity; taken as moderate", attribution: document.attribution)
  }
}
