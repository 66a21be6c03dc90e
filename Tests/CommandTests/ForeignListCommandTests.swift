import Foundation
import SmallArchives
import Testing

/// Lists of others as files, folders and archives, through the real binary.
@Suite struct ForeignListCommandTests {
  static let rows = """
    <xml xmlns:rs='urn:schemas-microsoft-com:rowset' xmlns:z='#RowsetSchema'><rs:data>
    <z:row ATCCode='C03AA03' Name='hydrochlorothiazide'/>
    <z:row ATCCode='P01BC01' Name='quinine'/>
    </rs:data></xml>
    """
  static let groups = """
    <CLASSES><CLASS name="STRONG INHIBITORS OF CYP3A4" code="J02-J05">
    <DRUG name="Ketoconazole" rxnorm="6135"></DRUG></CLASS></CLASSES>
    """
  static let tables = """
    <INTERACTIONS><INTERACTION><DRUG1><DRUG name="QUININE" rxcui="9071"/></DRUG1>
    <DRUG2><CLASS name="STRONG INHIBITORS OF CYP3A4" code="J02-J05"/></DRUG2>
    <DESCRIPTION>More quinine in the blood.</DESCRIPTION><SEVERITY>N0t recommended</SEVERITY></INTERACTION>
    </INTERACTIONS>
    """

