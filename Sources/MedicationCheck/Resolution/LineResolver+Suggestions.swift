import DrugCatalog

/// Lines on which nothing was read: what the unknown words may have meant.
extension LineResolver {
  private static let mostSuggestions = 5
  private static let mostUnknownWords = 4

  /// Nothing was read: what lies near the unknown words. Names one edit away make the line ambiguous.
  mutating func suggestionsOnly() -> Resolution {
    var suggestions: [(candidate: Resolution.Candidate, distance: Int)] = []
    var wordCount = 0
    for part in parts where part.kind == .unknown && wordCount < Self.mostUnknownWords {
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
