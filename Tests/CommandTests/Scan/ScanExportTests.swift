import Foundation
import Testing

/// Files of lines with many patients.
@Suite struct ScanExportTests {
  private func order(_ patient: String, _ text: String) -> String {
    "{\"resourceType\":\"MedicationRequest\",\"status\":\"active\",\"medicationCodeableConcept\":{\"text\":\"\(text)\"},"
      + "\"subject\":{\"reference\":\"Patient/\(patient)\"}}\n"
  }

  private func writeExport(_ folder: ScanFolder, _ names: (patients: String, orders: String, more: String))
    throws
  {
    try folder.write(
      names.orders, order("p1", "quinine 300 mg") + order("p2", "paracetamol") + order("p3", "zorbalix"))
    try folder.write(names.more, order("p3", "simvastatin") + order("p1", "amiodarone 200 mg"))
    try folder.write(
      names.patients,
      "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"birthDate\":\"1950-01-01\",\"gender\":\"female\"}\n")
  }

  private func records(_ answer: Command.Answer) throws -> [[String: Any]] {
    try answer.standardOutput.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func texts(_ record: [String: Any]) -> [String] {
    (record["entries"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
  }

  private func patient(_ record: [String: Any]) -> String? {
    (record["source"] as? [String: Any])?["patient"] as? String
  }

  @Test func aPatientOfABulkExportGetsOneAnswer() throws {
    let folder = try ScanFolder()
    try writeExport(
      folder, ("in/Patient.ndjson", "in/MedicationRequest.000.ndjson", "in/MedicationRequest.001.ndjson"))
    try folder.write("in/Encounter.ndjson", "{\"resourceType\":\"Encounter\",\"id\":\"e\"}\n")
    try folder.write("in/note.txt", "furosemide\n")
    let one = try folder.scan("in", "--jobs", "1")
    let four = try folder.scan("in", "--jobs", "4")
    #expect(one.standardOutput == four.standardOutput)
    let records = try records(one)
    #expect(records.map(patient) == ["p1", "p2", "p3", nil])
    #expect(
      records.map(texts) == [
        ["quinine 300 mg", "amiodarone 200 mg"], ["paracetamol"], ["zorbalix", "simvastatin"], ["furosemide"],
      ])
    let places = (records[2]["entries"] as? [[String: Any]] ?? []).map {
      "\($0["file"] ?? ""):\($0["line"] ?? "")"
    }
    #expect(places == ["MedicationRequest.000.ndjson:3", "MedicationRequest.001.ndjson:1"])
    let kinds = (records[0]["findings"] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }
    #expect(kinds.contains("interaction"))
    #expect((records[0]["source"] as? [String: Any])?["path"] as? String == "in")
    #expect(one.status == 2)
  }

  @Test func filesOfOtherNamesAreGatheredOnlyWhereAsked() throws {
    let folder = try ScanFolder()
    try writeExport(folder, ("in/a.ndjson", "in/b.ndjson", "in/c.ndjson"))
    #expect(try records(try folder.scan("in")).count == 6)
    let together = try records(try folder.scan("in", "--together"))
    #expect(together.map(patient) == ["p2", "p1", "p3"])
    #expect(together.map { texts($0).count } == [1, 2, 2])
  }

  @Test func foldersAreExportsOfTheirOwn() throws {
    let folder = try ScanFolder()
    for name in ["in/a", "in/b"] {
      try writeExport(
        folder,
        ("\(name)/Patient.ndjson", "\(name)/MedicationRequest.1.ndjson", "\(name)/MedicationRequest.2.ndjson")
      )
    }
    #expect(try records(try folder.scan("in")).map(patient) == ["p1", "p2", "p3", "p1", "p2", "p3"])
  }

  /// Larger files are read in pieces, by several threads: what comes of it is what `check` says of the file whole.
  @Test func piecesMakeTheWhole() throws {
    let folder = try ScanFolder()
    var text = "\u{FEFF}"
    let medicines = [
      "quinine 300 mg", "digoxin 0.125 mg", "warfarin", "furosemide 40 mg", "zorbalix", "simvastatin",
    ]
    // Lines of a usual length.
    let padded = ("\"status\"", "\"note\":\"\(String(repeating: "z", count: 700))\",\"status\"")
    var number = 0
    while text.utf8.count < 5 << 20 {
      number += 1
      text += order("p\(number * 7 % 400)", medicines[number * 5 % medicines.count]).replacing(
        padded.0, with: padded.1)
      if number == 1000 { text += "{\"broken\": \n\r\n" }
      // A line that is longer than a piece.
      if number == 2000 {
        text += order("p1", "aspirin").replacing(
          "\"status\"", with: "\"x\":\"\(String(repeating: "y", count: 3 << 20))\",\"status\"")
      }
    }
    try folder.write("all.ndjson", text)
    let whole = try Command.run(["check", "--format", "json", "all.ndjson"], in: folder.url)
    for jobs in ["1", "3"] {
      let scanned = try folder.scan("all.ndjson", "--jobs", jobs)
      let isSame = scanned.standardOutput == whole.standardOutput
      #expect(isSame)
      #expect(scanned.status == whole.status)
    }
    #expect(whole.standardOutput.utf8.count { $0 == 0x0A } == 401)
  }

  @Test func aFileThatCannotBeReadIsAGapOfTheExport() throws {
    let folder = try ScanFolder()
    try writeExport(
      folder, ("in/Patient.ndjson", "in/MedicationRequest.000.ndjson", "in/MedicationRequest.001.ndjson"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/in/MedicationRequest.002.ndjson", withDestinationPath: "nowhere")
    let answer = try folder.scan("in", "in/MedicationRequest.002.ndjson")
    #expect(answer.status == 2)
    #expect(answer.standardError.contains("in/MedicationRequest.002.ndjson: error: "))
    #expect(try records(answer).count == 3)
  }

  @Test func linesOfStandardInputAreReadInPiecesToo() throws {
    let folder = try ScanFolder()
    let lines = (0..<4000).map {
      order("p\($0 * 7 % 900)", $0 % 3 == 0 ? "quinine 300 mg" : "medicine \($0 % 50)")
    }
    try folder.write("all.ndjson", lines.joined())
    let answer = try folder.shell(
      """
      cat all.ndjson | "$0" scan - --today 2026-11-24 --jobs 1 > one 2> one.errors; one=$?
      cat all.ndjson | "$0" scan - --today 2026-11-24 --jobs 3 > three 2> three.errors; three=$?
      "$0" scan all.ndjson --today 2026-11-24 > file 2> file.errors; file=$?
      cat all.ndjson | "$0" scan - --memory 20K --spill-dir . > short 2> short.errors; short=$?
      head -c 300000 all.ndjson | "$0" scan - > cut 2> /dev/null; cut=$?
      cat short.errors >&2
      [ $one$three$file$short$cut = 111652 ]
      """)
    #expect(answer.status == 0)
    #expect(
      answer.standardError.contains(
        "standard input: error: its patients need more than --memory, and standard input"))
    let isSame = try folder.bytes("one") == folder.bytes("three")
    #expect(isSame)
    let piped = String(decoding: try folder.bytes("one"), as: UTF8.self)
    let filed = String(decoding: try folder.bytes("file"), as: UTF8.self)
    let isSameButForThePath =
      piped == filed.replacing("\"path\":\"all.ndjson\"", with: "\"path\":\"-\"")
    #expect(isSameButForThePath)
    #expect(piped.split(separator: "\n").count == 900)
    // The line that was cut is told, not lost.
    #expect(String(decoding: try folder.bytes("cut"), as: UTF8.self).contains("\"gaps\""))
  }
}
