import DrugCatalog
import PatientMedications

/// What is known about a patient, in the catalog's terms.
struct PatientFacts {
  let patient: Patient
  let ageYears: Int?
  /// Conditions of the catalog that the patient is recorded to have.
  let conditions: Set<Condition.ID>

  /// The answer to whether something holds of a patient.
  enum Answer {
    case yes, no, unknown
  }

  init(_ patient: Patient, today: PartialDate, catalog: Catalog) {
    ageYears = patient.ageYears ?? patient.birthDate.flatMap { Self.age(from: $0, to: today) }
    conditions = Self.conditions(of: patient, in: catalog)
    var patient = patient
    patient.ageYears = ageYears
    self.patient = patient
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

  private static func conditions(of patient: Patient, in catalog: Catalog) -> Set<Condition.ID> {
    guard !patient.conditions.isEmpty else { return [] }
    let known = catalog.conditions
    var found: Set<Condition.ID> = []
    for stated in patient.conditions {
      let key = NameKey.loose(NameKey.fold(stated.text))
      for condition in known where condition.isMeant(byKey: key) || condition.isMeant(by: stated.codes) {
        found.insert(condition.id)
      }
    }
    return found
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
    if let condition = concern.condition {
      // A list of problems is never complete: what is not on it is unknown, not absent.
      answers.append(conditions.contains(condition) ? .yes : .unknown)
    }
    if let limit = concern.eGFRBelow { answers.append(known(patient.eGFR.map { $0 < Double(limit) })) }
    if answers.contains(.no) { return .no }
    return answers.contains(.unknown) ? .unknown : .yes
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

extension Condition {
  func isMeant(byKey key: [UInt8]) -> Bool {
    guard !key.isEmpty else { return false }
    return ([name] + aliases).contains { NameKey.loose(NameKey.fold($0)) == key }
  }

  func isMeant(by codes: [MedicationCode]) -> Bool {
    codes.contains { code in
      switch code.system {
      case .snomed: snomedCodes.contains(code.value)
      case .icd10: icd10Codes.contains { code.value.hasPrefix($0) }
      default: false
      }
    }
  }
}
