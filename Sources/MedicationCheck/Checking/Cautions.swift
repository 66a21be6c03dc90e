import DrugCatalog

/// Cautions of cramp treatments on a list, and what goes with the patient.
extension MedicationChecker {
  /// Every caution of a treatment on the list that concerns, or may concern, this patient. Cautions of other
  /// countries stay, with the country named: a regulator's warning does not end at its border.
  func cautions(_ list: CheckedList, _ patient: PatientFacts) -> [Finding] {
    list.drugs.flatMap { drug -> [Finding] in
      treatments(of: drug, list).flatMap { treatment in
        treatment.statements.compactMap { statement -> Finding? in
          guard statement.kind == .caution, statement.isDisplayed,
            let match = match(statement, patient)
          else { return nil }
          return Finding(
            kind: .treatmentCaution(treatment, statement, match), drugs: [drug],
            entries: list.entries(of: [drug]))
        }
      }
    }
  }

  /// Treatments the drug is, together with others only when all are on the list.
  func treatments(of drug: DrugRow, _ list: CheckedList) -> [CrampTreatment] {
    catalog.treatments(of: drug).filter { treatment in
      guard case .together(let ids) = treatment.subject else { return true }
      let present = list.drugs.map { catalog.drugID($0) }
      return ids.allSatisfy(present.contains) && ids.first == catalog.drugID(drug)
    }
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

  /// Conditions, ages and values of the patient that go with cramps.
  func patientFactors(_ patient: PatientFacts) -> [Finding] {
    catalog.advice.filter { $0.kind == .condition && $0.isDisplayed }.compactMap { advice in
      guard let concern = advice.concern, patient.holds(concern) == .yes else { return nil }
      return Finding(kind: .patientFactor(advice), drugs: [], entries: [])
    }
  }

  /// Warning signs that something on the list makes worth looking for.
  func redFlags(_ list: CheckedList) -> [Finding] {
    catalog.advice.filter { $0.kind == .redFlag && $0.isDisplayed }.compactMap { advice in
      guard !advice.drugs.isEmpty || !advice.classes.isEmpty else { return nil }
      let drugs = list.drugs.filter { drug in
        advice.drugs.contains(catalog.drugID(drug))
          || (list.classesOfDrug[drug] ?? []).contains { advice.classes.contains(catalog.classID($0)) }
      }
      guard !drugs.isEmpty else { return nil }
      return Finding(kind: .redFlag(advice), drugs: drugs, entries: list.entries(of: drugs))
    }
  }

  func notReviewed(_ list: CheckedList) -> [Finding] {
    list.drugs.compactMap { drug in
      guard catalog.review(of: drug) == .notReviewed else { return nil }
      return Finding(
        kind: .notReviewed(relatives: catalog.drug(drug).relatives), drugs: [drug],
        entries: list.entries(of: [drug]))
    }
  }

  func notChecked(_ entries: [ResolvedEntry]) -> [Finding] {
    entries.enumerated().compactMap { index, entry in
      entry.standing == .notChecked ? Finding(kind: .notChecked, drugs: [], entries: [index + 1]) : nil
    }
  }
}
