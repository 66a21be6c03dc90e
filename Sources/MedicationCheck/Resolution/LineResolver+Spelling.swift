import DrugCatalog

/// What the spelling rule says about a word.
enum Spelling: Hashable {
  /// One edit from the names of exactly one drug, or one set of drugs, without a rival.
  case one([DrugRow], name: String)
  /// Names of several drugs lie too near to choose.
  case several
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

/// Rule 4: one edit from the names of exactly one drug, and no name of another drug within two.
extension LineResolver {
  /// Shorter words are never read as a misspelling.
  static let shortest = 5
  private static let mostUnknown = 4
  private static let longestRun = 4
  private static let mostSuggestions = 5

  /// The rule's verdict on the words `first` to `last`.
  mutating func spelling(of first: Int, _ last: Int) -> Spelling {
    let range = Int(words.words[first].start)..<Int(words.words[last].end)
    guard !isExact, range.count >= Self.shortest, range.count <= 64 else { return .none }
    if let known = spellings.answer(for: words.bytes[range]) { return known }
    let bytes = words.bytes
    search.find(bytes.span.extracting(range), in: catalog)
    let verdict = verdict()
    spellings.remember(verdict, for: words.bytes[range])
    return verdict
  }

  private func verdict() -> Spelling {
    var read: Resolution.Candidate?
    for neighbour in search.neighbours {
      if neighbour.distance == 0 { return .none }
      let meanings = candidates(at: neighbour.position)
      if neighbour.distance == 1 {
        for meaning in meanings {
          if let read, !isSame(read.drugs, meaning.drugs) { return .several }
          if read == nil { read = meaning }
        }
      } else {
        guard let read else { return .none }
        if meanings.contains(where: { !isSame(read.drugs, $0.drugs) }) { return .several }
      }
    }
    guard let read, !read.drugs.isEmpty else { return .none }
    return .one(read.drugs, name: read.name)
  }

  /// Every meaning of a name near the word, named as the catalog writes that name.
  private func candidates(at position: Catalog.KeyPosition) -> [Resolution.Candidate] {
    switch meaning(at: position) {
    case .drugs(let drugs, _): [Resolution.Candidate(name: spelled(position), drugs: drugs)]
    case .led(let first, _): [Resolution.Candidate(name: spelled(position), drugs: first.drugs)]
    case .open(let candidates): candidates
    case .unsafe, .none: []
    }
  }

  /// The name at `position` as the catalog writes it.
  private func spelled(_ position: Catalog.KeyPosition) -> String {
    var row: UInt32?
    catalog.forEachMatch(at: position) { match in
      switch match.meaning {
      case .drug, .combination, .ambiguous: if row == nil { row = match.nameRow }
      default: break
      }
    }
    return row.map { catalog.name($0).text } ?? ""
  }

  // MARK: Lines without a name

  /// Reads the first unknown word, or the run of words it begins, by the spelling rule.
  /// - Returns: the name it was read as.
  mutating func readHeadBySpelling() -> String? {
    let unknown = parts.indices.filter { parts[$0].kind == .unknown }
    guard let head = unknown.first, unknown.count <= Self.mostUnknown else { return nil }
    for start in [head - 1, head] where start >= 0 && (start == head || isRunnable(start)) {
      for end in runEnds(from: start, through: head).reversed() {
        if start < head, end < head { continue }
        guard case .one(let drugs, let name) = spelling(of: parts[start].first, parts[end].last) else {
          continue
        }
        if end == start, isMineralBeforeUnknown(drugs, end) { return nil }
        takeRun(start, end, drugs, name)
        return name
      }
    }
    return nil
  }

  private func isRunnable(_ index: Int) -> Bool {
    parts[index].kind == .word || parts[index].kind == .unknown
  }

  private func runEnds(from start: Int, through head: Int) -> [Int] {
    var ends = [start]
    var index = start + 1
    while index < parts.count, ends.count < Self.longestRun, isRunnable(index),
      gap(before: index).isSubset(of: [.blank, .hyphen, .stop, .comma])
    {
      ends.append(index)
      index += 1
    }
    return ends
  }

  /// `potasium bitartrate` is not potassium.
  private func isMineralBeforeUnknown(_ drugs: [DrugRow], _ end: Int) -> Bool {
    guard end + 1 < parts.count, gap(before: end + 1).isSubset(of: [.blank, .hyphen]) else { return false }
    guard parts[end + 1].kind == .unknown || parts[end + 1].senses.contains(.salt) else { return false }
    return drugs.contains { drug in
      catalog.position(of: NameKey.fold(catalog.drugName(drug)).span)
        .map { catalog.senses(at: $0).contains(.salt) } ?? false
    }
  }

  private mutating func takeRun(_ start: Int, _ end: Int, _ drugs: [DrugRow], _ name: String) {
    remarks.append(Remark.readAs(text(parts[start].first, parts[end].last), name))
    parts[start].last = parts[end].last
    parts[start].kind = .name
    parts[start].senses = []
    parts.removeSubrange(start + 1..<end + 1)
    let bracket = words.words[parts[start].first].bracket
    names.append(FoundName(part: start, drugs: drugs, isBrand: false, bracket: bracket))
  }

  // MARK: Suggestions

  /// Nothing was read: what lies near the unknown words. Names one edit away make the line ambiguous.
  mutating func suggestionsOnly() -> Resolution {
    var suggestions: [(candidate: Resolution.Candidate, distance: Int)] = []
    var wordCount = 0
    for part in parts where part.kind == .unknown && wordCount < Self.mostUnknown {
      let range = Int(words.words[part.first].start)..<Int(words.words[part.last].end)
      guard range.count >= 4, range.count <= 64 else { continue }
      wordCount += 1
      let bytes = words.bytes
      search.find(bytes.span.extracting(range), in: catalog)
      for neighbour in search.neighbours where neighbour.distance > 0 {
        for candidate in candidates(at: neighbour.position) where !candidate.drugs.isEmpty {
          if suggestions.contains(where: { isSame($0.candidate.drugs, candidate.drugs) }) { continue }
          suggestions.append((candidate, neighbour.distance))
        }
      }
    }
    suggestions.sort { $0.distance < $1.distance }
    let nearest = suggestions.prefix(Self.mostSuggestions).map(\.candidate)
    let isNear = suggestions.count { $0.distance == 1 } > 0 && suggestions.count > 1 && !isExact
    return isNear && wordCount == 1 ? .ambiguous(nearest) : .unrecognised(suggestions: nearest)
  }
}
