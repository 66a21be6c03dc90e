import PatientMedications
import Testing

@testable import MedicationReaders

@Suite struct HL7v2Tests {
  private let head =
    "MSH|^~\\&|A|B|C|D|20260102||RDE^O11^RDE_O11|1|P|2.5\rPID|1||77^^^X^MR||Roe||19500301|F\r"

  @Test(arguments: ["\r", "\n", "\r\n"])
  func segmentsEndAsTheyPlease(_ end: String) throws {
    let message =
      head
      + "ORC|NW|1\rRXE||308191^amoxicillin 500 MG Oral Capsule^RXNORM|1||caps||^3 times daily\rRXR|PO^oral\r"
    let list = try list(message.replacing("\r", with: end))
    #expect(list.patient.identifier == "77")
    #expect(list.patient.sex == .female)
    #expect(list.patient.birthDate == PartialDate(year: 1950, month: 3, day: 1))
    #expect(
      list.entries == [
        MedicationEntry(
          text: "amoxicillin 500 MG Oral Capsule",
          codes: [
            MedicationCode(system: .rxcui, value: "308191", display: "amoxicillin 500 MG Oral Capsule")
          ],
          doseText: "1 caps 3 times daily oral", place: SourcePlace(line: 4, path: "RXE"))
      ])
  }

  @Test func otherMarksAndEscapesAreRead() throws {
    let list = try list(
      "MSH#*~!&#A#B\rPID#1##5\rRXO#1*a!F!b!S!c!T!d!R!e!E!f!X41!!H!g!.br!h*L\r", format: "hl7v2")
    #expect(list.entries.map(\.text) == ["a#b*c&d~e!fAg h"])
    #expect(list.patient.identifier == "5")
  }

  @Test func theNameThatSaysMostIsTaken() throws {
    let list = try list(head + "RXO|1^250 mg capsule^GPI^2^Ampicillin 250 mg caps^NDC\r")
    #expect(list.activeTexts == ["Ampicillin 250 mg caps"])
    #expect(list.entries[0].codes.map(\.system) == [.other("GPI"), .ndc])
  }

  @Test(arguments: [
    ("NW", MedicationEntry.Status.active), ("RO", .active), ("CA", .inactive(.cancelled)),
    ("DC", .inactive(.stopped)), ("HD", .inactive(.onHold)), ("SC||||CM", .inactive(.completed)),
    ("SC||||ER", .inactive(.enteredInError)),
  ])
  func ordersSayWhetherTheyStand(_ order: String, _ status: MedicationEntry.Status) throws {
    #expect(try list(head + "ORC|\(order)\rRXO|1^warfarin^L\r").entries.map(\.status) == [status])
  }

  @Test func timingBelongsToTheMedicineBeforeOrAfterIt() throws {
    let list = try list(
      head + "ORC|NW\rTQ1|1||||||20230517|20230601\rRXO|^warfarin\rORC|NW\rRXE||^aspirin\rTQ1|1||||||202201\r"
    )
    #expect(list.entries.map { $0.started?.iso8601 } == ["2023-05-17", "2022-01"])
    #expect(list.entries.map { $0.stopped?.iso8601 } == ["2023-06-01", nil])
  }

  @Test func additivesThatNobodyNamesAreMedicines() throws {
    let list = try list(
      head + "RXE||^Dextrose 5 % 1000 mL\rRXC|B|^Dextrose 5 %\rRXC|A|^Potassium chloride 20 mEq\r"
        + "RXE||^niCARdipine in NaCl\rRXC|A|^NICARDIPINE 40 MG\r")
    #expect(
      list.activeTexts == ["Dextrose 5 % 1000 mL", "niCARdipine in NaCl", "Potassium chloride 20 mEq"])
  }

  @Test func allergiesProblemsAndResultsAreThePatients() throws {
    let list = try list(
      head + "AL1|1|DA|70618^Penicillin^RXNORM\rDG1|1||I50.9^Heart failure^I10\r"
        + "OBX|1|NM|2823-3^Potassium^LN||3.1|mmol/L\rOBX|2|NM|33914-3^eGFR^LN||41\rOBX|3|NM|19123-9^Mg^LN||1.7|mg/dL\r"
        + "RXO|^warfarin\r")
    #expect(list.patient.allergies == ["Penicillin"])
    #expect(list.remarks.map(\.reason) == [.allergy])
    #expect(list.patient.conditions.map(\.text) == ["Heart failure"])
    #expect(list.patient.conditions[0].codes.map(\.system) == [.icd10])
    #expect(list.patient.potassium == 3.1)
    #expect(list.patient.eGFR == 41)
    #expect(list.patient.magnesium == 0.7)
    #expect(list.activeTexts == ["warfarin"])
  }

  @Test func severalMessagesAreSeveralPatients() throws {
    let one = head + "RXO|^warfarin\r"
    let other = one.replacing("77^", with: "88^").replacing("warfarin", with: "aspirin")
    let lists = try lists(one + other + one)
    #expect(lists.map(\.patient.identifier) == ["77", "88"])
    #expect(lists.map(\.activeTexts) == [["warfarin", "warfarin"], ["aspirin"]])
  }

  @Test func latin1IsReadWhereItIsStated() throws {
    let stated = Array((head.replacing("|2.5", with: "|2.5||||||8859/1") + "RXO|^furos").utf8)
    #expect(
      try MedicationReader.read(stated + [0xE9] + Array("mide\r".utf8))[0].activeTexts == ["furosémide"])
    let unstated = Array((head + "RXO|^furos").utf8)
    #expect(try MedicationReader.read(unstated + [0xE9] + Array("mide\r".utf8))[0].unreadableLines == [3])
  }

  @Test func anAdditiveWithoutANameIsNotLost() throws {
    let list = try list(head + "RXO|1^quinine^NDC\rRXC|1^quiE\r")
    #expect(list.entries.count == 2)
    #expect(list.unreadableLines.count == 1)
  }

  @Test func aPatientWithoutMedicinesAmongOthersIsNoPatientWhoTakesNone() throws {
    let other = head.replacing("77^^^X", with: "78^^^X")
    let lists = try MedicationReader.read(
      Array((head + "RXO|1^quinine^NDC\r" + other).utf8), format: "hl7v2", today: nil)
    #expect(lists.map(\.entries.count) == [1, 0])
    #expect(lists.map(\.gaps.count) == [0, 1])
  }

  @Test func aSegmentWithoutANameIsNotLost() throws {
    #expect(try list(head + "RXO||2\r").unreadableLines == [3])
  }

  @Test(arguments: [
    ("PID|1||77\rRXO|^warfarin\r", 1, "a segment before the first MSH segment"),
    ("MSH|^~\\&|A\rRXO|^warfarin\rand more words\r", 3, "a line that is no segment"),
    ("MSH|^~\\&|A\rPID|1||5\r", 1, "the messages hold no medication segment (RXO, RXE or RXD)"),
    ("MSH|||\rRXO|^warfarin\r", 1, "the MSH segment does not state its marks"),
  ])
  func whatIsNoOrderIsRefused(_ message: String, _ line: Int, _ reason: String) {
    let error = refusal(Array(message.utf8), format: "hl7v2")
    #expect(error?.reason == reason)
    #expect(error?.line == line)
  }
}
