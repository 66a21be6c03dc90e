import DrugCatalog

/// What goes with the patient, what to look for, and what was not judged.
extension ListChecker {
  /// Conditions, ages and values of the patient that go with cramps: one finding for each, however many studies
  /// say so. Of several ages the highest that holds speaks.
  func patientFactors(_ patient: PatientFacts) -> [Finding] {
    patient.isUnknown ? factorsOfTheUnknown : heldFactors(patient)
  }

  func heldFactors(_ patient: PatientFacts) -> [Finding] {
    var order: [Int] = []
    var holding: [Int: [Int]] = [:]
    for (number, factor) in factors.enumerated() where patient.holds(factor.concern) == .yes {
      if holding[factor.subject] == nil { order.append(factor.subject) }
      holding[factor.subject, default: []].append(number)
    }
    return order.compactMap { subject -> Finding? in
      let numbers = holding[subject] ?? []
      let ages = numbers.map { factors[$0].concern.ageFrom ?? 0 }
      guard let best = ages.indices.max(by: { ages[$0] < ages[$1] || (ages[$0] == ages[$1] && $0 > $1) })
      else { return nil }
      var others = numbers
      let told = others.remove(at: best)
      let point = memory.point(.init(category: .patientFactor, record: told, numbers: others)) {
        .patientFactor(checker.factors[told], others: others.map { checker.factors[$0] })
      }
      return Finding(point, entries: [])
    }
  }

  /// A condition, age or value that goes with cramps, ready to be held against many patients.
  struct PreparedFactor {
    let concern: PreparedConcern
    /// What it is about, ages apart: factors on one subject have one number.
    let subject: Int

    static func all(_ checker: MedicationChecker) -> [PreparedFactor] {
      var subjects: [Concern: Int] = [:]
      return checker.factors.map { factor in
        let concern = factor.concern ?? Concern()
        let subject = subjects[concern.withoutAge] ?? subjects.count
        subjects[concern.withoutAge] = subject
        return PreparedFactor(
          concern: PreparedConcern(concern, index: checker.conditionIndex), subject: subject)
      }
    }
  }

  /// Warning signs that something on the list makes worth looking for.
  func redFlags(_ list: CheckedList) -> [Finding] {
    var numbers: [Int] = []
    for listed in list.drugs {
      for number in listed.drug.signs where !numbers.contains(number) { numbers.append(number) }
    }
    if numbers.isEmpty { return [] }
    return numbers.sorted().map { number in
      let places = list.drugs.indices.filter { list.drugs[$0].drug.signs.contains(number) }
      let point = memory.point(.init(category: .redFlag, record: number, drugs: list.rows(of: places))) {
        .redFlag(checker.signs[number])
      }
      return Finding(point, entries: list.entries(of: places))
    }
  }

  func notReviewed(_ list: CheckedList) -> [Finding] {
    list.drugs.compactMap { listed in
      listed.drug.notReviewed.map { Finding($0, entries: listed.entries) }
    }
  }

  func notChecked(_ entries: [ResolvedEntry]) -> [Finding] {
    var findings: [Finding] = []
    let entries = entries.span
    for index in entries.indices where entries[index].standing == .notChecked {
      findings.append(Finding(Self.notChecked, entries: [index + 1]))
    }
    return findings
  }

  private static let notChecked = FindingPoint(.notChecked, drugs: [])
}

extension Concern {
  fileprivate var withoutAge: Concern {
    var concern = self
    concern.ageFrom = nil
    concern.ageTo = nil
    return concern
  }
}
