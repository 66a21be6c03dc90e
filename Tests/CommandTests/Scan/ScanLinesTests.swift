import Foundation
import Testing

/// `scan --stdin-ndjson`: a line of input, a line of output.
@Suite struct ScanLinesTests {
  static func order(_ medicine: String, _ patient: String, id: String = "1") -> String {
    #"{"resourceType":"MedicationRequest","id":"\#(id)","status":"active","#
      + #""medicationCodeableConcept":{"text":"\#(medicine)"},"subject":{"reference":"Patient/\#(patient)"}}"#
  }

  static func bundle(_ resources: String...) -> String {
    #"{"resourceType":"Bundle","entry":["#
      + resources.map { #"{"resource":\#($0)}"# }.joined(separator: ",") + "]}"
  }

  /// For few lines: all input is written before output is read.
  private func filter(_ input: String, _ arguments: String...) throws -> Command.Answer {
    try Command.run(["scan", "--stdin-ndjson", "--today", "2026-11-24"] + arguments, input: input)
  }

  @Test func eachLineIsAnsweredInItsPlaceWhateverItHolds() throws {
    let lines = [
      Self.bundle(Self.order("quinine 300 mg", "1")),
      "[\(Self.order("warfarin", "2")),\(Self.order("aspirin", "2", id: "2"))]",
      "", #"{"a":"#, "quinine", "[\(Self.order("warfarin", "1")),\(Self.order("aspirin", "2"))]", "{}",
      Self.order("verapamil", "3"),
    ]
    let reasons: [Int: String] = [
      2: "the line is empty", 3: "not valid JSON: the document ends too early", 4: "not valid JSON",
      5: "the line holds 2 patients; each needs a line of its own",
      6: "the JSON holds no FHIR resource (an object with a 'resourceType')",
    ]
    let answer = try filter(lines.joined(separator: "\n"))
    #expect(answer.status == 2)
    let records = try records(answer.standardOutput)
    #expect(records.count == lines.count)
    for (number, record) in records.enumerated() {
      let unread = (record["unread"] as? [String: Any])?["reason"] as? String
      let expected = reasons[number]
      #expect(
        unread == expected || (number == 3 && unread?.hasPrefix("not valid JSON") == true), "\(number)")
      #expect((record["entries"] == nil) == (expected != nil))
    }
    let patients = records.compactMap { ($0["source"] as? [String: Any])?["patient"] as? String }
    #expect(patients == ["1", "2", "3"])
    #expect(answer.standardError.contains("standard input:6: error: the line holds 2 patients"))
    #expect(answer.standardError.components(separatedBy: "\n").count == reasons.count + 1)
  }

  @Test func anAnswerDependsOnItsLineAloneAndNotOnThreads() throws {
    let medicines = ["quinine", "verapamil 80 mg", "simvastatin", "zorbalix", "warfarin", "furosemide"]
    let lines = (0..<3_000).map { number in
      Self.bundle(
        Self.order(medicines[number % 6], "\(number)"),
        Self.order(medicines[number / 6 % 6], "\(number)", id: "2"))
    }
    let folder = try ScanFolder()
    try folder.write("lines", lines.joined(separator: "\n") + "\n")
    let answer = try folder.shell(
      """
      "$0" scan --stdin-ndjson --jobs 1 < lines > one 2> one.errors; one=$?
      "$0" scan --stdin-ndjson --jobs 4 < lines > four 2> four.errors; four=$?
      cat one.errors four.errors >&2
      exit $((10 * one + four))
      """)
    #expect(answer.status == 22)
    #expect(answer.standardError.isEmpty)
    #expect((try folder.bytes("one") == folder.bytes("four")) as Bool)
    let answers = String(decoding: try folder.bytes("one"), as: UTF8.self).split(separator: "\n")
    #expect(answers.count == lines.count)
    for number in [0, 1, 2_999] {
      let alone = try filter(lines[number] + "\n")
      #expect((alone.standardOutput == answers[number] + "\n") as Bool)
    }
  }

  @Test func answersComeWhileInputPauses() throws {
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = Command.executable
    process.arguments = ["scan", "--stdin-ndjson"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    for number in 0..<3 {
      try input.fileHandleForWriting.write(contentsOf: Data((Self.order("quinine", "\(number)") + "\n").utf8))
      var answer = Data()
      while answer.last != 0x0A { answer += output.fileHandleForReading.availableData }
      #expect(try records(String(decoding: answer, as: UTF8.self)).count == 1)
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
  }

  @Test func aLineWithoutEndIsPassedOverAndTheNextOneIsRead() throws {
    let folder = try ScanFolder()
    let order = Self.order("quinine", "1")
    let answer = try folder.shell(
      "(echo '\(order)'; head -c 70000000 /dev/zero | tr '\\0' ' '; echo; echo '\(order)') "
        + "| \"$0\" scan --stdin-ndjson > out")
    #expect(answer.status == 2)
    let records = try records(String(decoding: folder.bytes("out"), as: UTF8.self))
    #expect(records.map { $0["unread"] != nil } == [false, true, false])
    #expect(answer.standardError.contains("standard input:2: error: the line is longer than the limit"))
  }

  @Test(arguments: [
    ["--format", "csv"], ["--drug", "quinine"], ["--only", "interaction"], ["--min-severity", "major"],
    ["--resume", "-o", "out"], ["--input-format", "csv"], ["."],
  ])
  func whatWouldBreakALineForALineIsRefused(_ arguments: [String]) throws {
    let answer = try Command.run(["scan", "--stdin-ndjson"] + arguments)
    #expect(answer.status == 64)
  }
}
