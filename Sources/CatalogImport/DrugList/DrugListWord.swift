import XMLEvents

/// Every name of elements and attributes of the drug-list format.
enum DrugListWord: String, CaseIterable {
  case drugList = "drug-list"
  case id, title, version, date, licence
  case sources, source, publisher, note, year, doi, pmid, url, seen
  case drug, name, code, about, kind, country, verification, use, system
  case notReviewedBecause = "not-reviewed-because"
  case combination, ingredient
  case ambiguousName = "ambiguous-name"
  case policy, meaning
  case lookAlike = "look-alike"
  case a, b
  case tallManA = "tall-man-a"
  case tallManB = "tall-man-b"
  case drugA = "drug-a"
  case drugB = "drug-b"
  case list, warn
  case drugClass = "class"
  case atc, duplicates, alias, member
  case derivedFrom = "derived-from"
  case load, share, threshold, severity, points, effect, action
  case crampAssociation = "cramp-association"
  case classLevel = "class-level"
  case flags, symptom, direction, grade, reported, evidence, figure, measure, value, low, high, comparator
  case mechanism
  case crampTreatment = "cramp-treatment"
  case role, cascade, standing, dose
  case regulatoryAction = "regulatory-action"
  case caution, boxed, jurisdiction, population, display, text, concerns, anyone
  case ageFrom = "age-from"
  case ageBelow = "age-below"
  case sex, pregnancy
  case breastFeeding = "breast-feeding"
  case condition
  case egfrBelow = "egfr-below"
  case interaction, scope, classification, ref, seriousness, context
  case exposureFrequency = "exposure-frequency"
  case harmFrequency = "harm-frequency"
  case basis
  case otherLevel = "other-level"
  case contraindicatedPair = "contraindicated-pair"
  case interactionException = "interaction-exception"
  case riskFactor = "risk-factor"
  case redFlag = "red-flag"
  case selfCare = "self-care"
  case fact
  case reconstructedListItem = "reconstructed-list-item"
  case item
  case alsoCalled = "also-called"
  case status
  case words, word, canonical
  case notMedicine = "not-medicine"
  case plainWord = "plain-word"
  case abbreviation, expand

  static let namespace = "urn:crampcheck:drug-list:1"
  static let vocabulary = XMLVocabulary(
    namespaces: [namespace], names: allCases.map(\.rawValue), ignoresBlankText: true)
  private static let all = allCases

  /// Its place among all words, from 0.
  var number: UInt8 {
    // An enumeration of fewer than 256 bare cases is one byte that counts them; `allCases` would be searched.
    unsafe unsafeBitCast(self, to: UInt8.self)
  }

  /// The word a name of the document stands for; `nil` for names off the format.
  init?(_ name: XMLName) {
    guard name.number >= 0, Int(name.number) < Self.all.count else { return nil }
    self = Self.all[Int(name.number)]
  }
}

/// A set of words, as bits.
struct WordSet: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init() {}

  init(_ words: some Sequence<DrugListWord>) {
    for word in words { insert(word) }
  }

  mutating func insert(_ word: DrugListWord) {
    if word.number < 64 { low |= 1 << word.number } else { high |= 1 << (word.number - 64) }
  }

  func contains(_ word: DrugListWord) -> Bool {
    (word.number < 64 ? low >> word.number : high >> (word.number - 64)) & 1 != 0
  }

  func isSuperset(of other: WordSet) -> Bool { other.low & ~low == 0 && other.high & ~high == 0 }
  func isDisjoint(with other: WordSet) -> Bool { low & other.low == 0 && high & other.high == 0 }
}
