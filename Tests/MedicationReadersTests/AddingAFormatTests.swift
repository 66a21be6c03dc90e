import Foundation
import PatientMedications
import Testing

@testable import MedicationReaders

/// The page on adding a format shows a file that works as it stands.
@Suite struct AddingAFormatTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The lines of the page that are code: indented by four.
  private func code(of page: String) -> String {
    page.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("    ") }
      .map { $0.dropFirst(4) }.joined(separator: "\n")
  }

  @Test func thePageShowsTheFile() throws {
    let page = try String(
      contentsOf: Self.folder.appending(
        path: "../../Sources/crampcheck/crampcheck.docc/AddingAPatientFormat.md"
      ).standardizedFileURL, encoding: .utf8)
    let file = try String(contentsOf: Self.folder.appending(path: "PharmacyNote.swift"), encoding: .utf8)
    let body = file.components(separatedBy: "@testable import MedicationReaders\n\n").last ?? ""
    #expect(!body.isEmpty && code(of: page).contains(body.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test func theFormatReads() throws {
    let note = "PHARMACY NOTE\r\nPatient: 4711\r\nquinine sulfate 324 mg\r\nx ibuprofen 400 mg\r\n"
    let bytes = Array(note.utf8)
    #expect(MedicationFormat.pharmacyNote.recognises(FileStart(bytes)))
    // What other formats are known by it has not: its one line may stand anywhere before plain text.
    #expect(MedicationReader.formats.filter { $0.recognises(FileStart(bytes)) }.map(\.id) == ["text"])
    let list = try #require(try MedicationFormat.pharmacyNote.read(bytes, nil).first)
    #expect(list.patient.identifier == "4711")
    #expect(list.activeTexts == ["quinine sulfate 324 mg"])
    #expect(list.inactive == ["ibuprofen 400 mg": .stopped])
    #expect(throws: MedicationFileError.self) {
      try MedicationFormat.pharmacyNote.read(Array("PHARMACY NOTE\n".utf8), nil)
    }
    let unreadable = try MedicationFormat.pharmacyNote.read(Array("PHARMACY NOTE\n".utf8) + [0xFF], nil)
    #expect(unreadable[0].unreadableLines == [2])
  }
}
