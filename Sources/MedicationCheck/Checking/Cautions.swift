import DrugCatalog

/// Cautions of cramp treatments on a list, and those of the labels of other medicines.
extension MedicationChecker {
  /// Every caution of a treatment on the list that concerns, or may concern, this patient. Cautions of other
  /// countries stay, with the country named: a regulator's warning does not end at its border.
  func cautions(
    _ list: CheckedList, _ patient: PatientFacts, _ treatments: [DrugRow: [CrampTreatment]]
  ) -> [Finding] {
    list.drugs.flatMap { drug -> [Finding] in
      (treatments[drug] ?? []).flatMap { treatment in
        treatment.statements.compactMap { statement -> Finding? in
          guard statement.kind == .caution, statement.isDisplayed,
            let match = match(statement, of: treatment, patient)
          else { return nil }
          let drugs = treatment.isTreatment ? [drug] : drugs(of: treatment, on: list)
          return Finding(
            kind: .treatmentCaution(treatment, statement, match), drugs: drugs,
            entries: list.entries(of: drugs))
        }
      }
    }
  }

  /// All drugs of a label, in its order.
  private func drugs(of label: CrampTreatment, on list: CheckedList) -> [DrugRow] {
    switch label.subject {
    case .drug(let id): list.drugs.filter { catalog.drugID($0) == id }
    case .together(let ids): ids.compactMap { id in list.drugs.first { catalog.drugID($0) == id } }
    case .measure: []
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
  private func match(
    _ statement: TreatmentStatement, of treatment: CrampTreatment, _ patient: PatientFacts
  ) -> Finding.CautionMatch? {
    if !treatment.isTreatment, !statement.isBoxed { return match(label: statement, patient) }
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

  /// A label's words may name more than the concerns that were found in them: they can show that a caution holds, and
  /// never that it does not.
  private func match(label statement: TreatmentStatement, _ patient: PatientFacts) -> Finding.CautionMatch {
    statement.concerns.contains { patient.holds($0) == .yes } ? .matched : .checkIf(statement.concerns)
  }
}
