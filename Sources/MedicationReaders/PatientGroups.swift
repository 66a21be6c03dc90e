import PatientMedications

/// The patients of one file, in the order in which they first appear.
struct PatientGroups {
  var lists: [MedicationList] = []
  private var indices: [String?: Int] = [:]

  /// The patient's place in `lists`; a new list for a new identifier.
  mutating func index(of identifier: String?) -> Int {
    if let index = indices[identifier] { return index }
    var patient = Patient()
    patient.identifier = identifier
    indices[identifier] = lists.count
    lists.append(MedicationList(patient: patient))
    return lists.count - 1
  }
}

extension Patient {
  /// Takes over what is not known yet, and conditions and allergies that are new.
  mutating func fill(from other: Patient) {
    ageYears = ageYears ?? other.ageYears
    birthDate = birthDate ?? other.birthDate
    sex = sex ?? other.sex
    isPregnant = isPregnant ?? other.isPregnant
    eGFR = eGFR ?? other.eGFR
    potassium = potassium ?? other.potassium
    magnesium = magnesium ?? other.magnesium
    conditions += other.conditions.filter { !conditions.contains($0) }
    allergies += other.allergies.filter { !allergies.contains($0) }
  }
}
