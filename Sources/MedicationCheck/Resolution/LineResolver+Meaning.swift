import DrugCatalog

/// What a key of the catalog stands for, once country and leading meanings are taken into account.
enum KeyMeaning {
  case drugs([DrugRow], isBrand: Bool)
  /// Several meanings; the first one leads and may be taken, with a remark.
  case led(Resolution.Candidate, others: [Resolution.Candidate])
  /// Several meanings of equal right.
  case open([Resolution.Candidate])
  /// An abbreviation that is never expanded.
  case unsafe(String)
  case none
}

extension LineResolver {
  func meaning(at position: Catalog.KeyPosition) -> KeyMeaning {
    var sets: [[DrugRow]] = []
    var isBrand = true
    var ambiguous: Row<AmbiguousName>?
    var unsafe: String?
    catalog.forEachMatch(at: position) { match in
      switch match.meaning {
      case .drug(let drug, let kind):
        if kind != .brand { isBrand = false }
        add([drug], to: &sets)
      case .combination(let row):
        if !catalog.isBrand(row) { isBrand = false }
        add(catalog.ingredients(of: row), to: &sets)
      case .ambiguous(let row): ambiguous = row
      case .unsafeAbbreviation(let text): unsafe = text
      default: break
      }
    }
    if let unsafe, ambiguous == nil { return .unsafe(unsafe) }
    if let ambiguous { return meaning(of: catalog.ambiguity(ambiguous), isUnsafe: unsafe != nil) }
    if sets.isEmpty { return .none }
    // A name filed both under a combination and under one of its parts means the combination.
    let widest = sets.max { $0.count < $1.count } ?? sets[0]
    if sets.allSatisfy({ $0.allSatisfy(widest.contains) }) { return .drugs(widest, isBrand: isBrand) }
    return .open(
      sets.map { Resolution.Candidate(name: $0.map(catalog.drugName).joined(separator: " + "), drugs: $0) })
  }

  private func meaning(of ambiguity: Catalog.Ambiguity, isUnsafe: Bool) -> KeyMeaning {
    var candidates: [Resolution.Candidate] = []
    for meaning in ambiguity.meanings {
      let name =
        meaning.drugs.isEmpty ? meaning.text : meaning.drugs.map(catalog.drugName).joined(separator: " + ")
      candidates.append(
        Resolution.Candidate(name: name, drugs: meaning.drugs, countries: meaning.countries))
    }
    guard !isUnsafe, let first = candidates.first else { return .open(candidates) }
    if let country {
      // Meanings of other countries drop out, those of no country stay.
      let here = candidates.filter { $0.countries.isEmpty || $0.countries.contains(country) }
      if let only = here.first, !only.drugs.isEmpty,
        here.count == 1 || (ambiguity.firstMeaningLeads && only == first)
      {
        return .led(only, others: candidates.filter { $0 != only })
      }
      if !here.isEmpty { return .open(here) }
    }
    if ambiguity.firstMeaningLeads, !first.drugs.isEmpty {
      return .led(first, others: Array(candidates.dropFirst()))
    }
    return .open(candidates)
  }

  private func add(_ drugs: [DrugRow], to sets: inout [[DrugRow]]) {
    if !sets.contains(where: { isSame($0, drugs) }) { sets.append(drugs) }
  }

  /// Whether two lists hold the same drugs, in whatever order.
  func isSame(_ a: [DrugRow], _ b: [DrugRow]) -> Bool {
    a.count == b.count && a.allSatisfy(b.contains)
  }
}
