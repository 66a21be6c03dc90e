import PatientMedications

@testable import MedicationReaders

/// Notes of a pharmacy: a title, the patient, one medicine a line; a cross marks those that were stopped.
///
///     PHARMACY NOTE
///     Patient: 4711
///     quinine sulfate 324 mg
///     x ibuprofen 400 mg
extension MedicationFormat {
  static let pharmacyNote = MedicationFormat(
    id: "pharmacy-note", summary: "notes of a pharmacy",
    recognises: { start in start.text.starts(with: "PHARMACY NOTE".utf8) },
    read: { bytes, _ throws(MedicationFileError) in
      var list = MedicationList()
      for line in try TextLines.of(bytes).dropFirst() {
        let place = SourcePlace(line: line.number)
        switch ReadableLine.read(line.bytes) {
        case .unreadable(let reason):
          list.entries.append(MedicationEntry(text: "", status: .unreadable(reason: reason), place: place))
        case .text(let text), .beginning(let text):
          if text.hasPrefix("Patient: ") {
            list.patient.identifier = String(text.dropFirst(9))
          } else if text.hasPrefix("x ") {
            list.entries.append(
              MedicationEntry(text: String(text.dropFirst(2)), status: .inactive(.stopped), place: place))
          } else if !text.isEmpty {
            list.entries.append(MedicationEntry(text: text, place: place))
          }
        }
      }
      guard !list.entries.isEmpty else {
        throw MedicationFileError(.empty("the note names no medicine"), line: 1)
      }
      return [list]
    })
}
