import DrugCatalog
import PatientMedications

/// What is known about a patient, in the catalog's terms.
struct PatientFacts {
  let patient: Patient
  let ageYears: Int?
  /// Conditions of the catalog that the patient is recorded to have, or has by a measured value.
  let conditions: ConditionSet
  /// Conditions that a measured value rules out.
  let absentConditions: ConditionSet

  /// The answer to whether something holds of a patient.
  enum Answer {
    case yes, no, unknown
  }

  init(_ patient: Patient, today: PartialDate, memory: ConditionMemory) {
    ageYears = patient.ageYears ?? patient.birthDate.flatMap { Self.age(from: $0, to: today) }
    var present = ConditionSet()
    for stated in patient.conditions { present.formUnion(memory.conditions(of: stated)) }
    for allergen in patient.allergies {
      present.formUnion(memory.conditions(of: Patient.Condition(text: "allergy to " + allergen)))
    }
    var absent = ConditionSet()
    for (name, holds) in Self.valueConditions(of: patient) {
      let named = memory.conditions(of: Patient.Condition(text: name))
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

  /// Whether nothing is known that a concern could ask for: all such patients get the same answers.
  var isUnknown: Bool {
    ageYears == nil && patient.sex == nil && patient.isPregnant == nil && patient.eGFR == nil
      && conditions.isEmpty && absentConditions.isEmpty
  }

  /// Whether everything a concern asks for holds.
  func holds(_ concern: PreparedConcern) -> Answer {
    var isUnknown = false
    if let from = concern.ageFrom, take(known(ageYears.map { $0 >= from }), &isUnknown) { return .no }
    if let to = concern.ageTo, take(known(ageYears.map { $0 <= to }), &isUnknown) { return .no }
    if let sex = concern.sex, take(known(patient.sex.map { $0 == sex }), &isUnknown) { return .no }
    if concern.pregnancy, take(isPregnant, &isUnknown) { return .no }
    if concern.breastFeeding, take(mayNotBreastFeed ? .no : .unknown, &isUnknown) { return .no }
    if let condition = concern.condition, take(answer(condition), &isUnknown) { return .no }
    if let limit = concern.eGFRBelow, take(known(patient.eGFR.map { $0 < limit }), &isUnknown) { return .no }
    return isUnknown ? .unknown : .yes
  }

  /// Notes an answer; true when it is no.
  private func take(_ answer: Answer, _ isUnknown: inout Bool) -> Bool {
    if answer == .unknown { isUnknown = true }
    return answer == .no
  }

  /// Whether the patient has one of the conditions; unknown when none is asked for.
  ///
  /// A list of problems is never complete: what is not on it is unknown, not absent, unless a value rules it out.
  func answer(_ asked: ConditionSet) -> Answer {
    if !conditions.isDisjoint(with: asked) { return .yes }
    return !asked.isEmpty && asked.isSubset(of: absentConditions) ? .no : .unknown
  }

  private var isPregnant: Answer {
    if let isPregnant = patient.isPregnant { return isPregnant ? .yes : .no }
    if patient.sex == .male || isTooOldToBePregnant { return .no }
    return .unknown
  }

  private var mayNotBreastFeed: Bool { patient.sex == .male || isTooOldToBePregnant }

  private var isTooOldToBePregnant: Bool { (ageYears ?? 0) >= 60 }

  private func known(_ answer: Bool?) -> Answer {
    switch answer {
    case nil: .unknown
    case true?: .yes
    case false?: .no
    }
  }
}

/// A concern with the words of its record looked up.
struct PreparedConcern: Sendable {
  let ageFrom: Int?
  let ageTo: Int?
  let sex: Patient.Sex?
  let pregnancy: Bool
  let breastFeeding: Bool
  let condition: ConditionSet?
  /// In mL/min/1.73 m².
  let eGFRBelow: Double?

  init(_ concern: Concern, index: ConditionIndex) {
    ageFrom = concern.ageFrom
    ageTo = concern.ageTo
    sex = concern.sex.flatMap { Patient.Sex(rawValue: $0.rawValue) }
    pregnancy = concern.pregnancy
    breastFeeding = concern.breastFeeding
    condition = concern.condition.map { ConditionSet(index.number(of: $0)) }
    eGFRBelow = concern.eGFRBelow.map(Double.init)
  }
}

/// The conditions that stated ones were found to be: patients share their words. One thread at a time.
final class ConditionMemory {
  let index: ConditionIndex
  private var known: [Patient.Condition: ConditionSet] = [:]
  private var room: MemoryRoom

  init(_ index: ConditionIndex, mostBytes: Int) {
    self.index = index
    room = MemoryRoom(most: mostBytes)
  }

  /// By its words and by its codes.
  func conditions(of stated: Patient.Condition) -> ConditionSet {
    room.noteLookUps()
    if let conditions = known[stated] { return conditions }
    var conditions = index.conditions(in: stated.text)
    conditions.formUnion(index.conditions(of: stated.codes))
    if room.take(stated.text.utf8.count + stated.codes.count * 160 + 192) { known = [:] }
    known[stated] = conditions
    return conditions
  }
}
