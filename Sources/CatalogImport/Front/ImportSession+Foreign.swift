import DrugCatalog
import XMLEvents

/// The readers of foreign dialects that an import has needed so far.
struct ForeignLists {
  fileprivate var merger: DrugMerger?
  /// In the order of their first documents.
  fileprivate var readers: [(dialect: String, reader: any ForeignDialect)] = []
  fileprivate var sources: Set<String> = []
}

/// Lists of others within an import.
extension ImportSession {
  func readForeign(_ input: RecognisedInput) throws(ImportError) {
    files.append(input.name)
    guard let dialect = foreignReader(input.dialect) else { return }
    let reader = XMLEventReader(input.source, vocabulary: input.dialect.vocabulary)
    do throws(XMLError) {
      guard let root = try reader.next() else { throw XMLError(.empty, line: 1) }
      let source = newSource(input)
      let document = ListDocument(
        reader: reader, root: root, file: Int32(files.count - 1), stem: input.stem, source: source)
      let description = try dialect.read(document)
      // What the dialect left unread must be sound too.
      while try reader.next() != nil {}
      add(description, source, input)
    } catch {
      throw failure(ImportError(error, file: input.name))
    }
    if isFull { throw failure(ImportError(problems: [])) }
  }

  private func foreignReader(_ dialect: ImportDialect) -> (any ForeignDialect)? {
    if let known = foreign.readers.first(where: { $0.dialect == dialect.name }) { return known.reader }
    let merger = foreign.merger ?? DrugMerger(session: self)
    foreign.merger = merger
    guard let reader = dialect.makeReader?(merger) else { return nil }
    foreign.readers.append((dialect.name, reader))
    return reader
  }

  /// An id for the list among the sources, from its dialect and file name.
  private func newSource(_ input: RecognisedInput) -> Source.ID {
    let stem = [input.dialect.name, RecordSlug.make(input.stem)].compactMap { $0 }.joined(separator: "-")
    var id = stem
    var number = 2
    while !foreign.sources.insert(id).inserted || builder.isDefined(Source.ID(id)) {
      id = "\(stem)-\(number)"
      number += 1
    }
    return Source.ID(id)
  }

  private func add(_ description: ListDescription, _ source: Source.ID, _ input: RecognisedInput) {
    let (sha256, byteCount) = input.digest.finish()
    _ = builder.add(
      Source(
        id: source, title: description.title, publisher: description.publisher, year: description.year,
        url: description.url, seen: "imported file",
        note: description.note.isEmpty ? description.version : description.note))
    builder.add(
      Provenance(
        name: source.rawValue, title: description.title, dialect: input.dialect.name,
        version: description.version, date: description.date, licence: description.licence, sha256: sha256,
        byteCount: byteCount))
  }

  /// Lets every dialect and the merger do what had to wait for the last list.
  func finishForeign() {
    for (_, reader) in foreign.readers { reader.finish() }
    foreign.merger?.finish()
    foreign = ForeignLists()
  }
}
