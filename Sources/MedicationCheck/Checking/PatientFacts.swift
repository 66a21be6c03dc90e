import DrugCatalog
import PatientMedications

/// What is known about a patient, in the catalog's terms.
struct PatientFacts {
  let patient: Patient
  let ageYears: Int?
  /// Conditions of the catalog that the patient is recorded to have, or has by a measured value.
  let conditions: Set<Condition.ID>
  /// Conditions that a measured value rules out.
  let absentConditions: Set<Condition.ID>
  private let index: ConditionIndex

  /// The answer to whether something holds of a patient.
  enum Answer {
    case yes, no, unknown
  }

  init(_ patient: Patient, today: PartialDate, index: ConditionIndex) {
    self.index = index
    ageYears = patient.ageYears ?? patient.birthDate.flatMap { Self.age(from: $0, to: today) }
    var present: Set<Condition.ID> = []
    for stated in patient.conditions {
      present.formUnion(index.conditions(in: stated.text))
      present.formUnion(index.conditions(of: stated.codes))
    }
    for allergen in patient.allergies { present.formUnion(index.conditions(in: "allergy to " + allergen)) }
    var absent: Set<Condition.ID> = []
    for (name, holds) in Self.valueConditions(of: patient) {
      let named = index.conditions(in: name)
      if holds { present.formUnion(named) } else { absent.formUnion(named) }
    }
    conditions = present
    absentConditions = absent.subtracting(present)
    var patient = patient
    patient.ageYears = ageYears
    self.patient = patient
  }

  /// Conditions that a measured value proves or rules out, by the names under which lists know them.
  ///
  /// Limits: adult reference ranges, potassium 3.5 to 5.0 mmol/L, magnesium from 0.7 mmol/L; kidney function by the
  /// KDIGO 2012 stages, G3a from below 60 and G4 from below 30 mL/min/1.73 m².
  private static func valueConditions(of patient: Patient) -> [(name: String, holds: Bool)] {
    var found: [(String, Bool)] = []
    if let potassium = patient.potassium {
      found.append(("hypokalaemia", potassium < 3.5))
      found.append(("hyperkalaemia", potassium > 5.0))
    }
    if let magnesium = patient.magnesium { found.append(("hypomagnesaemia", magnesium < 0.7)) }
    if let eGFR = patient.eGFR {
      found.append(("renal impairment", eGFR < 60))
      found.append(("severe renal impairment", eGFR < 30))
    }
    return found
  }

  /// Whole years between two dates; `nil` when a missing month or day leaves two answers.
  private static func age(from birth: PartialDate, to today: PartialDate) -> Int? {
    let years = today.year - birth.year
    guard years >= 0, years < 130 else { return nil }
    if birth.isSurelyBefore(PartialDate(year: birth.year, month: today.month, day: today.day)) {
      return years
    }
    guard let month = birth.month, let thisMonth = today.month else { return nil }
    if month == thisMonth {
      guard let day = birth.day, let thisDay = today.day else { return nil }
      return day <= thisDay ? years : years - 1
    }
    return years - 1
  }

  /// Whether everything a concern asks for holds.
  func holds(_ concern: Concern) -> Answer {
    var answers: [Answer] = []
    if let from = concern.ageFrom { answers.append(known(ageYears.map { $0 >= from })) }
    if let to = concern.ageTo { answers.append(known(ageYears.map { $0 <= to })) }
    if let sex = concern.sex { answers.append(known(patient.sex.map { $0.rawValue == sex.rawValue })) }
    if concern.pregnancy { answers.append(isPregnant) }
    if concern.breastFeeding {
      answers.append(patient.sex == .male ? .no : isTooOldToBePregnant ? .no : .unknown)
    }
    if let condition = concern.condition { answers.append(answer([condition])) }
    if let limit = concern.eGFRBelow { answers.append(known(patient.eGFR.map { $0 < Double(limit) })) }
    if answers.contains(.no) { return .no }
    return answers.contains(.unknown) ? .unknown : .yes
  }

  /// Whether the patient has the condition that the words name; unknown for words that name none.
  func answer(toCondition words: String) -> Answer { answer(index.conditions(in: words)) }

  /// A list of problems is never complete: what is not on it is unknown, not absent, unless a value rules it out.
  private func answer(_ asked: Set<Condition.ID>) -> Answer {
    if !conditions.isDisjoint(with: asked) { return .yes }
    return !asked.isEmpty && asked.isSubset(of: absentConditions) ? .no : .unknown
  }

  private var isPregnant: Answer {
    if let isPregnant = patient.isPregnant { return isPregnant ? .yes : .no }
    if patient.sex == .male || isTooOldToBePregnant { return .no }
    return .unknown
  }

  private var isTooOldToBePregnant: Bool { (ageYears ?? 0) >= 60 }

  private func known(_ answer: Bool?) -> Answer {
    switch answer {
    case nil: .unknown
    case true?: .yes
    case false?: .no
    }
  }
}
