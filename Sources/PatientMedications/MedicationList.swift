/// One patient's medicines as a file or a person wrote them down, before anything is looked up.
package struct MedicationList: Hashable, Sendable {
  package var patient: Patient
  /// In the order of the source.
  package var entries: [MedicationEntry]
  /// Lines or elements that are no entry, each with the reason: headings, allergies, prose.
  package var remarks: [Remark]

  /// Something the reader met and did not take for a medicine.
  package struct Remark: Hashable, Sendable {
    package var place: SourcePlace
    /// The words of the source. Reports only.
    package var text: String
    package var reason: Reason

    package enum Reason: String, Hashable, Sendable {
      case heading, allergy, prose, patientDetail, noKnownMedications
    }

    package init(place: SourcePlace, text: String, reason: Reason) {
      self.place = place
      self.text = text
      self.reason = reason
    }
  }

  package init(patient: Patient = Patient(), entries: [MedicationEntry] = [], remarks: [Remark] = []) {
    self.patient = patient
    self.entries = entries
    self.remarks = remarks
  }
}
