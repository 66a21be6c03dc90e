/// The sections of a catalog. Raw values are part of the byte format: never reuse one.
enum Table: UInt32, CaseIterable {
  // Pools that records point into.
  case strings = 1
  case lists = 2

  // Records.
  case sources = 10
  case drugs = 11
  case combinations = 12
  case ambiguousNames = 13
  case meanings = 14
  case lookAlikes = 15
  case classes = 16
  case members = 17
  case loads = 18
  case shares = 19
  case associations = 20
  case treatments = 21
  case treatmentStatements = 22
  case concerns = 23
  case conditions = 24
  case interactionStatements = 25
  case interactionRules = 26
  case interactionExceptions = 27
  case advice = 28
  case provenance = 29
  case names = 30

  // Indexes, made when a catalog is built.
  case keys = 50
  case keySlots = 51
  case prefixSlots = 52
  case spellingBuckets = 53
  case drugReviews = 54
  case spellingSignatures = 55
  case keySenses = 56

  // Indexes from one record to many, each a list of starts followed by the items.
  case namesOfKey = 70
  case namesOfDrug = 71
  case classesOfDrug = 72
  case drugsOfClass = 73
  case membersOfClass = 74
  case associationsOfDrug = 75
  case associationsOfClass = 76
  case treatmentsOfDrug = 77
  case rulesOfDrug = 78
  case rulesOfClass = 79
  case exceptionsOfDrug = 80
  case lookAlikesOfDrug = 81
  case combinationsOfDrug = 82
  case spellingsOfBucket = 83
  case namesOfClass = 84

  /// Whether it is made from the records.
  var isIndex: Bool { rawValue >= Self.keys.rawValue }
}

/// A record that is stored as one row of a table: a fixed number of 32-bit words, each a number, a choice, or a
/// place in the pool of strings or lists.
protocol CatalogRecord {
  static var table: Table { get }
  static var wordsPerRow: Int { get }
  init(from row: inout RowReader)
  func encode(to row: inout RowWriter)
}

extension Array {
  /// The element, or `nil` outside the array: for numbers read from a file.
  subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
