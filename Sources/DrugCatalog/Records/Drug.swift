/// One active ingredient.
package struct Drug: Hashable, Sendable {
  package typealias ID = RecordID<Drug>

  package var id: ID
  /// The preferred generic name.
  package var name: String
  /// What it is, in a few words; empty when the list does not say.
  package var about: String
  package var note: String
  /// Listed drugs of the same ATC group, for a drug that nobody has judged yet.
  package var relatives: [ID]
  package var attribution: Attribution

  package init(
    id: ID, name: String, about: String = "", note: String = "", relatives: [ID] = [],
    attribution: Attribution
  ) {
    self.id = id
    self.name = name
    self.about = about
    self.note = note
    self.relatives = relatives
    self.attribution = attribution
  }

  /// Whether anybody has judged this drug's part in leg cramps. Raw values are those of the JSON output.
  package enum Review: String, CaseIterable, Hashable, Sendable {
    /// It has cramp associations or treatment entries of its own.
    case listed
    /// A class-level association speaks for it.
    case classRule
    /// A relative of listed drugs that nobody has judged.
    case notReviewed
    /// In the vocabulary, without a role in the tables.
    case noKnownRole
  }
}

extension Drug: CatalogRecord {
  static let table = Table.drugs
  static let wordsPerRow = 5 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: ID(row.string()), name: row.string(), about: row.string(), note: row.string(),
      relatives: row.drugIDs(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id.rawValue)
    row.string(name)
    row.string(about)
    row.string(note)
    row.drugIDs(relatives)
    attribution.encode(to: &row)
  }
}

/// A product or generic name that stands for several drugs (Dyazide, co-amilozide).
package struct Combination: Hashable, Sendable {
  package typealias ID = RecordID<Combination>

  package var id: ID
  package var name: String
  package var isBrand: Bool
  package var countries: [String]
  /// At least two.
  package var ingredients: [Drug.ID]
  package var attribution: Attribution

  package init(
    id: ID, name: String, isBrand: Bool, countries: [String] = [], ingredients: [Drug.ID],
    attribution: Attribution
  ) {
    self.id = id
    self.name = name
    self.isBrand = isBrand
    self.countries = countries
    self.ingredients = ingredients
    self.attribution = attribution
  }
}

extension Combination: CatalogRecord {
  static let table = Table.combinations
  static let wordsPerRow = 5 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: ID(row.string()), name: row.string(), isBrand: row.flag(), countries: row.strings(),
      ingredients: row.drugIDs(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id.rawValue)
    row.string(name)
    row.flag(isBrand)
    row.strings(countries)
    row.drugIDs(ingredients)
    attribution.encode(to: &row)
  }
}

/// A name that means different things in different places.
package struct AmbiguousName: Hashable, Sendable {
  package var name: String
  /// True when the first meaning is taken and the others are told as a remark.
  package var firstMeaningLeads: Bool
  package var note: String
  package var meanings: [Meaning]
  package var attribution: Attribution

  package struct Meaning: Hashable, Sendable {
    /// Countries in which the name means this; empty when not known.
    package var countries: [String]
    /// Empty when the thing meant is no drug of the list: `text` says what it is then.
    package var ingredients: [Drug.ID]
    package var text: String

    package init(countries: [String] = [], ingredients: [Drug.ID], text: String = "") {
      self.countries = countries
      self.ingredients = ingredients
      self.text = text
    }
  }

  package init(
    name: String, firstMeaningLeads: Bool, note: String = "", meanings: [Meaning], attribution: Attribution
  ) {
    self.name = name
    self.firstMeaningLeads = firstMeaningLeads
    self.note = note
    self.meanings = meanings
    self.attribution = attribution
  }
}

extension AmbiguousName: CatalogRecord {
  static let table = Table.ambiguousNames
  static let wordsPerRow = 4 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      name: row.string(), firstMeaningLeads: row.flag(), note: row.string(), meanings: row.children(),
      attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(name)
    row.flag(firstMeaningLeads)
    row.string(note)
    row.children(meanings)
    attribution.encode(to: &row)
  }
}

extension AmbiguousName.Meaning: CatalogRecord {
  static let table = Table.meanings
  static let wordsPerRow = 3

  init(from row: inout RowReader) {
    self.init(countries: row.strings(), ingredients: row.drugIDs(), text: row.string())
  }

  func encode(to row: inout RowWriter) {
    row.strings(countries)
    row.drugIDs(ingredients)
    row.string(text)
  }
}

/// Two names that are taken for each other.
package struct LookAlikePair: Hashable, Sendable {
  package var id: String
  package var nameA: String
  package var nameB: String
  /// With the tall-man letters of the list that names the pair; empty when it gives none.
  package var tallManA: String
  package var tallManB: String
  /// The drugs meant, where the names belong to drugs of the catalog.
  package var drugA: Drug.ID?
  package var drugB: Drug.ID?
  /// The list that names the pair.
  package var list: String
  /// False for pairs kept for the record only (a brand of the same drug).
  package var warns: Bool
  package var note: String
  package var attribution: Attribution

  package init(
    id: String, nameA: String, nameB: String, tallManA: String = "", tallManB: String = "",
    drugA: Drug.ID? = nil, drugB: Drug.ID? = nil, list: String = "", warns: Bool = true, note: String = "",
    attribution: Attribution
  ) {
    self.id = id
    self.nameA = nameA
    self.nameB = nameB
    self.tallManA = tallManA
    self.tallManB = tallManB
    self.drugA = drugA
    self.drugB = drugB
    self.list = list
    self.warns = warns
    self.note = note
    self.attribution = attribution
  }
}

extension LookAlikePair: CatalogRecord {
  static let table = Table.lookAlikes
  static let wordsPerRow = 10 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: row.string(), nameA: row.string(), nameB: row.string(), tallManA: row.string(),
      tallManB: row.string(), drugA: row.drugIDs().first, drugB: row.drugIDs().first, list: row.string(),
      warns: row.flag(), note: row.string(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id)
    row.string(nameA)
    row.string(nameB)
    row.string(tallManA)
    row.string(tallManB)
    row.drugIDs(drugA.map { [$0] } ?? [])
    row.drugIDs(drugB.map { [$0] } ?? [])
    row.string(list)
    row.flag(warns)
    row.string(note)
    attribution.encode(to: &row)
  }
}
