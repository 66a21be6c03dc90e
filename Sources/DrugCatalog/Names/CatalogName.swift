/// One piece of text the catalog knows, and what it stands for: a drug's name, a code, a dose form, a thing
/// that is no medicine. Every look-up ends at one of these.
package struct CatalogName: Hashable, Sendable {
  /// As written in the list.
  package var text: String
  package var meaning: Meaning
  /// True for a name that is also a plain word: a name only beside a strength or a dose form.
  package var needsStrength: Bool
  /// Countries in which a brand is or was sold; empty when the list does not say.
  package var countries: [String]
  package var note: String
  package var attribution: Attribution

  package enum Meaning: Hashable, Sendable {
    case drug(DrugRow, Kind)
    case combination(Row<Combination>)
    case drugClass(ClassRow)
    case ambiguous(Row<AmbiguousName>)
    /// An abbreviation that is unsafe to expand; the text says what it is read as.
    case unsafeAbbreviation(String)
    /// A code such as `rxcui:9071` of a drug or a combination.
    case drugCode(DrugRow)
    case combinationCode(Row<Combination>)
    /// The kind says what it is (device, diluent, …).
    case notMedicine(String)
    /// An everyday word; never a name.
    case plainWord
    /// A word of a medication line that is no name, with its canonical spelling.
    case lineWord(LineWord, String)
  }

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case generic, synonym, salt, abbreviation, brand, plant, food
  }

  /// Words that surround a name on a medication line.
  package enum LineWord: String, CaseIterable, Hashable, Sendable {
    case form, route, frequency, unit, salt, filler, release, packaging
    /// The name behind it is not taken (stop, discontinue, instead of).
    case stop
    /// Behind a name it stands for a further ingredient that it does not name (plus, comp).
    case addition
  }

  package init(
    text: String, meaning: Meaning, needsStrength: Bool = false, countries: [String] = [], note: String = "",
    attribution: Attribution
  ) {
    self.text = text
    self.meaning = meaning
    self.needsStrength = needsStrength
    self.countries = countries
    self.note = note
    self.attribution = attribution
  }
}

extension CatalogName {
  static let wordsPerRow = 9 + Attribution.wordsPerRow
  /// Where the folded key stands in a row.
  static let keyColumn = 1
  static let tagColumn = 2
  static let targetColumn = 3
  static let kindColumn = 5
  static let strengthColumn = 6
  // Tags that indexes and checks look at without decoding the name; `Meaning.tag` gives them.
  static let drugTag: UInt32 = 0
  static let combinationTag: UInt32 = 1
  static let classTag: UInt32 = 2
  static let ambiguousTag: UInt32 = 3
  static let abbreviationTag: UInt32 = 4
  static let drugCodeTag: UInt32 = 5
  static let combinationCodeTag: UInt32 = 6
  static let lineWordTag: UInt32 = 9

  init(from row: inout RowReader) {
    let text = row.string()
    row.skip(1)  // the folded key
    let meaning = Meaning(tag: row.word(), target: row.word(), detail: row.string(), kind: row.word())
    self.init(
      text: text, meaning: meaning, needsStrength: row.flag(), countries: row.strings(), note: row.string(),
      attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter, key: UInt32) {
    row.string(text)
    row.word(key)
    row.word(meaning.tag)
    row.word(meaning.target)
    row.string(meaning.detail)
    row.word(meaning.kind)
    row.flag(needsStrength)
    row.strings(countries)
    row.string(note)
    attribution.encode(to: &row)
  }
}

extension CatalogName.Meaning {
  /// The number that stands for each case in the bytes of a catalog.
  var tag: UInt32 {
    switch self {
    case .drug: CatalogName.drugTag
    case .combination: CatalogName.combinationTag
    case .drugClass: CatalogName.classTag
    case .ambiguous: CatalogName.ambiguousTag
    case .unsafeAbbreviation: CatalogName.abbreviationTag
    case .drugCode: CatalogName.drugCodeTag
    case .combinationCode: CatalogName.combinationCodeTag
    case .notMedicine: 7
    case .plainWord: 8
    case .lineWord: CatalogName.lineWordTag
    }
  }

  /// The row a meaning points at; 0 where it points at none.
  var target: UInt32 {
    switch self {
    case .drug(let row, _), .drugCode(let row): row.number
    case .combination(let row), .combinationCode(let row): row.number
    case .drugClass(let row): row.number
    case .ambiguous(let row): row.number
    case .unsafeAbbreviation, .notMedicine, .plainWord, .lineWord: 0
    }
  }

  var detail: String {
    switch self {
    case .unsafeAbbreviation(let text), .notMedicine(let text), .lineWord(_, let text): text
    default: ""
    }
  }

  var kind: UInt32 {
    switch self {
    case .drug(_, let kind): UInt32(CatalogName.Kind.allCases.firstIndex(of: kind) ?? 0)
    case .lineWord(let kind, _): UInt32(CatalogName.LineWord.allCases.firstIndex(of: kind) ?? 0)
    default: 0
    }
  }

  init(tag: UInt32, target: UInt32, detail: String, kind: UInt32) {
    switch tag {
    case 0: self = .drug(DrugRow(target), CatalogName.Kind.allCases[safe: Int(kind)] ?? .synonym)
    case 1: self = .combination(Row(target))
    case 2: self = .drugClass(ClassRow(target))
    case 3: self = .ambiguous(Row(target))
    case 4: self = .unsafeAbbreviation(detail)
    case 5: self = .drugCode(DrugRow(target))
    case 6: self = .combinationCode(Row(target))
    case 7: self = .notMedicine(detail)
    case 9: self = .lineWord(CatalogName.LineWord.allCases[safe: Int(kind)] ?? .filler, detail)
    default: self = .plainWord
    }
  }
}
