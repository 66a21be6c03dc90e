import DrugCatalog
import MedicationCheck
import PatientMedications

/// How one entry of a list was read, and why it was not checked.
enum EntryWording {
  /// Candidates named before the rest is only counted.
  private static let mostCandidates = 4

  /// Why an entry was not checked; without the entry's own words.
  static func whyNotChecked(_ resolved: ResolvedEntry, in catalog: Catalog) -> String {
    if case .unreadable(let reason) = resolved.entry.status { return "not readable: \(reason)" }
    switch resolved.resolution {
    case .ambiguous(let candidates): return "may be several things: \(names(candidates, in: catalog))"
    case .unrecognised(let suggestions):
      return suggestions.isEmpty
        ? "not recognised" : "not recognised; perhaps \(names(suggestions, in: catalog))"
    case .conflict(let candidates): return "code and words disagree: \(names(candidates, in: catalog))"
    case .resolved, .notAMedicine: return "not checked"
    }
  }

  static func names(_ candidates: [Resolution.Candidate], in catalog: Catalog) -> String {
    let shown = candidates.prefix(mostCandidates).map { candidate($0, in: catalog) }
    let more = candidates.count > mostCandidates ? ["\(candidates.count - mostCandidates) more"] : []
    return (shown + more).joined(separator: "; ")
  }

  /// The name, its drugs where they say more, and the countries in which it means this.
  static func candidate(_ candidate: Resolution.Candidate, in catalog: Catalog) -> String {
    let drugs = candidate.drugs.map(catalog.drugName).joined(separator: " + ")
    let name = drugs.isEmpty || drugs == candidate.name ? candidate.name : "\(candidate.name) (\(drugs))"
    return name + (candidate.countries.isEmpty ? "" : ", in " + candidate.countries.joined(separator: ", "))
  }

  /// Why an entry is not taken now.
  static func words(_ reason: MedicationEntry.Inactivity) -> String {
    switch reason {
    case .stopped: "stopped"
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .enteredInError: "entered in error"
    case .negated: "said not to be taken"
    case .notTaken: "not taken"
    case .onHold: "on hold"
    case .planned: "not begun yet"
    }
  }

  /// What a line is that is no entry.
  static func words(_ reason: MedicationList.Remark.Reason) -> String {
    switch reason {
    case .heading: "a heading"
    case .allergy: "an allergy, not a medicine"
    case .prose: "no medicine"
    case .patientDetail: "about the patient"
    case .noKnownMedications: "says that there are no medicines"
    case .immunization: "immunizations given, not checked"
    }
  }
}