  /// Runs an import of `arguments` in a folder that holds `files`. - Returns: the answer, and the catalog's counts.
  private func imported(_ files: [String: Data], _ arguments: [String]) throws -> (
    Command.Answer, [String: Int]
  ) {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, content) in files {
      let path = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content.write(to: path)
    }
    let answer = try Command.run(["import"] + arguments + ["-o", "made.catalog"], in: folder)
    let info = try Command.run(["catalog", "info", "made.catalog", "--format", "json"], in: folder)
    #expect((info.status == 0) == ([0, 2].contains(answer.status)))
    let parsed = try? JSONSerialization.jsonObject(with: Data(info.standardOutput.utf8)) as? [String: Any]
    return (answer, parsed?["counts"] as? [String: Int] ?? [:])
  }

  private func data(_ text: String) -> Data { Data(text.utf8) }

  private func zip(_ parts: [(name: String, content: Data)]) -> Data {
    Data(SmallZip.bytes(parts.map { SmallZip.Part(name: $0.name, content: Array($0.content)) }))
  }

  @Test func severalDialectsInAFolderMakeOneCatalog() throws {
    let (answer, counts) = try imported(
      [
        "lists/atc.xml": data(Self.rows), "lists/deep/tables.xml": data(Self.tables),
        "lists/groups.xml.gz": Data(SmallGzip.bytes(Array(Self.groups.utf8))), "lists/README": data("words"),
      ], ["lists"])
    #expect(answer.status == 0, "\(answer.standardError)")
    #expect(answer.standardError == "crampcheck: note: files that are no .xml, .gz or .zip, passed over: 1\n")
    #expect(counts["drugs"] == 3)
    #expect(counts["interactionRules"] == 1)
  }

  @Test func zipFilesAndZipFilesInsideThemAreRead() throws {
    let inner = zip([("label/groups.xml", data(Self.groups)), ("label/picture.jpg", data("x"))])
    let (answer, counts) = try imported(
      [
        "all.zip": zip([("tables.xml", data(Self.tables)), ("part.zip", inner), ("atc.xml", data(Self.rows))])
      ],
      ["all.zip"])
    #expect(answer.status == 0, "\(answer.standardError)")
    #expect(counts["drugs"] == 3)
    #expect(counts["interactionRules"] == 1)
  }

  @Test func aListOfOthersComesFromStandardInputToo() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let answer = try Command.run(["import", "-", "-o", "made.catalog"], input: Self.rows, in: folder)
    #expect(answer.status == 0, "\(answer.standardError)")
  }

  @Test func archivesComeFromStandardInputToo() throws {
    let inner = zip([("label/groups.xml", data(Self.groups))])
    let archive = zip([("tables.xml", data(Self.tables)), ("part.zip", inner)])
    for (input, status, words) in [
      (archive, Int32(0), ""), (Data(SmallGzip.bytes(Array(Self.rows.utf8))), 0, ""),
      (zip([("a.txt", data("words"))]), 65, "-: error: there is no XML file in it"),
      (archive.dropLast(30), 65, "-: error: "),
    ] {
      let folder = try Command.temporaryFolder()
      defer { try? FileManager.default.removeItem(at: folder) }
      let answer = try Command.run(["import", "-", "-o", "made.catalog"], bytes: input, in: folder)
      #expect(answer.status == status, "\(answer.standardError)")
      #expect(answer.standardError.hasPrefix(words))
    }
  }

  @Test(arguments: hostile.indices)
  func hostileArchivesAreRefusedFromStandardInputAndAsAddedLists(index: Int) throws {
    let (content, words) = Self.hostile[index]
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let piped = try Command.run(["import", "-", "-o", "made.catalog"], bytes: content, in: folder)
    try content.write(to: folder.appending(path: "list.xml"))
    let added = try Command.run(["drug", "quinine", "--list", "list.xml"], in: folder)
    for answer in [piped, added] {
      #expect(answer.status == 65)
      #expect(answer.standardError.contains(words), "\(answer.standardError)")
      #expect(answer.standardOutput.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "made.catalog").path))
  }

  static let label = """
    <document xmlns="urn:hl7-org:v3"><title>A label</title><effectiveTime value="20260102"/><component><structuredBody>
    <component><section><subject><manufacturedProduct><manufacturedProduct><name>Zorbalix</name><ingredient classCode="ACTIB">
    <ingredientSubstance><name>zorbal</name></ingredientSubstance></ingredient></manufacturedProduct></manufacturedProduct></subject>
    </section></component>
    <component><section><code code="34066-1"/><text><paragraph>Zorbal may cause bleeding.</paragraph></text></section></component>
    <component><section><code code="34070-3"/><title>4</title><text><paragraph>Pregnancy.</paragraph></text></section></component>
    <component><section><code code="34073-7"/><title>7</title><text><paragraph>Avoid quinine.</paragraph></text></section></component>
    </structuredBody></component></document>
    """

  @Test func whatALabelSaysStandsOnTheCardAndInTheCheck() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.label.write(to: folder.appending(path: "label.xml"), atomically: false, encoding: .utf8)
    func check(_ list: String, _ options: String...) throws -> Command.Answer {
      try Command.run(["check", "-", "--list", "label.xml"] + options, input: list, in: folder)
    }
    let open = try check("Zorbalix 5 mg\n")
    #expect(open.status == 1)
    #expect(open.standardOutput.contains("MAJOR zorbal: boxed warning: Zorbal may cause bleeding (US)"))
    #expect(
      open.standardOutput.contains(
        "What labels forbid: ask whether it holds\n  CONTRAINDICATED zorbal, check if pregnant"))
    let matched = try check("Zorbalix\nquinine\n", "--pregnant", "--format", "json")
    #expect(matched.standardOutput.contains("\"kind\":\"labelCaution\",\"severity\":\"contraindicated\""))
    #expect(matched.standardOutput.contains("what the label says: “Avoid quinine”"))
    let card = try Command.run(["drug", "zorbal", "--list", "label.xml"], in: folder)
    #expect(
      card.standardOutput.contains(
        "What the label of zorbal warns of\n  BOXED WARNING Zorbal may cause bleeding"))
    #expect(card.standardOutput.contains("no known part in cramps"))
  }

  @Test func ourKnowledgeMeetsTheirInteractions() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.tables.write(to: folder.appending(path: "t.xml"), atomically: false, encoding: .utf8)
    try Self.groups.write(to: folder.appending(path: "g.xml"), atomically: false, encoding: .utf8)
    let made = try Command.run(
      ["import", "--with-default", "t.xml", "g.xml", "-o", "made.catalog"], in: folder)
    #expect(made.status == 0, "\(made.standardError)")
    let answer = try Command.run(
      ["check", "-", "--catalog", "made.catalog", "--format", "json"], input: "Qualaquin\nNizoral\n",
      in: folder)
    // Our rule for the very pair speaks; theirs, on the class, stands beside it as evidence.
    #expect(answer.standardOutput.contains("\"source\":\"ansm2020\""))
    #expect(answer.standardOutput.contains("\"source\":\"ansm-t\""))
  }

  static let hostile: [(Data, String)] = {
    let list = Array(rows.utf8)
    var encrypted = SmallZip.Part(name: "a.xml", content: list)
    encrypted.flag = 1
    var bomb = SmallZip.Part(name: "a.xml", content: list)
    bomb.method = 8
    bomb.claimedSize = .max
    return [
      (Data(SmallZip.bytes([encrypted])), "the zip file is encrypted"),
      (Data(SmallZip.bytes([bomb])), "the packed data expands more than 100 times"),
      (Data(SmallZip.bytes([.init(name: "../a.xml", content: list)])), "leads out of its folder"),
      (Data(DeflateBomb.gzip(repetitions: 160_000)), "the packed data expands more than 100 times"),
      (Data(SmallGzip.bytes(list).dropLast(5)), "the gzip file is cut off"),
      (Data(SmallZip.bytes([.init(name: "a.txt", content: list)])), "there is no XML file in it"),
    ]
  }()

  @Test(arguments: hostile.indices)
  func hostileArchivesAreRefusedInClearWords(index: Int) throws {
    let (content, words) = Self.hostile[index]
    let (answer, _) = try imported(["list.xml": content], ["list.xml"])
    #expect(answer.status == 65)
    #expect(answer.standardError.contains(words), "\(answer.standardError)")
    #expect(answer.standardError.hasPrefix("list.xml"))
  }

  @Test func anEmptyFolderIsAnError() throws {
    let (answer, _) = try imported(["lists/README": data("words")], ["lists"])
    #expect(answer.status == 65)
    #expect(answer.standardError == "lists: error: there is no XML file in it\n")
  }
}
