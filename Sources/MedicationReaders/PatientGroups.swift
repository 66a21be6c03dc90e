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
