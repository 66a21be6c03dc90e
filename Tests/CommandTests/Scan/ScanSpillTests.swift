import Foundation
import Testing

/// Exports that need more memory than they may take.
@Suite struct ScanSpillTests {
  /// 300 patients over two files, with a line that cannot be read and an order that names nobody.
  private static func folder() throws -> ScanFolder {
    let medicines = ["quinine 300 mg", "verapamil", "simvastatin", "zorbalix", "warfarin", "furosemide"]
    var lines = (0..<2_000).map { number in
      ScanLinesTests.order(medicines[number % 6], "p\(number * 37 % 300)", id: "\(number)")
    }
    lines.insert("{", at: 700)
    lines.insert(
      #"{"resourceType":"MedicationRequest","medicationCodeableConcept":{"text":"digoxin"}}"#, at: 900)
    let folder = try ScanFolder()
    try folder.write("in/MedicationRequest.0.ndjson", lines[..<1_200].joined(separator: "\n"))
    try folder.write("in/MedicationRequest.1.ndjson", lines[1_200...].joined(separator: "\n"))
    try folder.write(
      "in/Patient.ndjson",
      (0..<300).map { #"{"resourceType":"Patient","id":"p\#($0)","birthDate":"19\#(30 + $0 % 60)"}"# }.joined(
        separator: "\n"))
    try folder.write("room/keep", "")
    return folder
  }

  @Test(arguments: [[], ["--drug", "quinine"], ["--format", "csv", "--min-severity", "major"]])
  func theResultsAreTheSameWhenTheyWaitInFiles(_ options: [String]) throws {
    let folder = try Self.folder()
    let options = ["scan", "in", "--today", "2026-11-24"] + options
    _ = try Command.run(options + ["-o", "whole", "--summary", "whole.json"], in: folder.url)
    for memory in ["200K", "64K"] {
      let answer = try Command.run(
        options + ["-o", "out", "--summary", "out.json", "--memory", memory, "--spill-dir", "room"],
        in: folder.url)
      #expect(answer.status == 2)
      #expect((try folder.bytes("out") == folder.bytes("whole")) as Bool)
      #expect((try folder.bytes("out.json") == folder.bytes("whole.json")) as Bool)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path() + "/room") == ["keep"])
    }
  }

  /// Whether a dispense repeats an order hangs on all orders, whoever has them, and wherever they stand.
  @Test func suppliesKnowTheOrdersOfOtherParts() throws {
    let folder = try ScanFolder()
    let medicines = ["quinine 300 mg", "verapamil", "simvastatin", "warfarin"]
    func reference(_ key: String, _ name: String) -> String { #""\#(name)":{"reference":"\#(key)"}"# }
    let orders = (0..<6_000).map { number in
      ScanLinesTests.order(medicines[number % 4], "p\(number * 37 % 300)", id: "\(number)")
    }
    // Of an order of another patient, of one that nobody has, of the patient's own.
    let supplies = (0..<1_500).map { number in
      let order = [number * 4, number + 9_000, number][number % 3]
      return #"{"resourceType":"MedicationDispense","medicationCodeableConcept":{"text":"furosemide"},"#
        + reference("Patient/p\(number * 37 % 300)", "subject") + ","
        + #""authorizingPrescription":[{"reference":"MedicationRequest/\#(order)"}]}"#
    }
    let lists = (0..<20).map { number in
      #"{"resourceType":"List",\#(reference("Patient/p\(number)", "subject")),"entry":["#
        + [number * 300, number + 7_000].map { #"{"item":{"reference":"MedicationRequest/\#($0)"}}"# }
        .joined(separator: ",") + "]}"
    }
    try folder.write("in/List.ndjson", lists.joined(separator: "\n"))
    try folder.write("in/MedicationDispense.ndjson", supplies[..<900].joined(separator: "\n"))
    try folder.write("in/MedicationRequest.ndjson", orders.joined(separator: "\n"))
    try folder.write("in/MedicationZ.MedicationDispense.ndjson", supplies[900...].joined(separator: "\n"))
    try folder.write("room/keep", "")
    let whole = try folder.scan("in", "-o", "whole")
    for memory in ["200K", "64K"] {
      let parts = try folder.scan("in", "-o", "parts", "--memory", memory, "--spill-dir", "room")
      #expect(parts.status == whole.status)
      #expect(!parts.standardError.contains("--memory"))
      #expect((try folder.bytes("parts") == folder.bytes("whole")) as Bool)
    }
    let text = String(decoding: try folder.bytes("whole"), as: UTF8.self)
    #expect(text.components(separatedBy: #""text":"furosemide""#).count - 1 == 500)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path() + "/room") == ["keep"])
  }

  /// There may be a Medication resource for each order.
  @Test func partsFindTheMedicationsThatTheyReferTo() throws {
    let folder = try ScanFolder()
    let medicines = ["quinine 300 mg", "verapamil", "simvastatin", "warfarin"]
    func medication(_ number: Int, _ medicine: String) -> String {
      #"{"resourceType":"Medication","id":"m\#(number)","code":{"text":"\#(medicine)"}}"#
    }
    // Some stand twice: the later counts.
    var medications = (0..<2_000).map { medication($0, medicines[$0 % 4]) }
    medications += (0..<200).map { medication($0 * 10, "furosemide") }
    let orders = (0..<2_400).map { number in
      #"{"resourceType":"MedicationRequest","subject":{"reference":"Patient/p\#(number * 37 % 300)"},"#
        + #""medicationReference":{"reference":"Medication/m\#(number)"}}"#
    }
    let list =
      #"{"resourceType":"List","subject":{"reference":"Patient/p7"},"entry":["#
      + (0..<50).map { #"{"item":{"reference":"Medication/m\#($0)"}}"# }.joined(separator: ",") + "]}"
    try folder.write("in/List.ndjson", list)
    try folder.write("in/Medication.ndjson", medications.joined(separator: "\n"))
    try folder.write("in/MedicationRequest.ndjson", orders.joined(separator: "\n"))
    let whole = try folder.scan("in", "-o", "whole")
    let parts = try folder.scan("in", "-o", "parts", "--memory", "64K", "--spill-dir", ".")
    #expect(parts.status == whole.status)
    #expect(!parts.standardError.contains("--memory"))
    #expect((try folder.bytes("parts") == folder.bytes("whole")) as Bool)
    let text = String(decoding: try folder.bytes("whole"), as: UTF8.self)
    #expect(text.components(separatedBy: #""text":"furosemide""#).count - 1 == 205)
  }

  @Test func withoutAFolderTheScanStopsWithAdvice() throws {
    let folder = try Self.folder()
    let advice = try folder.scan("in", "--memory", "20K")
    #expect(advice.status == 2)
    #expect(advice.standardOutput.isEmpty)
    #expect(
      advice.standardError.hasPrefix(
        "in: error: its patients need more than --memory; allow more, or name a folder with --spill-dir\n")
    )
    #expect(try folder.scan("in", "--memory", "64K", "--spill-dir", "none").status == 73)
    #expect(try folder.scan("in", "--memory", "some").status == 64)
    #expect(try folder.scan("in", "--spill-dir", "room").status == 64)
  }

  @Test func onePatientWhoNeedsTooMuchIsTold() throws {
    let folder = try ScanFolder()
    try folder.write(
      "in/MedicationRequest.ndjson",
      (0..<3_000).map { ScanLinesTests.order("quinine", "1", id: "\($0)") }.joined(separator: "\n"))
    let answer = try folder.scan("in", "--memory", "4K", "--spill-dir", ".")
    #expect(answer.status == 2)
    #expect(answer.standardError.contains("needs more than --memory"))
  }
}
