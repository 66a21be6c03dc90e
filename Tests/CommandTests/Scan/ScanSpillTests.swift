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
