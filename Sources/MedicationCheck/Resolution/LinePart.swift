import DrugCatalog

/// A stretch of words on a medication line, and what the catalog says about it.
struct LinePart {
  /// The first and the last word.
  var first: Int
  var last: Int
  var kind: Kind
  var senses: NameSenses
  /// `nil` for what the catalog does not know.
  var position: Catalog.KeyPosition?

  enum Kind {
    /// A drug or a combination.
    case name
    /// A name that is also a plain word: counts beside a strength or form only.
    case weakName
    /// A mineral that may be a drug or the salt of the drug before it.
    case nameOrSalt
    case ambiguous
    case unsafeAbbreviation
    case drugClass
    case notMedicine
    /// A word of the line that is no name: form, route, frequency, salt, filler …
    case word
    /// A number, with or without its unit.
    case quantity
    case unknown
  }

  /// Which kind a key with these senses is on a line. The unsafe abbreviation wins over the names, a plain word over
  /// both; words of a line win over abbreviations, which count only where nothing else on the line is a name.
  static func kind(of senses: NameSenses) -> Kind {
    let isWord = senses.has(.anyWord)
    if senses.has(.unsafeAbbreviation) { return isWord ? .word : .unsafeAbbreviation }
    if senses.has(.plainWord) { return .word }
    if senses.has(.ambiguous) { return isWord ? .word : .ambiguous }
    if senses.has(.drug) {
      if senses.has(.salt) { return .nameOrSalt }
      return senses.has(.standsAlone) ? .name : .weakName
    }
    if isWord { return .word }
    if senses.has(.drugClass) { return .drugClass }
    if senses.has(.notMedicine) { return .notMedicine }
    return .unknown
  }
}

/// A name on a line with the drugs it stands for.
struct FoundName {
  var part: Int
  var drugs: [DrugRow]
  var isBrand: Bool
  /// Number of the bracket it stands in; 0 outside.
  var bracket: Int32
  /// Read by the spelling rule.
  var isSpelled = false
}
