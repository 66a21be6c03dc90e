import DrugCatalog
package import PatientMedications

/// Checks one list after another. What it has worked out about drugs and pairs it keeps: patients share most of
/// them, and looking a pair up costs a hundredth of reading its rules. One thread at a time.
package final class ListChecker {
  let checker: MedicationChecker
  let memory: CheckMemory
  let loadNumbers: Range<Int>
  /// Of each load, what has to be reached, and the largest share that a drug can have.
  let loadThresholds: [(points: Int, largestShare: Int)]
  private let ruleCount: Int
  /// Of the catalog, ready for many patients.
  lazy var factors = PreparedFactor.all(checker)
  /// What goes with every patient of whom nothing is known.
  lazy var factorsOfTheUnknown = heldFactors(
    PatientFacts(Patient(), today: checker.today, memory: memory.conditions))

  init(_ checker: MedicationChecker, memory: Int) {
    self.checker = checker
    self.memory = CheckMemory(checker, mostBytes: memory)
    // Asked for with every list: threads that count references to one catalog hold each other up.
    loadNumbers = checker.loads.indices
    loadThresholds = checker.loads.map { ($0.threshold, $0.shares.map(\.points).max() ?? 0) }
    ruleCount = checker.catalog.ruleCount
  }

  /// The same for the same entries, patient and catalog, whatever was checked before.
  /// - Complexity: O(pairs of drugs on the list) look-ups; for pairs met for the first time O(the rules that touch
  ///   them), whatever the size of the catalog.
  package func check(
    _ entries: [ResolvedEntry], patient: Patient = Patient(), remarks: [MedicationList.Remark] = [],
    gaps: [MedicationList.Gap] = []
  ) -> CheckResult {
    memory.beginList(of: entries.count)
    let list = CheckedList(entries, memory: memory)
    let patient = PatientFacts(patient, today: checker.today, memory: memory.conditions)
    let roles = list.drugs.map { $0.drug.role(on: list) }
    let causes = crampCauses(list, roles)
    var findings: [Finding] = []
    findings.reserveCapacity(list.drugs.count * 3)
    addInteractions(list, patient, to: &findings)
    let interactionCount = findings.count
    addCautions(list, patient, roles, to: &findings)
    findings += loads(list, besides: findings[..<interactionCount])
    for cause in causes {
      findings.append(Finding(cause.cause.point, entries: list.drugs[cause.place].entries))
    }
    addCascades(list, causes, roles, to: &findings)
    findings += duplicates(list, besides: findings[..<interactionCount])
    findings += lookAlikes(list)
    findings += redFlags(list)
    findings += patientFactors(patient)
    findings += notReviewed(list)
    findings += notChecked(entries)
    findings.putInReadingOrder()
    return CheckResult(
      patient: patient.patient, entries: entries, remarks: remarks, gaps: gaps,
      findings: findings, culprits: culprits(causes), coverage: .init(of: entries),
      ruleCount: ruleCount)
  }
}
