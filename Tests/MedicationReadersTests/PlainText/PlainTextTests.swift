import PatientMedications
import Testing

@testable import MedicationReaders

@Suite struct PlainTextTests {
  struct Line: CustomTestStringConvertible {
    var line: String
    var text: String
    var status = MedicationEntry.Status.active
    var started: PartialDate?
    var stopped: PartialDate?
    var dose: String?
    var indication: String?
    var testDescription: String { line }
  }

  @Test(arguments: [
    Line(line: "warfarin 5 mg", text: "warfarin 5 mg"),
    Line(line: "  •  warfarin", text: "warfarin"),
    Line(line: "12) warfarin", text: "warfarin"),
    Line(line: "- [x] warfarin", text: "warfarin"),
    Line(line: "2.5 mg warfarin", text: "2.5 mg warfarin"),
    Line(line: "Rx: warfarin", text: "warfarin"),
    Line(
      line: "quinine — 324 mg — since 2023-05", text: "quinine — 324 mg",
      started: PartialDate(year: 2023, month: 5)),
    Line(
      line: "Lipitor 20 mg (started March 2021)", text: "Lipitor 20 mg",
      started: PartialDate(year: 2021, month: 3)),
    Line(
      line: "ibuprofen 400 mg - stopped 2024-01-05", text: "ibuprofen 400 mg", status: .inactive(.stopped),
      stopped: PartialDate(year: 2024, month: 1, day: 5), dose: "2024-01-05"),
    Line(line: "stop Atorvastatin 20mg", text: "Atorvastatin 20mg", status: .inactive(.stopped)),
    Line(line: "d/c furosemide", text: "furosemide", status: .inactive(.stopped)),
    Line(
      line: "amlodipine 5 mg (discontinued)", text: "amlodipine 5 mg", status: .inactive(.stopped)),
    Line(line: "Held: lisinopril", text: "lisinopril", status: .inactive(.onHold)),
    Line(line: "no aspirin", text: "aspirin", status: .inactive(.negated)),
    Line(line: "norethindrone 5 mg", text: "norethindrone 5 mg"),
    Line(line: "stopain cream", text: "stopain cream"),
    Line(
      line: "HCTZ 25 mg for leg cramps", text: "HCTZ 25 mg for leg cramps", indication: "leg cramps"),
    Line(line: "amoxicillin for 7 days", text: "amoxicillin for 7 days"),
  ])
  func aLineIsAnEntry(_ expected: Line) throws {
    let entries = try list(expected.line + "\n").entries
    #expect(
      entries == [
        MedicationEntry(
          text: expected.text, status: expected.status, started: expected.started, stopped: expected.stopped,
          doseText: expected.dose, indication: expected.indication, place: SourcePlace(line: 1))
      ])
  }

  @Test(arguments: [
    ("enalapril stopped, switched to losartan 50 mg", "enalapril", "losartan 50 mg"),
    ("stop simvastatin 40 mg, start rosuvastatin 10 mg", "simvastatin 40 mg", "rosuvastatin 10 mg"),
  ])
  func whatTakesThePlaceOfAStoppedMedicineIsTaken(_ line: String, _ stopped: String, _ taken: String) throws {
    let list = try list(line)
    #expect(list.inactive == [stopped: .stopped])
    #expect(list.activeTexts == [taken])
  }

  @Test(arguments: [
    ("Current medications:", MedicationList.Remark.Reason.heading),
    ("Allergies: penicillin, sulfa", .allergy),
    ("NKDA", .allergy),
    ("allergic to codeine", .allergy),
    ("Patient: Roe, age 72 f", .patientDetail),
    ("No known medications", .noKnownMedications),
    ("Kind regards,", .prose),
    ("# warfarin", .heading),
  ])
  func aLineIsARemark(_ line: String, _ reason: MedicationList.Remark.Reason) throws {
    let list = try list(line + "\nwarfarin")
    #expect(list.remarks.map(\.reason) == [reason])
    #expect(list.activeTexts == ["warfarin"])
  }

  @Test func patientDetailsAreRead() throws {
    let patient = try list(
      """
      Patient: Jane Roe, age 72 f
      DOB: 1953-04-02
      eGFR: 42
      PMH: hypertension, heart failure
      Allergies: penicillin
      allergic to codeine
      warfarin
      """
    ).patient
    #expect(patient.ageYears == 72)
    #expect(patient.birthDate == PartialDate(year: 1953, month: 4, day: 2))
    #expect(patient.eGFR == 42)
    #expect(patient.conditions.map(\.text) == ["hypertension", "heart failure"])
    #expect(patient.allergies == ["penicillin", "codeine"])
  }

  @Test func indentedDirectionsBelongToTheEntryAbove() throws {
    let list = try list("Lipitor 20 mg\n   take one at night\n   for cholesterol\nwarfarin\n")
    #expect(list.entries.map(\.text) == ["Lipitor 20 mg", "warfarin"])
    #expect(list.entries[0].doseText == "take one at night for cholesterol")
    #expect(list.entries[0].indication == "cholesterol")
  }

  @Test func sectionsSayWhatTheirLinesAre() throws {
    let list = try list(
      "Stopped medications:\nwarfarin\nMedications:\naspirin\nAllergies:\npenicillin\n\nquinine")
    #expect(list.inactive == ["warfarin": .stopped])
    #expect(list.activeTexts == ["aspirin", "quinine"])
    #expect(list.patient.allergies == ["penicillin"])
  }

  @Test(arguments: [
    "a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\u{0B}b\u{0C}c", "a\u{85}b\u{2028}c", "a\u{2029}b\nc\n",
    "\u{FEFF}a\nb\nc",
  ])
  func everyLineEndCounts(_ text: String) throws {
    let list = try list(text, format: "text")
    #expect(list.entries.map(\.text) == ["a", "b", "c"])
    #expect(list.entries.map(\.place.line) == [1, 2, 3])
  }

  @Test(arguments: [true, false])
  func utf16WithItsMarkIsRead(isLittle: Bool) throws {
    let units = Array("\u{FEFF}warfarin\r\naspirin\r\n".utf16)
    let bytes = units.flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isLittle ? pair : pair.reversed()
    }
    #expect(try MedicationReader.read(bytes)[0].activeTexts == ["warfarin", "aspirin"])
    #expect(refusal(Array(bytes.dropLast()))?.kind == .encoding("the last UTF-16 character is cut in half"))
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let bytes = Array("warfarin\nfuros".utf8) + [0xE9] + Array("mide\naspirin\n".utf8)
    let list = try MedicationReader.read(bytes)[0]
    #expect(list.activeTexts == ["warfarin", "aspirin"])
    #expect(list.entries[1].status == .unreadable(reason: "not valid UTF-8"))
    let marks = String(repeating: "\u{301}", count: 9)
    #expect(try MedicationReader.read(Array("a\(marks)b".utf8))[0].unreadableLines == [1])
    #expect(try MedicationReader.read(Array("a\(marks.dropLast())b".utf8))[0].unreadableLines == [])
  }

  @Test func aLongLineIsReadAtItsBeginningAndSaysSo() throws {
    let list = try list("warfarin 5 mg " + String(repeating: "x", count: 10_000))
    #expect(list.activeTexts == ["warfarin 5 mg"])
    #expect(list.gaps.map(\.place.line) == [1])
  }

  @Test func aRaisedDigitIsNoDose() throws {
    #expect(try list("warfarin 10² mg").gaps.map(\.text) == ["warfarin 10² mg"])
    #expect(try list("carmustine 100 mg/m²").gaps == [])
  }

  @Test(
    arguments: [
      ([], MedicationFileError.Kind.empty("the file is empty")),
      (Array(" \n\t\r\n".utf8), .empty("the file is empty")),
      ([0xFF, 0xFE], .empty("the file is empty")), ([0xFE, 0xFF], .empty("the file is empty")),
      ([0xFF, 0xFE, 0x0A, 0x00], .empty("the file is empty")),
      ([0xEF, 0xBB, 0xBF, 0x0A], .empty("the file is empty")),
      ([0x1F, 0x8B, 0x08], .unsupported("this is a gzip file; unpack it first")),
      (
        Array("war\u{0}farin".utf8),
        .encoding("a zero byte: this is no text, or UTF-16 without its mark; save the file as UTF-8")
      ),
    ] as [([UInt8], MedicationFileError.Kind)])
  func whatIsNoListIsRefused(_ bytes: [UInt8], _ kind: MedicationFileError.Kind) {
    #expect(refusal(bytes)?.kind == kind)
  }
}
