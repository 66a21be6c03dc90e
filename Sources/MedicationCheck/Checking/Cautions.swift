import DrugCatalog

/// Cautions of cramp treatments on a list, and those of the labels of other medicines.
extension ListChecker {
  /// Every caution of a treatment on the list that concerns, or may concern, this patient. Cautions of other
  /// countries stay, with the country named: a regulator's warning does not end at its border.
  func addCautions(
    _ list: CheckedList, _ patient: PatientFacts, _ roles: [CrampRole], to findings: inout [Finding]
  ) {
    for (place, role) in roles.enumerated() {
      for caution in role.cautions {
        guard let point = caution.point(patient) else { continue }
        let entries =
          point.drugs.count == 1
          ? list.drugs[place].entries
          : list.entries(of: point.drugs.compactMap { row in list.drugs.firstIndex { $0.drug.row == row } })
        findings.append(Finding(point, entries: entries))
      }
    }
  }
}
