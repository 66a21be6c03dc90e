/// What a key may mean, without the details: enough to decide what to look at more closely.
package struct NameSenses: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A drug or a combination.
  package static let drug = NameSenses(rawValue: 1 << 0)
  package static let drugClass = NameSenses(rawValue: 1 << 1)
  package static let ambiguous = NameSenses(rawValue: 1 << 2)
  package static let unsafeAbbreviation = NameSenses(rawValue: 1 << 3)
  package static let code = NameSenses(rawValue: 1 << 4)
  package static let notMedicine = NameSenses(rawValue: 1 << 5)
  package static let plainWord = NameSenses(rawValue: 1 << 6)
  /// At least one name of a drug that is a name anywhere on a line.
  package static let standsAlone = NameSenses(rawValue: 1 << 7)

  package static let form = NameSenses(word: .form)
  package static let route = NameSenses(word: .route)
  package static let frequency = NameSenses(word: .frequency)
  package static let unit = NameSenses(word: .unit)
  package static let salt = NameSenses(word: .salt)
  package static let filler = NameSenses(word: .filler)
  package static let release = NameSenses(word: .release)
  package static let packaging = NameSenses(word: .packaging)
  package static let stop = NameSenses(word: .stop)
  package static let addition = NameSenses(word: .addition)

  /// Any word of a line.
  package static let anyWord: NameSenses = [
    .form, .route, .frequency, .unit, .salt, .filler, .release, .packaging, .stop, .addition,
  ]

  /// A short form that may not be expanded, or that has several meanings.
  package static let abbreviation = NameSenses(rawValue: unsafeAbbreviation.rawValue | ambiguous.rawValue)
  package static let formOrRoute = NameSenses(rawValue: form.rawValue | route.rawValue)
  package static let saltOrRelease = NameSenses(rawValue: salt.rawValue | release.rawValue)

  private static let drugThatStandsAlone = NameSenses(rawValue: drug.rawValue | standsAlone.rawValue)
  private static let firstWordBit: UInt32 = 8

  private init(word: CatalogName.LineWord) {
    self.init(kind: UInt32(CatalogName.LineWord.allCases.firstIndex(of: word) ?? 0))
  }

  private init(kind: UInt32) { self.init(rawValue: 1 << (Self.firstWordBit + min(kind, 23))) }

  init(tag: UInt32, kind: UInt32, needsStrength: Bool) {
    switch tag {
    case 0, 1: self = needsStrength ? .drug : .drugThatStandsAlone
    case 2: self = .drugClass
    case 3: self = .ambiguous
    case 4: self = .unsafeAbbreviation
    case 5, 6: self = .code
    case 7: self = .notMedicine
    case 9: self.init(kind: kind)
    default: self = .plainWord
    }
  }
}
