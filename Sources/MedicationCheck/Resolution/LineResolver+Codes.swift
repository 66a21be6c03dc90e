import DrugCatalog
import PatientMedications

/// Rule 1: codes that the catalog knows.
extension LineResolver {
  /// The answer for a line that is nothing but a code: `rxcui:9071`, `C08DA01`.
  mutating func wholeEntryAsCode() -> LineAnswer? {
    guard words.words.count <= 2, key.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    if key.contains(UInt8(ascii: ":")) { return codeAnswer(key) }
    guard words.words.count == 1, key.count == 7 || key.count == 10, words.words[0].hasLetter else {
      return nil
    }
    return codeAnswer(Array("atc:".utf8) + key) ?? codeAnswer(Array("unii:".utf8) + key)
  }

  private func codeAnswer(_ code: [UInt8]) -> LineAnswer? {
    guard let position = catalog.position(of: code.span) else { return nil }
    let meanings = codeMeanings(catalog.matches(at: position))
    switch meanings.count {
    case 0: return nil
    case 1: return LineAnswer(.resolved(meanings[0].drugs, .code))
    default: return LineAnswer(.ambiguous(meanings))
    }
  }

  func codeMeanings(_ matches: [Catalog.NameMatch]) -> [Resolution.Candidate] {
    var meanings: [Resolution.Candidate] = []
    for match in matches {
      let candidate: Resolution.Candidate
      switch match.meaning {
      case .drugCode(let drug): candidate = .init(name: catalog.drugName(drug), drugs: [drug])
      case .combinationCode(let row):
        candidate = .init(name: catalog.combination(row).name, drugs: catalog.ingredients(of: row))
      default: continue
      }
      if !meanings.contains(where: { isSame($0.drugs, candidate.drugs) }) { meanings.append(candidate) }
    }
    return meanings
  }
}
