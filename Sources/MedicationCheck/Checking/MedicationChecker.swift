package import DrugCatalog
package import PatientMedications

/// Finds what a list of resolved medicines gives reason to say.
///
/// Pure and total: the same entries, patient and catalog give the same result, and every entry is accounted for.
/// For many lists, make one `ListChecker` a thread.
/// It words nothing and drops nothing: how much of it is shown is the report's business.
package struct MedicationChecker: Sendable {
  let catalog: Catalog
  /// The day from which ages are counted when a birth date is all that is known.
  let today: PartialDate
  /// The country whose statements are preferred where countries differ; `nil`: all of them.
  let country: Jurisdiction?
  /// What every check asks for, decoded once.
  let loads: [AdditiveLoad]
  let factors: [Advice]
  let signs: [Advice]
  let conditionIndex: ConditionIndex
  /// Names under which remedies for cramps are sold (Legatrin PM).
  let remedies: [KeyText]

  package init(catalog: Catalog, today: PartialDate, country: String? = nil) {
    self.catalog = catalog
    self.today = today
    self.country = country.map(Jurisdiction.init)
    loads = catalog.additiveLoads
    let advice = catalog.advice.filter(\.isDisplayed)
    factors = advice.filter { $0.concern != nil && ($0.kind == .condition || $0.kind == .behaviour) }
    signs = advice.filter { $0.kind == .redFlag && !($0.drugs.isEmpty && $0.classes.isEmpty) }
    conditionIndex = ConditionIndex(catalog.conditions)
    remedies = catalog.remedyNames.map(KeyText.init)
  }

  /// A worker for one thread, which keeps what it has worked out from list to list.
  /// - Parameter memory: How many bytes each thing that it keeps may take at most.
  package func listChecker(memory: Int = MemoryRoom.usual) -> ListChecker {
    ListChecker(self, memory: memory)
  }

  /// - Complexity: O(entries × the rules that touch them), whatever the size of the catalog.
  package func check(
    _ entries: [ResolvedEntry], patient: Patient = Patient(), remarks: [MedicationList.Remark] = [],
    gaps: [MedicationList.Gap] = []
  ) -> CheckResult {
    listChecker().check(entries, patient: patient, remarks: remarks, gaps: gaps)
  }
}
