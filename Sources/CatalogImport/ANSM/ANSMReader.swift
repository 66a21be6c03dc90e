import DrugCatalog
import XMLEvents

/// The interaction thesaurus of the French medicines agency: tables of interactions and groups of drugs, in any number
/// of files. What a class holds is known once all files are read, so drugs and interactions wait until then. See
/// README.md beside this file.
final class ANSMReader: ForeignDialect {
  private let merger: DrugMerger
  private var vocabulary = ANSMVocabulary()
  private var interactions: [ANSMInteraction] = []
  private var documents: [ListDocument] = []

  init(merger: DrugMerger) { self.merger = merger }

  enum Word: String, VocabularyWord {
    case interactions = "INTERACTIONS"
    case classes = "CLASSES"
    case interaction = "INTERACTION"
    case first = "DRUG1"
    case second = "DRUG2"
    case drug = "DRUG"
    case drugClass = "CLASS"
    case atc = "ATC"
    case description = "DESCRIPTION"
    case severity = "SEVERITY"
    case comment = "COMMENT"
    case source = "SOURCE"
    case name, code, rxcui, rxnorm
  }

  // MARK: Reading

  func read(_ document: ListDocument) throws(XMLError) -> ListDescription {
    documents.append(document)
    while let event = try document.reader.next() {
      guard event.kind == .start else { continue }
      switch Word(event.name) {
      case .interaction: try readInteraction(event, document)
      case .drugClass: try readGroup(event, document)
      default: try skip(event, document)
      }
    }
    return ListDescription(
      title: "Thésaurus des interactions médicamenteuses (\(document.stem))",
      publisher: "Agence nationale de sécurité du médicament (ANSM), English edition in XML",
      url: "https://ansm.sante.fr")
  }

  private func skip(_ event: XMLEvent, _ document: ListDocument) throws(XMLError) {
    merger.session.note(
      .unknownElement, String(document.reader.text(of: event.name).prefix(80)), at: document.place(event))
    try document.skip()
  }

  private func readInteraction(_ start: XMLEvent, _ document: ListDocument) throws(XMLError) {
    var interaction = ANSMInteraction(document: documents.count - 1, place: document.place(start))
    while let event = try document.reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch Word(event.name) {
      case .first: interaction.first += try readSide(document)
      case .second: interaction.second += try readSide(document)
      case .description: interaction.description = try document.readText(of: event)
      case .severity: interaction.severity = try document.readText(of: event)
      case .comment: interaction.comment = try document.readText(of: event)
      case .source: try document.skip()
      default: try skip(event, document)
      }
    }
    interactions.append(interaction)
  }

  /// The drugs and classes of one side; usually there is one.
  private func readSide(_ document: ListDocument) throws(XMLError) -> [ANSMInteraction.Side] {
    var sides: [ANSMInteraction.Side] = []
    while let event = try document.reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch Word(event.name) {
      case .drug: sides.append(.drug(try readDrug(event, document)))
      case .drugClass:
        sides.append(
          .drugClass(
            name: ANSMVocabulary.clean(document.attribute(Word.name, of: event)),
            code: document.attribute(Word.code, of: event)))
        try document.skip()
      // A code beside a class says nothing of its members.
      case .atc: try document.skip()
      default: try skip(event, document)
      }
    }
    return sides
  }

  /// - Returns: the drug's number in the vocabulary.
  private func readDrug(_ start: XMLEvent, _ document: ListDocument) throws(XMLError) -> Int {
    var drug = ANSMVocabulary.Drug(
      name: ANSMVocabulary.clean(document.attribute(Word.name, of: start)), document: documents.count - 1,
      place: document.place(start))
    for word in [Word.rxcui, .rxnorm] {
      let code = document.attribute(word, of: start)
      if !code.isEmpty { drug.rxcuis.append(code) }
    }
    while let event = try document.reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      let code = document.attribute(Word.code, of: event)
      if Word(event.name) == .atc, !code.isEmpty { drug.atcCodes.append(code) }
      try document.skip()
    }
    return vocabulary.add(drug)
  }

  private func readGroup(_ start: XMLEvent, _ document: ListDocument) throws(XMLError) {
    var group = ANSMVocabulary.Group(
      name: ANSMVocabulary.clean(document.attribute(Word.name, of: start)),
      code: document.attribute(Word.code, of: start), document: documents.count - 1,
      place: document.place(start))
    while let event = try document.reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch Word(event.name) {
      case .drug: group.members.append(try readDrug(event, document))
      case .source: try document.skip()
      default: try skip(event, document)
      }
    }
    vocabulary.add(group)
  }

  // MARK: The end

  func finish() {
    let names = ANSMNames(vocabulary, merger, documents)
    for interaction in interactions { add(interaction, names) }
    interactions = []
  }

  private func add(_ interaction: ANSMInteraction, _ names: ANSMNames) {
    let document = documents[interaction.document]
    let first = names.sides(interaction.first, document, interaction.place)
    let second = names.sides(interaction.second, document, interaction.place)
    guard !first.isEmpty, !second.isEmpty else {
      return merger.session.note(.refusedRecord, "an interaction without two sides", at: interaction.place)
    }
    let level = ANSMSeverity(interaction.severity)
    if level == nil {
      let words = interaction.severity.isEmpty ? "(none)" : String(interaction.severity.prefix(80))
      merger.session.note(.unknownSeverity, words, at: interaction.place)
    }
    let statement = merger.add(
      InteractionStatement(
        id: "", severity: level?.severity ?? .contraindicated,
        classification: level?.classification ?? .unknown, jurisdictions: ["FR"],
        effect: interaction.description, action: interaction.comment,
        basis: level == nil ? "no known level; taken as contraindicated" : "level of the thesaurus",
        otherLevels: interaction.severity.isEmpty ? [] : ["\(document.source) \(interaction.severity)"],
        attribution: document.attribution), in: document)
    for a in first { for b in second { merger.addRule(a, b, statement) } }
  }
}

/// One row of the tables.
struct ANSMInteraction {
  enum Side {
    /// A number of the vocabulary.
    case drug(Int)
    case drugClass(name: String, code: String)
  }

  /// The number of its document.
  var document: Int
  var place: ImportPlace
  var first: [Side] = []
  var second: [Side] = []
  var description = ""
  var severity = ""
  var comment = ""
}
