/// One patient's medicines as a file or a person wrote them down, before anything is looked up.
package struct MedicationList: Hashable, Sendable {
  package var patient: Patient
  /// In the order of the source.
  package var entries: [MedicationEntry]
  /// Lines or elements that are no entry, each with the reason: headings, allergies, prose.
  package var remarks: [Remark]
  /// What the source holds or announces and could not be read: the list may lack a medicine for each.
  package var gaps: [Gap]

  /// Something the reader met and did not take for a medicine.
  package struct Remark: Hashable, Sendable {
    package var place: SourcePlace
    /// The words of the source. Reports only.
    package var text: String
    package var reason: Reason

    package enum Reason: String, Hashable, Sendable {
      case heading, allergy, prose, patientDetail, noKnownMedications, immunization
    }

    package init(place: SourcePlace, text: String, reason: Reason) {
      self.place = place
      self.text = text
      self.reason = reason
    }
  }

  /// A part of the source that may hold a medicine and was not, or not wholly, read.
  package struct Gap: Hashable, Sendable {
    package var place: SourcePlace
    /// The words of the source, where there are any. Reports only.
    package var text: String
    /// Why, lower case, without a word of the source.
    package var reason: String

    package init(place: SourcePlace, text: String = "", reason: String) {
      self.place = place
      self.text = text
      self.reason = reason
    }
  }

  package init(
    patient: Patient = Patient(), entries: [MedicationEntry] = [], remarks: [Remark] = [], gaps: [Gap] = []
  ) {
    self.patient = patient
    self.entries = entries
    self.remarks = remarks
    self.gaps = gaps
  }
}
