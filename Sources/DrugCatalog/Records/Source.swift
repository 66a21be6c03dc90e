/// Where a fact was read: a label, a paper, a regulator's page, a public register.
package struct Source: Hashable, Sendable {
  package typealias ID = RecordID<Source>

  package var id: ID
  package var title: String
  /// Journal with volume and pages, or the publisher.
  package var publisher: String
  /// Year of publication, or 0 when not known.
  package var year: Int
  package var doi: String
  package var pmid: String
  package var url: String
  /// What was seen of it ("full abstract").
  package var seen: String
  package var note: String

  package init(
    id: ID, title: String, publisher: String = "", year: Int = 0, doi: String = "", pmid: String = "",
    url: String = "", seen: String = "", note: String = ""
  ) {
    self.id = id
    self.title = title
    self.publisher = publisher
    self.year = year
    self.doi = doi
    self.pmid = pmid
    self.url = url
    self.seen = seen
    self.note = note
  }
}

extension Source: CatalogRecord {
  static let table = Table.sources
  static let wordsPerRow = 9

  init(from row: inout RowReader) {
    self.init(
      id: ID(row.string()), title: row.string(), publisher: row.string(), year: row.int(), doi: row.string(),
      pmid: row.string(), url: row.string(), seen: row.string(), note: row.string())
  }

  func encode(to row: inout RowWriter) {
    row.string(id.rawValue)
    row.string(title)
    row.string(publisher)
    row.int(year)
    row.string(doi)
    row.string(pmid)
    row.string(url)
    row.string(seen)
    row.string(note)
  }
}

/// What every stated fact carries: who says so, and how sure that is.
package struct Attribution: Hashable, Sendable {
  package var sources: [Source.ID]
  package var verification: Verification

  package init(_ sources: [Source.ID], _ verification: Verification = .primary) {
    self.sources = sources
    self.verification = verification
  }

  static let wordsPerRow = 2

  init(from row: inout RowReader) {
    self.init(row.sourceIDs(), row.choice())
  }

  func encode(to row: inout RowWriter) {
    row.sourceIDs(sources)
    row.choice(verification)
  }
}
