/// A condition or behaviour that goes with cramps, a warning sign, a piece of self-care, a general fact, or an
/// item of a reconstructed list.
package struct Advice: Hashable, Sendable {
  package var id: String
  package var kind: Kind
  /// What it is called ("cirrhosis"); empty where the text says all.
  package var name: String
  package var text: String
  /// The figure as its source prints it.
  package var figure: String
  /// The patient in whom a risk factor is present.
  package var concern: Concern?
  /// Drugs and classes on a list that make a warning sign worth showing.
  package var drugs: [Drug.ID]
  package var classes: [DrugClass.ID]
  /// For reconstructed lists: which list, other words, and how sure the item is.
  package var list: String
  package var alsoCalled: String
  package var status: String
  package var isDisplayed: Bool
  package var note: String
  package var attribution: Attribution

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case condition
    case behaviour
    case redFlag = "red-flag"
    case selfCare = "self-care"
    case fact
    case reconstructedListItem = "reconstructed-list-item"
  }

  package init(
    id: String, kind: Kind, name: String = "", text: String, figure: String = "", concern: Concern? = nil,
    drugs: [Drug.ID] = [], classes: [DrugClass.ID] = [], list: String = "", alsoCalled: String = "",
    status: String = "", isDisplayed: Bool = true, note: String = "", attribution: Attribution
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.text = text
    self.figure = figure
    self.concern = concern
    self.drugs = drugs
    self.classes = classes
    self.list = list
    self.alsoCalled = alsoCalled
    self.status = status
    self.isDisplayed = isDisplayed
    self.note = note
    self.attribution = attribution
  }
}

extension Advice: CatalogRecord {
  static let table = Table.advice
  static let wordsPerRow = 13 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: row.string(), kind: row.choice(), name: row.string(), text: row.string(), figure: row.string(),
      concern: (row.children() as [Concern]).first, drugs: row.drugIDs(), classes: row.classIDs(),
      list: row.string(),
      alsoCalled: row.string(), status: row.string(), isDisplayed: row.flag(), note: row.string(),
      attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id)
    row.choice(kind)
    row.string(name)
    row.string(text)
    row.string(figure)
    row.children(concern.map { [$0] } ?? [])
    row.drugIDs(drugs)
    row.classIDs(classes)
    row.string(list)
    row.string(alsoCalled)
    row.string(status)
    row.flag(isDisplayed)
    row.string(note)
    attribution.encode(to: &row)
  }
}

/// One file that went into a catalog.
package struct Provenance: Hashable, Sendable {
  /// The list's own id, or the file's name without its folder.
  package var name: String
  package var title: String
  /// The dialect it is written in.
  package var dialect: String
  package var version: String
  /// ISO 8601.
  package var date: String
  package var licence: String
  /// Lower-case hexadecimal, of the file's bytes.
  package var sha256: String
  /// Size of the file in bytes, as decimal digits (it may pass 32 bits).
  package var byteCount: String

  package init(
    name: String, title: String, dialect: String, version: String, date: String, licence: String = "",
    sha256: String, byteCount: String
  ) {
    self.name = name
    self.title = title
    self.dialect = dialect
    self.version = version
    self.date = date
    self.licence = licence
    self.sha256 = sha256
    self.byteCount = byteCount
  }
}

extension Provenance: CatalogRecord {
  static let table = Table.provenance
  static let wordsPerRow = 8

  init(from row: inout RowReader) {
    self.init(
      name: row.string(), title: row.string(), dialect: row.string(), version: row.string(),
      date: row.string(), licence: row.string(), sha256: row.string(), byteCount: row.string())
  }

  func encode(to row: inout RowWriter) {
    row.string(name)
    row.string(title)
    row.string(dialect)
    row.string(version)
    row.string(date)
    row.string(licence)
    row.string(sha256)
    row.string(byteCount)
  }
}
