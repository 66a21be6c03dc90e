import Foundation
import Testing

@Suite struct ScanOutputTests {
  @Test func aKilledScanGoesOnWhereItWas() throws {
    let folder = try ScanFolder()
    try folder.writeLists(120)
    _ = try folder.scan(".", "-o", "../\(folder.url.lastPathComponent)-whole")
    let whole = folder.url.deletingLastPathComponent().appending(
      path: folder.url.lastPathComponent + "-whole")
    let torn = folder.url.deletingLastPathComponent().appending(path: folder.url.lastPathComponent + "-torn")
    defer { for file in [whole, torn] { try? FileManager.default.removeItem(at: file) } }
    let expected = try Data(contentsOf: whole)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<8 {
      try? FileManager.default.removeItem(at: torn)
      let process = Process()
      process.executableURL = Command.executable
      process.arguments = ["scan", "--today", "2026-11-24", ".", "-o", torn.path()]
      process.currentDirectoryURL = folder.url
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32.random(in: 0...120_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let resumed = try folder.scan(".", "-o", torn.path(), "--resume")
      #expect(resumed.status == 2)
      #expect(try Data(contentsOf: torn) == expected)
    }
  }

  @Test func everyBeginningIsCompletedAndAStrangerRefused() throws {
    let folder = try ScanFolder()
    try folder.write("in/a.txt", "quinine\n")
    try folder.write("in/b.txt", "warfarin\n")
    _ = try folder.scan("in", "-o", "out", "--fail-on", "never")
    let whole = try folder.bytes("out")
    for count in [0, 1, whole.count / 2, whole.count - 1, whole.count] {
      try whole.prefix(count).write(to: folder.url.appending(path: "out"))
      let answer = try folder.scan("in", "-o", "out", "--resume", "--fail-on", "never")
      #expect(answer.status == 0)
      #expect(try folder.bytes("out") == whole)
    }
    try (whole + Data("more".utf8)).write(to: folder.url.appending(path: "out"))
    #expect(try folder.scan("in", "-o", "out", "--resume").status == 73)
    try Data("{\"other\":1}\n".utf8).write(to: folder.url.appending(path: "out"))
    let refused = try folder.scan("in", "-o", "out", "--resume")
    #expect(refused.status == 73)
    #expect(refused.standardError.contains("holds results of other input"))
  }

  @Test func resultsAreForTheirOwnerOnly() throws {
    let folder = try ScanFolder()
    try folder.write("in/a.txt", "quinine\n")
    _ = try folder.scan("in", "-o", "out")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.url.appending(path: "out").path())
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func aSignalEndsItBehindAWholeRecord() throws {
    let folder = try ScanFolder()
    try folder.writeLists(900)
    for signal in [SIGINT, SIGTERM] {
      let process = Process()
      let output = Pipe()
      process.executableURL = Command.executable
      process.arguments = ["scan", ".", "--jobs", "2"]
      process.currentDirectoryURL = folder.url
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      // The pipe is full before the scan is done, so the signal meets it at work.
      let first = output.fileHandleForReading.readData(ofLength: 1000)
      kill(process.processIdentifier, signal)
      let rest = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      let text = String(decoding: first + rest, as: UTF8.self)
      #expect(text.hasSuffix("}\n"))
      #expect(try records(text).count < 900)
    }
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    let folder = try ScanFolder()
    try folder.writeLists(200)
    let answer = try folder.shell(#""$0" scan . | head -c 10 >/dev/null; exit ${PIPESTATUS[0]}"#)
    #expect(answer.status == 141)
    #expect(answer.standardError.isEmpty)
  }

  @Test func aFullDiskIsToldAndNoRecordIsLeftTorn() throws {
    let folder = try ScanFolder()
    try folder.writeLists(200)
    let out = folder.url.deletingLastPathComponent().appending(path: folder.url.lastPathComponent + ".out")
    defer { try? FileManager.default.removeItem(at: out) }
    // A limit on the size of files fails as a full disk does: part of the bytes, then none.
    let answer = try folder.shell(
      "trap '' XFSZ; ulimit -f 300; exec \"$0\" scan . -o ../\(out.lastPathComponent)")
    #expect(answer.status == 74)
    #expect(answer.standardError.contains("not all results could be written"))
    let text = String(decoding: try Data(contentsOf: out), as: UTF8.self)
    #expect(text.hasSuffix("}\n"))
    #expect(try records(text).count > 0)
  }

  @Test func csvIsOneRowAFindingAndSafeForSpreadsheets() throws {
    let folder = try ScanFolder()
    try folder.write("=1+1.txt", "verapamil\nmetoprolol\n")
    let answer = try folder.scan(".", "--format", "csv")
    let lines = answer.standardOutput.split(separator: "\r\n")
    #expect(lines.first?.hasPrefix("file,patient,kind,severity,drugs") == true)
    #expect(lines.dropFirst().contains { $0.hasPrefix("./=1+1.txt,,interaction,major,") })
    let bare = try Command.run(["scan", "=1+1.txt", "--format", "csv"], in: folder.url)
    #expect(bare.standardOutput.contains("\r\n'=1+1.txt,"))
  }

  @Test func aSelectionShowsThoseAskedForAndCountsAll() throws {
    let folder = try ScanFolder()
    try folder.write("a.txt", "quinine\n")
    try folder.write("b.txt", "simvastatin\n")
    try folder.write("c.txt", "Age: 80\nquinine\namiodarone\nwarfarin\n")
    try folder.write("d.txt", "quinine\nwarfarin\n")
    let causes = try folder.scan(".", "--only", "crampCause", "--fail-on", "never")
    #expect(try sourcePaths(causes.standardOutput).first == "./b.txt")
    let severe = try folder.scan(".", "--only", "interaction", "--min-severity", "major")
    #expect(!severe.standardOutput.contains("\"kind\":\"treatmentCaution\""))
    #expect(try sourcePaths(severe.standardOutput) == ["./c.txt", "./d.txt"])
    let ranked = try folder.scan(".", "--drug", "quinine", "--summary", "counts.json")
    #expect(try sourcePaths(ranked.standardOutput) == ["./c.txt", "./d.txt", "./a.txt"])
    let counts = try #require(
      try JSONSerialization.jsonObject(with: folder.bytes("counts.json")) as? [String: Any])
    #expect((counts["patients"] as? [String: Any])?["all"] as? Int == 4)
  }

  /// Counts unasked, without names: those that were not recognised are a patient's words.
  @Test func countsGoToStandardError() throws {
    let folder = try ScanFolder()
    try folder.write("one.txt", "quinine 200 mg\nzebrafine 5 mg\n")
    let plain = try folder.scan(".")
    #expect(plain.status == 2)
    #expect(plain.standardError.contains("  1 patients\n"))
    #expect(plain.standardError.contains("  1 not recognised\n"))
    #expect(!plain.standardError.contains("zebrafine") && !plain.standardError.contains("quinine"))
    let asked = try folder.scan(".", "--summary", "-")
    #expect(asked.standardError.contains("  1 zebrafine 5 mg\n"))
    let filed = try folder.scan(".", "--summary", "counts")
    #expect(filed.standardError.isEmpty)
    let closed = try folder.shell("\"$0\" scan . 2>&- > out")
    #expect(closed.status == 2)
  }
}
