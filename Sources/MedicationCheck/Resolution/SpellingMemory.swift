import DrugCatalog

/// What the spelling rule says about a word.
enum Spelling: Hashable {
  /// One edit from the names of exactly one drug, or one set of drugs, without a rival.
  case one([DrugRow], name: String)
  /// Names of several drugs lie too near to choose; the nearest of them.
  case several([DrugRow], name: String)
  /// No name lies one edit away; the nearest lies two edits away.
  case far([DrugRow], name: String)
  case none
}

/// Words met before and what the spelling rule said about them: lists repeat their words.
struct SpellingMemory {
  private static let slots = 1024
  private var words: [[UInt8]] = []
  private var answers: [Spelling] = []

  func answer(for word: ArraySlice<UInt8>) -> Spelling? {
    guard !words.isEmpty else { return nil }
    let slot = Self.slot(of: word)
    return words[slot].elementsEqual(word) ? answers[slot] : nil
  }

  mutating func remember(_ answer: Spelling, for word: ArraySlice<UInt8>) {
    if words.isEmpty {
      words = [[UInt8]](repeating: [], count: Self.slots)
      answers = [Spelling](repeating: .none, count: Self.slots)
    }
    let slot = Self.slot(of: word)
    words[slot] = Array(word)
    answers[slot] = answer
  }

  private static func slot(of word: ArraySlice<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 15) & (slots - 1)
  }
}
