/// The sentences that tell a reader how an entry was read. Without a final stop.
enum Remark {
  static let notUTF8 = "the line is not valid UTF-8 and was not read"
  static let tooManyNames = "more than 32 medicines are named on one line"

  static func tooLong(_ count: Int, _ read: Int) -> String {
    "the entry has \(count) words, of which the first \(read) were read"
  }
  static func unreadable(_ reason: String) -> String { "the entry could not be read: \(reason)" }
  static func readAs(_ word: String, _ name: String) -> String { "'\(word)' was read as \(name) (spelling)" }
  static func shortened(_ word: String, _ name: String) -> String {
    "'\(word)' was read as \(name) (shortened)"
  }
  static func mayBe(_ name: String) -> String { "the words may be a misspelling of \(name)" }
  static func leftOver(_ words: String) -> String { "not understood: \(words)" }
  static func possibleDrug(_ word: String, _ name: String) -> String {
    "'\(word)' may stand for \(name); it was not read as a medicine"
  }
  static func otherMeanings(_ name: String, _ others: String) -> String {
    "'\(name)' may also mean \(others)"
  }
  static func unsafe(_ word: String, _ reading: String) -> String {
    "'\(word)' is an unsafe abbreviation (\(reading)) and was not expanded"
  }
  static func salt(_ word: String) -> String { "'\(word)' was read as part of the salt" }
  static func weakName(_ word: String) -> String {
    "'\(word)' is also an everyday word; it counts as a medicine only beside a strength or a form"
  }
  static func anotherProduct(_ name: String, _ others: String) -> String {
    "names that begin like '\(name)' stand for other medicines: \(others)"
  }
  static func stopped(_ name: String) -> String { "\(name) is named as not taken" }
  static func furtherIngredient(_ word: String) -> String {
    "'\(word)' may stand for a further ingredient; give the full name"
  }
  static func joined(_ word: String) -> String { "'\(word)' may be a second medicine; it was not understood" }
  static func device(_ word: String) -> String {
    "'\(word)' is no medicine; the entry may be a device or a diluent"
  }
  static func diluent(_ word: String, _ reading: String) -> String {
    "'\(word)' alone was read as a diluent, \(reading)"
  }
  static func drugClass(_ word: String) -> String { "'\(word)' names a kind of medicine, not one medicine" }
  static func alsoHolds(_ name: String, _ drugs: String) -> String { "\(name) also holds \(drugs)" }
  static func otherScript(_ script: String, _ word: String) -> String {
    "'\(word)' contains \(script) letters, which are not read as Latin ones"
  }
  static func codeAlone(_ code: String) -> String {
    "the words were not understood; read by its code \(code)"
  }
  static func codeWithoutWords(_ code: String) -> String { "no words are given; read by its code \(code)" }
  static func unknownCodes(_ codes: String) -> String {
    "no words are given, only codes that the catalog does not know: \(codes)"
  }
  static func codeAndWords(_ code: String) -> String { "the code \(code) names more than the words do" }
  static func alsoCalled(_ name: String) -> String {
    "the source also calls it \(name), which is another medicine"
  }
  static func vaccine(_ name: String) -> String { "\(name), of which no rule speaks" }
  static func codesDisagree(_ code: String, _ name: String) -> String {
    "the code \(code) stands for \(name), which the words do not name"
  }
}
