package import DrugCatalog
package import PatientMedications

/// Finds what a list of resolved medicines gives reason to say.
///
/// Pure and total: the same entries, patient and catalog give the same result, and every entry is accounted for.
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

  /// - Complexity: O(entries × the rules that touch them), whatever the size of the catalog.
  package func check(
    _ entries: [ResolvedEntry], patient: Patient = Patient(), remarks: [MedicationList.Remark] = [],
    gaps: [MedicationList.Gap] = []
  ) -> CheckResult {
    let list = CheckedList(entries: entries, catalog: catalog)
    let patient = PatientFacts(patient, today: today, index: conditionIndex)
    let causes = crampCauses(list)
    let treatments = treatments(list)
    let interactions = interactions(list, patient)
    var findings = interactions
    findings += cautions(list, patient, treatments)
    findings += loads(list, besides: interactions)
    findings += causes
    findings += cascades(list, causes, treatments)
    findings += duplicates(list, besides: interactions)
    findings += lookAlikes(list)
    findings += redFlags(list)
    findings += patientFactors(patient)
    findings += notReviewed(list)
    findings += notChecked(entries)
    return CheckResult(
      patient: patient.patient, entries: entries, remarks: remarks, gaps: gaps,
      findings: findings.inReadingOrder(),
      culprits: culprits(causes, list), coverage: .init(of: entries), ruleCount: catalog.ruleCount)
  }
}
