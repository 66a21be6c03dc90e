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
  let country: String?

  package init(catalog: Catalog, today: PartialDate, country: String? = nil) {
    self.catalog = catalog
    self.today = today
    self.country = country?.uppercased()
  }

  /// - Complexity: O(entries × the rules that touch them), whatever the size of the catalog.
  package func check(
    _ entries: [ResolvedEntry], patient: Patient = Patient(), remarks: [MedicationList.Remark] = [],
    gaps: [MedicationList.Gap] = []
  ) -> CheckResult {
    let list = CheckedList(entries: entries, catalog: catalog)
    let patient = PatientFacts(patient, today: today, catalog: catalog)
    let causes = crampCauses(list)
    let interactions = interactions(list)
    var findings = interactions
    findings += cautions(list, patient)
    findings += loads(list, besides: interactions)
    findings += causes
    findings += cascades(list, causes)
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

/// The drugs of a list that are taken now, and the entries they come from.
struct CheckedList {
  /// In the order of the list, each once.
  let drugs: [DrugRow]
  /// Numbers of the entries, from 1, that hold a drug.
  let entriesOfDrug: [DrugRow: [Int]]
  let entries: [ResolvedEntry]
  /// The classes of each drug.
  let classesOfDrug: [DrugRow: [ClassRow]]
  /// The drugs of each class that is present.
  let drugsOfClass: [ClassRow: [DrugRow]]

  init(entries: [ResolvedEntry], catalog: Catalog) {
    var drugs: [DrugRow] = []
    var entriesOfDrug: [DrugRow: [Int]] = [:]
    for (index, entry) in entries.enumerated() where entry.standing == .checked {
      for drug in entry.drugs {
        if entriesOfDrug[drug] == nil { drugs.append(drug) }
        if entriesOfDrug[drug]?.last != index + 1 { entriesOfDrug[drug, default: []].append(index + 1) }
      }
    }
    self.entries = entries
    self.drugs = drugs
    self.entriesOfDrug = entriesOfDrug
    classesOfDrug = Dictionary(uniqueKeysWithValues: drugs.map { ($0, catalog.classes(of: $0)) })
    var drugsOfClass: [ClassRow: [DrugRow]] = [:]
    for drug in drugs {
      for drugClass in classesOfDrug[drug] ?? [] { drugsOfClass[drugClass, default: []].append(drug) }
    }
    self.drugsOfClass = drugsOfClass
  }

  /// The entries that hold any of the drugs, ascending.
  func entries(of drugs: [DrugRow]) -> [Int] {
    Set(drugs.flatMap { entriesOfDrug[$0] ?? [] }).sorted()
  }

  /// The list's entries of one drug.
  func resolved(_ drug: DrugRow) -> [ResolvedEntry] {
    (entriesOfDrug[drug] ?? []).map { entries[$0 - 1] }
  }

  func contains(_ drug: DrugRow) -> Bool { entriesOfDrug[drug] != nil }

  /// The earliest date on which a drug is known to have been begun.
  func begun(_ drug: DrugRow) -> PartialDate? {
    let dates = resolved(drug).compactMap(\.entry.started)
    return dates.reduce(nil) { earliest, date in
      guard let earliest else { return date }
      return date.isSurelyBefore(earliest) ? date : earliest
    }
  }
}
