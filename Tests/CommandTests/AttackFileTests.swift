import Foundation
import Testing

/// The hostile files of the corpus, checked by the real binary with the shipped catalog: each gets the answer that
/// its index states, or another one for a stated reason.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: AttackIndex.folder.path()))) struct AttackFileTests
{
  /// Answers that differ from the index, each by a rule of the design.
  private static let judged: [String: (status: Int32, why: String)] = [
    // Entries that are not taken are shown and counted, and never change the status.
    "name-negated.txt": (0, "inactive"), "json-status-stopped.json": (0, "inactive"),
    "json-donotperform.json": (0, "inactive"), "json-stu3-shape.json": (0, "inactive"),
    "cda-negation.xml": (0, "inactive"),
    // Past the limit of levels a file is refused, with the limit named.
    "json-deep-contained.json": (65, "limit"),
    // The catalog knows the code, so nothing is left unread.
    "json-code-only.json": (0, "known code"),
    // Two patients get a result each, so that nothing meets across them.
    "json-two-patients.json": (0, "two results"),
    // The format is found from the content: one document over several lines is read whole.
    "ndjson-pretty.ndjson": (0, "content decides"),
    // The name is there and whole; the words around it are told in a remark.
    "cda-xsl-injection.xml": (0, "nothing unread"), "csv-formula-fullwidth.csv": (0, "nothing unread"),
  ]

  /// Names that the index calls otherwise than the catalog prefers them.
  private static let names = ["paracetamol": "acetaminophen"]

  @Test(arguments: [
    "unicode-name", "text", "terminal", "csv", "json", "ndjson", "cda", "fhir-xml",
  ])
  func answersAreAsTheIndexSays(_ family: String) throws {
    let rows = try AttackIndex.rows().filter { $0["family"] == family }
    #expect(!rows.isEmpty)
    for row in rows {
      let file = try #require(row["file"])
      let path = "files/" + file
      let answer = try Command.run(
        ["check", "--format", "json", "--fail-on", "never", path], in: AttackIndex.folder)
      let stated: Int32 = row["expect"] == "ok" ? 0 : row["expect"] == "partial" ? 2 : 65
      #expect(answer.status == Self.judged[file]?.status ?? stated, "\(file): \(answer.standardError)")
      if answer.status == 65 {
        let line = row["line"] ?? ""
        // The line is the index's, or where a document begins for which it states none.
        #expect(answer.standardError.hasPrefix("\(path):\(line.isEmpty ? "" : line)"), "\(file)")
        #expect(answer.standardOutput.isEmpty, "\(file)")
      }
      try expectNames(of: row, in: answer, file)
    }
    // One run for the reports as text: nothing that a file says steers a terminal or floods it.
    let paths = rows.compactMap { $0["file"] }.map { "files/" + $0 }
    let text = try Command.run(["check", "--all", "--fail-on", "never"] + paths, in: AttackIndex.folder)
    #expect(!Self.steersATerminal(text.standardOutput + text.standardError))
    #expect(text.standardOutput.utf8.count < 1_000_000)
  }

  /// What the index finds is found as a drug or offered as a candidate; what it does not is shown and not checked.
  private func expectNames(of row: [String: String], in answer: Command.Answer, _ file: String) throws {
    let results = try records(answer.standardOutput)
    let entries = results.flatMap { $0["entries"] as? [[String: Any]] ?? [] }
    let gaps = results.flatMap { $0["gaps"] as? [[String: Any]] ?? [] }
    func names(_ entry: [String: Any], _ key: String) -> [String] {
      (entry[key] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    }
    let found = entries.flatMap { entry in
      entry["status"] as? String == "resolved" ? names(entry, "drugs") : names(entry, "candidates")
    }
    for name in (row["found"] ?? "").split(separator: ";") {
      #expect(found.contains(Self.names[String(name)] ?? String(name)), "\(file): \(name)")
    }
    // What cannot be read is told by its line: a name under two thousand accents, or in bytes that are no text.
    let isUnreadable = answer.standardOutput.contains("could not be read")
    for name in (row["unmatched"] ?? "").split(separator: ";") where Self.judged[file]?.why != "known code" {
      let isShown = (entries + gaps).contains { ($0["text"] as? String)?.contains(name) ?? false }
      #expect(answer.status == 65 || isUnreadable || isShown, "\(file): \(name)")
    }
  }

  /// Control characters but tab and line feed, and characters that change the direction of what follows.
  private static func steersATerminal(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x09, 0x0A: false
      case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  /// What a spreadsheet might take for a formula never begins a cell, whatever letters it is written in.
  @Test func formulasAreDefusedInTables() throws {
    for file in ["csv-formula.csv", "csv-formula-fullwidth.csv"] {
      let answer = try Command.run(["check", "--format", "csv", "files/" + file], in: AttackIndex.folder)
      for line in answer.standardOutput.split(separator: "\n").dropFirst() {
        for cell in line.split(separator: ",") {
          #expect(!"=+-@＝＋－＠".contains(cell.drop { $0 == "\"" }.first ?? "x"), "\(file)")
        }
      }
    }
  }

  /// The folder of hostile file names, as the corpus makes it: each file by name, then the folder as a whole.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func hostileNamesAreReadAndShownHarmlessly() throws {
    let folder = try ScanFolder()
    let maker = AttackIndex.folder.appending(path: "make_fs_attacks.py").path()
    let made = try folder.shell("python3 '\(maker)' hostile > made")
    try #require(made.status == 0)
    let each = try folder.shell(
      """
      cd hostile
      for name in * .hidden.txt; do
        timeout 60 "$0" check --format json --fail-on never -- "$name" < /dev/null >> ../results 2>> ../errors
        printf '%s %q\\n' $? "$name" >> ../statuses
      done
      """)
    #expect(each.status == 0)
    let statuses = String(decoding: try folder.bytes("statuses"), as: UTF8.self)
    for line in statuses.split(separator: "\n") {
      // Special files and folders, what leads nowhere, what is too large, no text at all; links out of the folder
      // are followed, since their names were given.
      let isRefused = [
        " d", " dangling", " dir", " double", " empty", " environ", " fifo", " loop", " noread", " selfdir",
        " sock", " sparse", " stdin", " sub", " updir", " zero",
      ].contains { line.dropFirst(line.hasPrefix("0") || line.hasPrefix("2") ? 1 : 2).hasPrefix($0) }
      let isLinkOut = line.contains("link-outside")
      let mayBeShut = line.contains("noperm")
      if !isLinkOut, !mayBeShut { #expect(line.hasPrefix("0 ") == !isRefused, "\(line)") }
    }
    #expect(statuses.split(separator: "\n").count > 35)
    let errors = String(decoding: try folder.bytes("errors"), as: UTF8.self)
    #expect(!Self.steersATerminal(errors))

    let whole = try folder.scan("hostile", "--fail-on", "never")
    #expect(whole.status == 2)
    let paths = try sourcePaths(whole.standardOutput)
    // Two names that Swift takes for equal are two files.
    #expect(paths.count >= 24 && paths.count { $0.hasSuffix("fc.txt") || $0.hasSuffix("fd.txt") } == 2)
    #expect(!Self.steersATerminal(whole.standardError))
    #expect(!whole.standardOutput.contains("root:"))
    for name in ["fifo.txt", "sock.txt", "double.txt.gz:1", "empty.txt:1", "sparse-1tb.txt"] {
      #expect(whole.standardError.contains("hostile/\(name): error: "), "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "hostile/pwned").path()))
    // Folders that nobody may enter, or whose names are too long together, are removed by a shell.
    _ = try folder.shell("chmod -R u+rwx hostile; rm -rf hostile")
  }
}

/// The index of the hostile files.
enum AttackIndex {
  static let folder = ScanFilesTests.attacks.appending(path: "input")

  /// Each row under the names of the columns.
  static func rows() throws -> [[String: String]] {
    let index = try Data(contentsOf: folder.appending(path: "index.csv"))
    var rows: [[String]] = [[]]
    var field: [UInt8] = []
    var isQuoted = false
    var mayDouble = false
    func end() {
      rows[rows.count - 1].append(String(decoding: field, as: UTF8.self))
      field = []
      mayDouble = false
    }
    for byte in index {
      switch byte {
      case UInt8(ascii: "\""):
        // Two in a quoted field are one.
        if mayDouble, !isQuoted { field.append(byte) }
        isQuoted.toggle()
        mayDouble = true
      case UInt8(ascii: ",") where !isQuoted: end()
      case 0x0A where !isQuoted:
        end()
        rows.append([])
      case 0x0D where !isQuoted: break
      default:
        field.append(byte)
        mayDouble = false
      }
    }
    return rows.dropFirst().filter { $0.count == rows[0].count }.map {
      Dictionary(zip(rows[0], $0), uniquingKeysWith: { first, _ in first })
    }
  }
}
