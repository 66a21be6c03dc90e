import DrugCatalog
import XMLEvents

/// One import from the first file to the catalog: the builder, what was met so far, and where.
final class ImportSession {
  let builder: CatalogBuilder
  let base: Catalog?
  private var ledger = ImportLedger()
  private var problems: [ImportProblem] = []
  var files: [String] = []
  var foreign = ForeignLists()
  private(set) var ids: ImportIDs
  /// The place of every name that this import added, by row behind the names of the base.
  var namePlaces: [ImportPlace] = []
  let baseNameCount: Int
  var laterTreatments: [(combination: String, treatment: CrampTreatment, place: ImportPlace)] = []
  var ingredientsOfCombination: [String: [Drug.ID]] = [:]

  private let isHandedOn: Bool
  private let onRead: (Int) -> Void

  /// - Parameters:
  ///   - receiver: Is handed the bytes of the catalog while it is made.
  ///   - onRead: Told how many bytes were just read.
  init(
    startingFrom base: Catalog?, handingTo receiver: (any CatalogReceiver)? = nil,
    onRead: @escaping (Int) -> Void = { _ in }
  ) {
    self.base = base
    self.onRead = onRead
    isHandedOn = receiver != nil
    builder =
      base.map { CatalogBuilder(startingFrom: $0, handingTo: receiver) }
      ?? CatalogBuilder(handingTo: receiver)
    baseNameCount = builder.nameCount
    ids = ImportIDs(base: base)
  }

  // MARK: Reading

  /// Reads our own lists first, then those of others: these are matched with what ours hold.
  func read(_ inputs: [ImportInput]) throws(ImportError) {
    var later: [LaterInput] = []
    for input in inputs {
      let recognised = try recognise(input)
      if recognised.dialect.makeReader == nil {
        try readOwn(recognised)
      } else {
        later.append(input.reopens ? .closed(input) : .open(recognised))
      }
    }
    for input in later {
      switch input {
      case .closed(let input): try readForeign(try recognise(input))
      case .open(let recognised): try readForeign(recognised)
      }
    }
  }

  /// A list of others that waits for ours.
  private enum LaterInput {
    case closed(ImportInput)
    case open(RecognisedInput)
  }

  private func recognise(_ input: ImportInput) throws(ImportError) -> RecognisedInput {
    do throws(XMLError) { return try RecognisedInput(input, onRead: onRead) } catch {
      throw failure(ImportError(error, file: input.name))
    }
  }

  private func readOwn(_ input: RecognisedInput) throws(ImportError) {
    files.append(input.name)
    if let byteCount = input.byteCount { builder.reserve(listByteCount: byteCount) }
    let reader = XMLEventReader(input.source, vocabulary: input.dialect.vocabulary)
    var provenance: Provenance?
    do throws(XMLError) {
      guard let root = try reader.next() else { throw XMLError(.empty, line: 1) }
      let list = DrugListReader(reader: reader, root: root)
      try interpret(BatchPipe(list, file: Int32(files.count - 1)))
      provenance = list.provenance
    } catch {
      throw failure(ImportError(error, file: input.name))
    }
    if isFull { throw ImportError(problems: problems) }
    if var provenance {
      (provenance.sha256, provenance.byteCount) = input.digest.finish()
      builder.add(provenance)
    }
  }

  /// Takes every record out of the pipe, until it ends or enough problems are known.
  private func interpret(_ pipe: BatchPipe) throws(XMLError) {
    let interpreter = DrugListInterpreter(session: self)
    var error: XMLError?
    defer { pipe.stop() }
    while let batch = pipe.next(&error) {
      batch.forEachWord(text: builder.expectText, drug: builder.expectDrug)
      builder.expectFurther()
      for record in batch.records {
        if isFull { return }
        let before = problems.count
        for issue in batch.issues[Int(record.issues.lowerBound)..<Int(record.issues.upperBound)] {
          switch issue.kind {
          case .problem: problem(issue.text, at: issue.place)
          case .oddity(let kind): note(kind, issue.text, at: issue.place)
          }
        }
        guard let element = batch.element(of: record) else { continue }
        if problems.count == before { interpreter.interpret(element) }
        if problems.count != before { excuse(element) }
      }
    }
    if let error { throw error }
  }

  /// Problems met before a file broke off are worth telling too.
  func failure(_ error: ImportError) -> ImportError {
    ImportError(
      problems: Array((problems + error.problems).suffix(ImportError.mostProblems)),
      isMissingFile: error.isMissingFile)
  }

