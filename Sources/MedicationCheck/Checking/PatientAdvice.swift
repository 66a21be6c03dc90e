import DrugCatalog

/// What goes with the patient, what to look for, and what was not judged.
extension MedicationChecker {
  /// Conditions, ages and values of the patient that go with cramps: one finding for each, however many studies
  /// say so. Of several ages the highest that holds speaks.
  func patientFactors(_ patient: PatientFacts) -> [Finding] {
    var order: [Concern] = []
    var byPoint: [Concern: [Advice]] = [:]
    for factor in factors {
      guard let concern = factor.concern, patient.holds(concern) == .yes else { continue }
      let point = concern.withoutAge
      if byPoint[point] == nil { order.append(point) }
      byPoint[point, default: []].append(factor)
    }
    return order.compactMap { point -> Finding? in
      let advice = byPoint[point] ?? []
      let ages = advice.map { $0.concern?.ageFrom ?? 0 }
      guard let best = ages.indices.max(by: { ages[$0] < ages[$1] || (ages[$0] == ages[$1] && $0 > $1) })
      else { return nil }
      var others = advice
      let told = others.remove(at: best)
      return Finding(kind: .patientFactor(told, others: others), drugs: [], entries: [])
    }
  }

  /// Warning signs that something on the list makes worth looking for.
  func redFlags(_ list: CheckedList) -> [Finding] {
    signs.compactMap { sign in
      let drugs = list.drugs.filter { drug in
        sign.drugs.contains(catalog.drugID(drug))
          || (list.classesOfDrug[drug] ?? []).contains { sign.classes.contains(catalog.classID($0)) }
      }
      guard !drugs.isEmpty else { return nil }
      return Finding(kind: .redFlag(sign), drugs: drugs, entries: list.entries(of: drugs))
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

extension Concern {
  fileprivate var withoutAge: Concern {
    var concern = self
    concern.ageFrom = nil
    concern.ageTo = nil
    return concern
  }
}
