import Foundation
import Testing

/// `catalog diff` and `catalog export`, through the real binary.
@Suite struct CatalogDiffCommandTests {
  private func list(_ version: String, _ severity: String, _ extra: String = "") -> String {
    """
    <drug-list xmlns="urn:crampcheck:drug-list:1" id="small" title="Small" version="\(version)" date="2026-11-24"
      licence="none">
      <source id="s"><title>T</title><publisher>P</publisher></source>
      <drug id="alphan" source="s"><name kind="generic">alphan</name></drug>
      <drug id="betan" source="s"><name kind="generic">betan</name>\(extra)</drug>
      <interaction id="ab" severity="\(severity)" source="s"><drug ref="alphan"/><drug ref="betan"/>
        <effect>More of both, "always" and =never</effect></interaction>
    </drug-list>
    """
  }

  /// A folder with the catalogs `old` and `new`, and a patient's list.
  private func folder(_ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try list("1", "minor").write(to: folder.appending(path: "old.xml"), atomically: false, encoding: .utf8)
    try list("2", "major", "<name kind=\"brand\">Betabrand</name>").write(
      to: folder.appending(path: "new.xml"), atomically: false, encoding: .utf8)
    let patients = folder.appending(path: "patients")
    try FileManager.default.createDirectory(at: patients, withIntermediateDirectories: true)
    for (name, text) in [("one.txt", "alphan\nBetabrand\n"), ("two.txt", "alphan\n")] {
      try text.write(to: patients.appending(path: name), atomically: false, encoding: .utf8)
    }
    for name in ["old", "new"] {
      let answer = try Command.run(["import", "\(name).xml", "-o", "\(name).catalog"], in: folder)
      #expect(answer.status == 0, "\(answer.standardError)")
    }
    try body(folder)
  }

  @Test func everyChangeIsToldWithOldAndNew() throws {
    try folder { folder in
      let answer = try Command.run(["catalog", "diff", "old.catalog", "new.catalog"], in: folder)
      #expect(answer.status == 1)
      #expect(
        answer.standardOutput.contains("Names: 1 added, 0 removed, 0 changed\n  + Betabrand = betan: brand\n")
      )
      #expect(
        answer.standardOutput.contains(
          "Interactions: 0 added, 0 removed, 1 changed\n  ~ alphan with betan: minor → major\n"))
      #expect(!answer.standardOutput.contains("Drugs:"))
    }
  }

  @Test func equalCatalogsEndWithZero() throws {
    try folder { folder in
      let answer = try Command.run(["catalog", "diff", "old.catalog", "old.catalog"], in: folder)
      #expect(answer.status == 0)
      #expect(answer.standardOutput == "The catalogs say the same.\n")
    }
  }

  @Test func patientsWithAnotherAnswerAreNamedAndNoOthers() throws {
    try folder { folder in
      let arguments = ["catalog", "diff", "old.catalog", "new.catalog", "--lists", "patients"]
      let text = try Command.run(arguments, in: folder)
      #expect(text.status == 1)
      #expect(text.standardOutput.contains("Patients with another answer: 1 of 2\npatients/one.txt\n"))
      #expect(!text.standardOutput.contains("Betabrand\n"), "a patient's words are not repeated")
      let json = try Command.run(arguments + ["--format", "json"], in: folder)
      let parsed = try #require(
        try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
      let patients = try #require(parsed["patients"] as? [[String: Any]])
      #expect(patients.map { $0["path"] as? String } == ["patients/one.txt"])
      #expect(
        patients.first?["appeared"] as? [String] == ["entry 2: betan", "interaction major alphan, betan"])
    }
  }

  @Test func anUnreadListOrAMissingCatalogHasItsStatus() throws {
    try folder { folder in
      try "\u{0}".write(to: folder.appending(path: "bad.json"), atomically: false, encoding: .utf8)
      let unread = try Command.run(
        ["catalog", "diff", "old.catalog", "new.catalog", "--lists", "bad.json"], in: folder)
      #expect(unread.status == 2)
      #expect(try Command.run(["catalog", "diff", "old.catalog", "none"], in: folder).status == 78)
    }
  }

  @Test func everyTableIsExportedAsLinesOfJSON() throws {
    let answer = try Command.run(["catalog", "export"])
    #expect(answer.status == 0)
    var counts: [String: Int] = [:]
    for line in answer.standardOutput.split(separator: "\n") {
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      counts[try #require(row["table"] as? String), default: 0] += 1
    }
    let info = try Command.run(["catalog", "info", "--format", "json"])
    let parsed = try JSONSerialization.jsonObject(with: Data(info.standardOutput.utf8)) as? [String: Any]
    let expected = try #require(parsed?["counts"] as? [String: Int])
    for (table, key) in [
      ("drugs", "drugs"), ("combinations", "combinations"), ("interactions", "interactionRules"),
      ("classes", "classes"), ("sources", "sources"), ("cramp-associations", "crampAssociations"),
    ] {
      #expect(counts[table] == expected[key], "\(table)")
    }
  }

  @Test func csvHoldsOneTableAndNoFormula() throws {
    try folder { folder in
      let answer = try Command.run(
        ["catalog", "export", "new.catalog", "--format", "csv", "--table", "interactions"], in: folder)
      #expect(answer.status == 0)
      let lines = answer.standardOutput.components(separatedBy: "\r\n")
      #expect(lines.count == 3)
      #expect(lines[0].hasPrefix("first,firstIsClass,second,secondIsClass,severity"))
      #expect(lines[1].hasPrefix("alphan,no,betan,no,major"))
      #expect(lines[1].contains("\"More of both, \"\"always\"\" and =never\""))
      #expect(try Command.run(["catalog", "export", "--format", "csv"], in: folder).status == 64)
    }
  }

  @Test func theReportOfAnImportSaysWhatWasFlaggedAndWhy() throws {
    try folder { folder in
      let rows = """
        <xml xmlns:z='#RowsetSchema'><z:row ATCCode='C03AA99' Name='newthiazide'/></xml>
        """
      try rows.write(to: folder.appending(path: "atc.xml"), atomically: false, encoding: .utf8)
      let answer = try Command.run(
        ["import", "--with-default", "atc.xml", "-o", "made.catalog", "--report"], in: folder)
      #expect(answer.status == 0, "\(answer.standardError)")
      #expect(answer.standardOutput.contains("Flagged by a class of our list: 1\n  - newthiazide: "))
    }
  }
}
