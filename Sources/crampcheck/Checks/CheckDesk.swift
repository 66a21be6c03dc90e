import DrugCatalog
import MedicationCheck
import PatientMedications

/// Names to drugs, drugs to findings.
struct CheckDesk {
  let resolver: MedicationResolver
  private let checker: ListChecker

  init(resolver: MedicationResolver, checker: MedicationChecker) {
    self.resolver = resolver
    self.checker = checker.listChecker()
  }

  func check(_ list: MedicationList) -> CheckResult {
    checker.check(resolver.resolve(list), patient: list.patient, remarks: list.remarks, gaps: list.gaps)
  }

  /// The list with drugs added at its end and others left out.
  /// - Throws: `Failure` with status 64 when a name is not clear: a what-if about a guess helps nobody.
  func changed(
    _ list: MedicationList, adding additions: [String], removing removals: [String]
  ) throws(Failure) -> MedicationList {
    var list = list
    for removal in removals {
      let drugs = Set(try drugs(removal, option: "--without"))
      let kept = list.entries.filter { drugs.isDisjoint(with: resolver.resolve($0).drugs) }
      if kept.count == list.entries.count {
        throw Failure(.usage, "crampcheck: error: the list holds no entry for the drug of --without")
      }
      list.entries = kept
    }
    for addition in additions {
      _ = try drugs(addition, option: "--add")
      list.entries.append(MedicationEntry(text: addition, place: SourcePlace(line: 0)))
    }
    return list
  }

  private func drugs(_ name: String, option: String) throws(Failure) -> [DrugRow] {
    let entry = MedicationEntry(text: name, place: SourcePlace(line: 0))
    let drugs = resolver.resolve(entry).drugs
    guard !drugs.isEmpty else {
      throw Failure(
        .usage, "crampcheck: error: the name given to \(option) is not clear; try 'crampcheck drug'")
    }
    return drugs
  }
}
