import DrugCatalog

/// Cautions of cramp treatments on a list.
extension MedicationChecker {
  /// Every caution of a treatment on the list that concerns, or may concern, this patient. Cautions of other
  /// countries stay, with the country named: a regulator's warning does not end at its border.
  func cautions(
    _ list: CheckedList, _ patient: PatientFacts, _ treatments: [DrugRow: [CrampTreatment]]
  ) -> [Finding] {
    list.drugs.flatMap { drug -> [Finding] in
      (treatments[drug] ?? []).flatMap { treatment in
        treatment.statements.compactMap { statement -> Finding? in
          guard statement.kind == .caution, statement.isDisplayed, let match = match(statement, patient)
          else { return nil }
          return Finding(
            kind: .treatmentCaution(treatment, statement, match), drugs: [drug],
            entries: list.entries(of: [drug]))
        }
      }
    }
  }

  /// What each drug of the list is as a treatment; several drugs together only when all are on the list.
  func treatments(_ list: CheckedList) -> [DrugRow: [CrampTreatment]] {
    var treatments: [DrugRow: [CrampTreatment]] = [:]
    for drug in list.drugs {
      let own = catalog.treatments(of: drug).filter { treatment in
        guard case .together(let ids) = treatment.subject else { return true }
        let present = list.drugs.map { catalog.drugID($0) }
        return ids.allSatisfy(present.contains) && ids.first == catalog.drugID(drug)
      }
      if !own.isEmpty { treatments[drug] = own }
    }
    return treatments
  }

  /// `nil` when it is known not to concern the patient.
  private func match(_ statement: TreatmentStatement, _ patient: PatientFacts) -> Finding.CautionMatch? {
    guard !statement.concerns.isEmpty else { return .matched }
    var open: [Concern] = []
    for concern in statement.concerns {
      switch patient.holds(concern) {
      case .yes: return .matched
      case .unknown: open.append(concern)
      case .no: break
      }
    }
    return open.isEmpty ? nil : .checkIf(open)
  }
}
