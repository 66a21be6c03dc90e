import DrugCatalog
package import PatientMedications

/// Whole entries of a list: codes and words together.
extension LineResolver {
  package mutating func resolve(_ entry: MedicationEntry) -> ResolvedEntry {
    var resolved = ResolvedEntry(entry: entry, resolution: .unrecognised(suggestions: []))
    if case .unreadable(let reason) = entry.status {
      resolved.remarks = [Remark.unreadable(reason)]
      return resolved
    }
    let answer = withoutVaccines(comparedWithOtherNames(of: entry, answer(for: entry)))
    resolved.resolution = answer.resolution
    resolved.remarks = answer.remarks
    for text in [entry.text, entry.doseText ?? ""] where !text.isEmpty {
      resolved.strengths += strengths(in: text)
      for word in routesAndForms(in: text) where !resolved.routesAndForms.contains(word) {
        resolved.routesAndForms.append(word)
      }
    }
    return resolved
  }

  /// The codes first; the words must not name something else.
  private mutating func answer(for entry: MedicationEntry) -> LineAnswer {
    let coded = codeMeanings(of: entry)
    var text = entry.text
    if text.isEmpty { text = entry.codes.lazy.compactMap(\.display).first { !$0.isEmpty } ?? "" }
    let worded = resolve(line: Array(text.utf8).span)
    guard let first = coded.first else {
      guard text.isEmpty, !entry.codes.isEmpty else { return worded }
      return LineAnswer(
        .unrecognised(suggestions: []), remarks: [Remark.unknownCodes(Self.list(entry.codes))])
    }
    for other in coded.dropFirst() where !overlaps(other.meaning.drugs, first.meaning.drugs) {
      return LineAnswer(.conflict(coded.map(\.meaning)), remarks: worded.remarks)
    }
    let largest = coded.max { $0.meaning.drugs.count < $1.meaning.drugs.count } ?? first
    if text.isEmpty {
      return LineAnswer(
        .resolved(largest.meaning.drugs, .code), remarks: [Remark.codeWithoutWords(largest.code)])
    }
    return settle(largest.meaning, code: largest.code, with: worded)
  }

  private static let mostCodesTold = 4

  private static func list(_ codes: [MedicationCode]) -> String {
    let told = codes.prefix(mostCodesTold).map { code in
      if case .other(let system) = code.system {
        return "\(code.value) (\(system.isEmpty ? "no system" : system))"
      }
      return "\(code.system) \(code.value)"
    }
    let more = codes.count > mostCodesTold ? " and \(codes.count - mostCodesTold) more" : ""
    return told.joined(separator: ", ") + more
  }

  /// Every known code with what it stands for.
  private func codeMeanings(of entry: MedicationEntry) -> [(code: String, meaning: Resolution.Candidate)] {
    entry.codes.compactMap { code in
      guard let system = Self.name(of: code.system) else { return nil }
      let meanings = codeMeanings(catalog.matches(code: code.value, system: system))
      guard meanings.count == 1 else { return nil }
      return ("\(system):\(code.value)", meanings[0])
    }
  }

  /// The code systems by which the catalog files drugs.
  private static func name(of system: MedicationCode.System) -> String? {
    switch system {
    case .rxcui: "rxcui"
    case .atc: "atc"
    case .unii: "unii"
    case .snomed: "snomed"
    case .ndc: "ndc"
    case .cvx, .icd10, .icd9, .loinc, .other: nil
    }
  }

  /// Code and words together. The larger set is taken when one holds the other; two strangers are a conflict.
  private func settle(_ coded: Resolution.Candidate, code: String, with worded: LineAnswer) -> LineAnswer {
    switch worded.resolution {
    case .resolved(let drugs, _):
      if coded.drugs.allSatisfy(drugs.contains) {
        return LineAnswer(.resolved(drugs, .code), remarks: worded.remarks)
      }
      if drugs.allSatisfy(coded.drugs.contains) {
        return LineAnswer(
          .resolved(coded.drugs, .code), remarks: worded.remarks + [Remark.codeAndWords(code)])
      }
      let names = drugs.map(catalog.drugName).joined(separator: " + ")
      return LineAnswer(
        .conflict([coded, Resolution.Candidate(name: names, drugs: drugs)]),
        remarks: worded.remarks + [Remark.codesDisagree(code, coded.name)])
    case .conflict: return worded
    case .ambiguous, .unrecognised, .notAMedicine:
      return LineAnswer(.resolved(coded.drugs, .code), remarks: worded.remarks + [Remark.codeAlone(code)])
    }
  }

  private func overlaps(_ a: [DrugRow], _ b: [DrugRow]) -> Bool {
    a.allSatisfy(b.contains) || b.allSatisfy(a.contains)
  }
}
