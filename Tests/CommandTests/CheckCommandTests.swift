import Foundation
import Testing

@Suite struct CheckCommandTests {
  private func check(_ list: String, _ options: String...) throws -> Command.Answer {
    try Command.run(["check", "-"] + options, input: list)
  }

  private func json(_ answer: Command.Answer) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(answer.standardOutput.utf8)) as? [String: Any])
  }

  struct Ending: Sendable {
    var list: String
    var options: [String] = []
    var status: Int32
  }

  @Test(arguments: [
    Ending(list: "paracetamol 500 mg\n", status: 0),
    Ending(list: "verapamil 240 mg\nmetoprolol 50 mg\n", status: 1),
    Ending(list: "verapamil 240 mg\nmetoprolol 50 mg\n", options: ["--fail-on", "never"], status: 0),
    Ending(
      list: "verapamil 240 mg\nmetoprolol 50 mg\n", options: ["--fail-on", "contraindicated"], status: 0),
    Ending(list: "simvastatin 20 mg\n", status: 0),
    Ending(list: "simvastatin 20 mg\n", options: ["--fail-on", "cause"], status: 1),
    Ending(list: "zorbalix 10 mg\n", status: 2),
    Ending(list: "zorbalix 10 mg\nverapamil\nmetoprolol\n", status: 2),
    Ending(list: "stopped: zorbalix 10 mg\nparacetamol\n", status: 0),
    Ending(list: "", status: 65),
    Ending(list: "No known medications\n", status: 0),
    Ending(list: "paracetamol\n", options: ["--age", "abc"], status: 64),
    Ending(list: "paracetamol\n", options: ["--catalog", "/nonexistent"], status: 78),
    Ending(list: "paracetamol\n", options: ["--max-age", "10", "--today", "2100-01-01"], status: 78),
    Ending(list: "paracetamol\n", options: ["--max-age", "10", "--today", "1999-01-01"], status: 78),
  ])
  func endsWithItsStatus(_ ending: Ending) throws {
    let answer = try Command.run(["check", "-"] + ending.options, input: ending.list)
    #expect(answer.status == ending.status, "\(ending): \(answer.standardError)")
  }

  @Test func aMissingFileIsToldAndTheOthersAreChecked() throws {
    let missing = try Command.run(["check", "no-such-list.txt"])
    #expect(missing.status == 66)
    #expect(missing.standardError == "no-such-list.txt: error: no such file\n")
    let several = try Command.run(["check", "no-such-list.txt", "Data/examples/clean.txt"])
    #expect(several.status == 2)
    #expect(several.standardOutput.contains("2 entries: 2 checked"))
  }

  @Test func everyEntryIsAccountedFor() throws {
    let answer = try check(
      "quinine\nzorbalix\nstopped ibuprofen\ncompression stockings\n", "--format", "json")
    let coverage = try #require(try json(answer)["coverage"] as? [String: Int])
    #expect(coverage == ["entries": 4, "checked": 1, "notChecked": 1, "inactive": 1, "notAMedicine": 1])
  }

  @Test func anInteractionIsFoundFromBothSidesAndByBrand() throws {
    for list in ["verapamil\nmetoprolol\n", "metoprolol\nverapamil\n", "Lopressor 50 mg\nCalan 80 mg\n"] {
      let findings = try #require(try json(check(list, "--format", "json"))["findings"] as? [[String: Any]])
      let pair = findings.filter { $0["kind"] as? String == "interaction" }
      #expect(pair.count == 1, "\(list)")
      #expect(pair.first?["severity"] as? String == "major")
      #expect((pair.first?["evidence"] as? [Any])?.isEmpty == false)
    }
  }

  @Test func whatTheCommandLineSaysOfThePatientDecidesCautions() throws {
    func matched(_ options: String...) throws -> [String] {
      let answer = try Command.run(
        ["check", "-", "--format", "json"] + options, input: "diphenhydramine 25 mg\n")
      let findings = try #require(try json(answer)["findings"] as? [[String: Any]])
      return findings.filter { $0["matched"] as? Bool == true }.compactMap { $0["message"] as? String }
    }
    #expect(try !matched("--age", "40").contains { $0.contains("older adults") })
    #expect(try matched("--age", "80").contains { $0.contains("older adults") })
    #expect(try matched("--condition", "glaucoma").contains { $0.contains("glaucoma") })
  }

  /// Read as lines of text, stopped medicines would pass for active ones.
  @Test(arguments: ["{\"status\":\"stopped\",\n\"text\":\"warfarin\"}\n", "[\n{\"text\": \"warfarin\"}]\n"])
  func jsonIsNeverReadAsText(list: String) throws {
    let answer = try check(list)
    #expect(answer.status == 65)
    #expect(answer.standardOutput.isEmpty)
    #expect(try check("[ ] warfarin 5 mg\n").status == 0)
  }

  @Test func warningsOfOtherCountriesStay() throws {
    let answer = try check("quinine sulfate 200 mg\n", "--country", "uk", "--all")
    #expect(answer.standardOutput.contains("boxed warning"))
    #expect(answer.standardOutput.contains("prolonged QT interval"))
  }

  @Test func aWhatIfShowsOnlyWhatChanges() throws {
    let answer = try check("verapamil 240 mg\nmetoprolol 50 mg\n", "--without", "metoprolol")
    #expect(answer.standardOutput.contains("What would go"))
    #expect(answer.standardOutput.contains("verapamil with metoprolol"))
    let json = try check(
      "verapamil 240 mg\nmetoprolol 50 mg\n", "--without", "metoprolol", "--format", "json")
    #expect(json.standardOutput.contains(#""change":{"appeared":[],"disappeared":[{"kind":"interaction""#))
    let unclear = try check("verapamil\n", "--add", "quindine")
    #expect(unclear.status == 64)
  }

  @Test func spellingIsTrustedOnlyWhenAllowed() throws {
    #expect(try check("furosemde 20 mg\n", "--format", "json").status == 0)
    #expect(try check("furosemde 20 mg\n", "--exact").status == 2)
  }

  @Test func patientsWordsStayInTheReport() throws {
    let answer = try check("zzcanarydrug 10 mg\n\u{1B}[31mred\n")
    #expect(!answer.standardError.contains("zzcanary"))
    #expect(!answer.standardOutput.contains("\u{1B}"))
    #expect(answer.standardOutput.contains("zzcanarydrug"))
  }

  @Test func aListOfOnesOwnIsAdded() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = """
      <drug-list xmlns="urn:crampcheck:drug-list:1" id="mine" title="Mine" version="1" date="2026-01-01" licence="none">
        <source id="mine" url="https://pharmacy.example"><title>Our own list</title></source>
        <drug id="zorbalix" source="mine"><name kind="generic">zorbalix</name></drug>
      </drug-list>
      """
    try list.write(to: folder.appending(path: "mine.xml"), atomically: false, encoding: .utf8)
    let answer = try Command.run(["check", "--list", "mine.xml", "-"], input: "zorbalix 10 mg\n", in: folder)
    #expect(answer.status == 0, "\(answer.standardError)")
  }

  @Test func fullDisksAndClosedPipesAreNoSuccess() throws {
    let full = try shell("printf 'quinine\\n' | '\(Command.executable.path)' check - > /dev/full")
    #expect(full == 74)
    let script =
      "set -o pipefail; yes quinine | head -n 200000 | '\(Command.executable.path)' resolve - | head -n 1 > /dev/null; echo ${PIPESTATUS[2]}"
    let closed = try shellOutput(script)
    #expect(closed == "141\n")
  }

  private func shell(_ script: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func shellOutput(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