  /// The finished catalog.
  func finish() throws(ImportError) -> ImportOutcome {
    finishForeign()
    addLaterTreatments()
    reportUndefined()
    reportEmptyClasses()
    reportNamesOfSeveralThings()
    if builder.isEmpty {
      problems.append(ImportProblem(file: files.first ?? "", reason: "the list holds no drug"))
    }
    guard problems.isEmpty else {
      throw ImportError(problems: Array(problems.prefix(ImportError.mostProblems)))
    }
    do throws(CatalogError) {
      guard isHandedOn else { return ImportOutcome(catalog: try builder.build(), ledger: ledger) }
      try builder.finish()
      return ImportOutcome(catalog: [], ledger: ledger)
    } catch {
      throw ImportError(problems: [ImportProblem(file: files.first ?? "", reason: error.message)])
    }
  }

  // MARK: Problems and oddities

  var problemCount: Int { problems.count }
  /// True when enough problems are known to stop.
  var isFull: Bool { problems.count >= ImportError.mostProblems }

  func problem(_ reason: String, at place: ImportPlace) {
    guard !isFull else { return }
    problems.append(
      ImportProblem(
        file: files[Int(place.file)], line: Int(place.line), column: Int(place.column), reason: reason))
  }

  func note(_ kind: ImportLedger.Kind, _ subject: String, at place: ImportPlace) {
    ledger.note(kind, subject, at: "\(files[Int(place.file)]):\(place.line)")
  }

  /// Notes what was counted over several lists.
  func ledgerNote(_ kind: ImportLedger.Kind, _ subject: String, count: Int) {
    ledger.note(kind, subject, count: count, at: files.first ?? "")
  }

  // MARK: Ids

  /// Notes that `id` is referred to. - Returns: the row it stands for.
  func mention(_ kind: ImportIDs.Referred, _ id: Span<UInt8>, at place: ImportPlace) -> UInt32 {
    let row =
      switch kind {
      case .drug: builder.row(ofDrug: id).number
      case .drugClass: builder.row(ofClass: id).number
      case .source: builder.row(ofSource: id).number
      case .condition: builder.row(ofCondition: id).number
      }
    ids.noteMention(of: row, kind, at: place)
    return row
  }

  @discardableResult
  func mention(_ kind: ImportIDs.Referred, _ id: String, at place: ImportPlace) -> UInt32 {
    var id = id
    return id.withUTF8 { unsafe mention(kind, $0.span, at: place) }
  }

  /// Notes that `id` is defined here.
  /// - Returns: the id; `nil` when it must be left out: because it is defined twice in the lists being imported, which
  ///   is a problem, or because the base catalog has it, which is an oddity.
  func define(_ kind: ImportIDs.Defined, _ id: Span<UInt8>, at place: ImportPlace) -> StoredText? {
    let (text, isNew) = builder.storeID(id)
    switch ids.define(kind, id, text, isNew: isNew, at: place) {
    case .new: return text
    case .before(let before):
      problem(
        "the \(kind.rawValue) '\(String(id))' is defined twice, first in \(files[Int(before.file)]) line \(before.line)",
        at: place)
    case .inBase: note(.repeatedDefinition, String(id), at: place)
    }
    return nil
  }

  /// A record that was refused is not missed a second time by those who refer to it.
  func excuse(_ element: ListElement) {
    if let id = element.attribute(.id) { ids.excused.insert(id) }
  }

  private func reportUndefined() {
    let undefined = builder.undefinedReferences.filter { !ids.excused.contains($0.id) }
    let placed = undefined.map { reference in
      (reference, place: ids.firstMention(of: reference.row, ImportIDs.Referred(rawValue: reference.kind)))
    }
    for (reference, place) in placed.sorted(by: { $0.place.order < $1.place.order }) {
      problem("no list defines the \(reference.kind) '\(reference.id)'", at: place)
    }
  }

  private func reportEmptyClasses() {
    for id in builder.classesWithoutMembers where !ids.excused.contains(id.rawValue) {
      guard let place = ids.place(of: .drugClass, builder.storeID(Array(id.rawValue.utf8).span).text) else {
        continue
      }
      problem("the class '\(id)' has no members", at: place)
    }
  }
}

extension ImportPlace {
  var order: Int64 { Int64(file) << 40 | Int64(line) }
}

extension String {
  /// Text of a list, for messages.
  init(_ bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
