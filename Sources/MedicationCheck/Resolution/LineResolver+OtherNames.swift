import DrugCatalog
import PatientMedications

/// What else the source calls an entry: the words beside its codes, a narrative.
extension LineResolver {
  /// An answer that the other names of the entry do not contradict; else a conflict. Where two names of the source
  /// stand against one, as when a document's references are off by a row, the one is told in a remark.
  ///
  /// A name counts when it was read without the spelling rule and shares no drug with the answer: a narrative may say
  /// less or more than the coded name.
  mutating func comparedWithOtherNames(of entry: MedicationEntry, _ answer: LineAnswer) -> LineAnswer {
    guard case .resolved(let drugs, _) = answer.resolution else { return answer }
    var strangers: [Resolution.Candidate] = []
    var isSeconded = false
    for name in otherNames(of: entry) {
      guard case .resolved(let others, let basis) = resolve(line: Array(name.utf8).span).resolution else {
        continue
      }
      if others.contains(where: drugs.contains) {
        // The words beside a code come with the code and second nobody.
        isSeconded = isSeconded || entry.alsoCalled.contains(name)
      } else if !basis.isSpelling, !strangers.contains(where: { $0.drugs == others }) {
        strangers.append(Resolution.Candidate(name: names(of: others), drugs: others))
      }
    }
    guard !strangers.isEmpty else { return answer }
    let remarks = answer.remarks + strangers.map { Remark.alsoCalled($0.name) }
    guard !isSeconded else { return LineAnswer(answer.resolution, remarks: remarks) }
    let first = Resolution.Candidate(name: names(of: drugs), drugs: drugs)
    return LineAnswer(.conflict([first] + strangers), remarks: remarks)
  }

  /// Each name once, without the words that were read already.
  private func otherNames(of entry: MedicationEntry) -> [String] {
    var names: [String] = []
    for name in entry.alsoCalled + entry.codes.compactMap(\.display)
    where !name.isEmpty && name != entry.text && !names.contains(name) {
      names.append(name)
    }
    return names
  }

  private func names(of drugs: [DrugRow]) -> String {
    drugs.map(catalog.drugName).joined(separator: " + ")
  }
}

extension Resolution.Basis {
  fileprivate var isSpelling: Bool { if case .spelling = self { true } else { false } }
}
