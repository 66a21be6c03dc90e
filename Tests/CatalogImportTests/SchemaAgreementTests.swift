import Foundation
import Testing

@testable import CatalogImport

/// The schema is for editors, the importer's own rules are what counts; where both can speak they must agree.
@Suite struct SchemaAgreementTests {
  private static let xmllint = "/usr/bin/xmllint"
  private static let schema = DataTests.folder.appending(path: "drug-list.xsd").path

  static var canAsk: Bool { FileManager.default.isExecutableFile(atPath: xmllint) }

  /// - Returns: the names of the files that the schema refuses.
  private static func refused(_ files: [URL]) throws -> Set<String> {
    let process = Process()
    process.executableURL = URL(filePath: xmllint)
    process.arguments = ["--noout", "--nonet", "--schema", schema] + files.map(\.path)
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = told.split(separator: "\n")
    return Set(
      files.map(\.lastPathComponent).filter { name in
        !lines.contains { $0.hasSuffix(name + " validates") }
      })
  }

  @Test(.enabled(if: canAsk))
  func allListsInDataAreValid() throws {
    let files = DataTests.names.map { DataTests.folder.appending(path: $0) }
    #expect(try Self.refused(files) == [])
  }

  /// What both refuse: everything of `ProblemTests` that one file's structure and values decide.
  static let refusedByBoth: [String] =
    ProblemTests.structure.map(\.records)
    + ProblemTests.values.map(\.records).filter {
      // Rules that a schema cannot state, or that need the code's own system.
      !$0.contains("code system=\"rxcui\">A1") && !$0.contains("icd10") && !$0.contains(">T</title></source>")
    } + [
      ProblemTests.values[1].records,
      ProblemTests.association(
        #"drug="quinine" flags="maybe" symptom="leg-cramps" direction="excess" grade="B""#),
      ProblemTests.association(#"drug="quinine" symptom="leg-cramps" direction="excess" grade="B""#),
      ProblemTests.association(#"drug="quinine" flags="yes" symptom="cramps" direction="excess" grade="B""#),
      ProblemTests.association(
        #"drug="quinine" flags="yes" symptom="leg-cramps" direction="more" grade="B""#),
      ProblemTests.association(
        #"drug="quinine" flags="yes" symptom="leg-cramps" direction="excess" grade="E""#),
      ProblemTests.treatment(#"drug="quinine""#, #"<role id="r" date="9/2010" source="s">r</role>"#),
      ProblemTests.treatment(#"drug="quinine""#, #"<caution id="c" kind="heart" source="s">c</caution>"#),
      ProblemTests.treatment(#"drug="quinine""#, #"<caution id="c" severity="major" source="s">c</caution>"#),
      ProblemTests.treatment(#"drug="quinine""#, ""),
      ProblemTests.caution(#"<text>t</text><concerns anyone="no"/>"#),
      ProblemTests.caution(#"<text>t</text><concerns sex="f"/>"#),
      ProblemTests.caution(#"<text>t</text><concerns egfr-below="0"/>"#),
      #"<interaction id="i" source="s"><drug ref="quinine"/><drug ref="digoxin"/><effect>e</effect></interaction>"#,
      #"<interaction id="i" severity="minor" source="s"><drug ref="quinine"/><effect>e</effect></interaction>"#,
      #"<interaction id="i" severity="minor" source="s"><drug ref="quinine"/><drug ref="digoxin"/></interaction>"#,
      #"<risk-factor id="r" kind="fate" name="n" source="s">r</risk-factor>"#,
      #"<risk-factor id="r" kind="condition" source="s">r</risk-factor>"#,
      #"<red-flag id="r" source="s">r</red-flag>"#, #"<self-care id="r" source="s"/>"#,
      #"<reconstructed-list-item id="r" list="drugs" item="i" status="s" source="s"/>"#,
      #"<words kind="colour" source="s"><word canonical="red">red</word></words>"#,
      #"<words kind="form" source="s"><word>tab</word></words>"#,
      #"<ambiguous-name policy="guess" source="s"><name>D</name><meaning>x</meaning></ambiguous-name>"#,
      #"<combination id="c" kind="both" source="s"><name>C</name><ingredient drug="quinine"/><ingredient drug="digoxin"/></combination>"#,
    ]

  @Test(.enabled(if: canAsk))
  func whatTheRulesRefuseTheSchemaRefuses() throws {
    let files = try Self.write(Self.refusedByBoth)
    defer { Self.remove(files) }
    let refused = try Self.refused(files)
    for (file, records) in zip(files, Self.refusedByBoth) {
      #expect(refused.contains(file.lastPathComponent), "the schema accepts \(records)")
      #expect(!SmallList.problems(records).isEmpty, "the rules accept \(records)")
    }
  }

  static let acceptedByBoth: [String] = [
    "",
    SeveralListsTests.everything.replacing(
      #"<ambiguous-name policy="ask""#, with: #"<ambiguous-name policy="leads""#),
    ProblemTests.association(
      #"drug="quinine" flags="no" symptom="myalgia-other" direction="excess" grade="control""#),
    ProblemTests.caution(
      #"<text>t</text><concerns age-from="0" age-below="18"/><concerns pregnancy="yes"/>"#),
    ProblemTests.treatment(
      #"name="stretching""#, #"<dose id="d" date="2009-2010" jurisdiction="US INTL" source="s">d</dose>"#),
    #"<interaction id="i" severity="none" classification="no-special-precautions" source="s s"><drug ref="quinine"/><drug ref="digoxin"/><effect>e</effect></interaction>"#,
    #"<interaction-exception a="quinine" b="digoxin" source="s">one product</interaction-exception>"#,
    #"<abbreviation expand="no" meaning="m" kind="drug" source="s">MS</abbreviation>"#,
    #"<drug id="x" source="s"><name kind="generic">x</name><code system="atc">C03A</code></drug>"#,
    #"<source id="t" year="2012" doi="10.1000/182" pmid="123" url="https://example.org/"><title>T</title></source>"#,
  ]

  @Test(.enabled(if: canAsk))
  func whatTheRulesAcceptTheSchemaAccepts() throws {
    let files = try Self.write(Self.acceptedByBoth)
    defer { Self.remove(files) }
    let refused = try Self.refused(files)
    for (file, records) in zip(files, Self.acceptedByBoth) {
      #expect(!refused.contains(file.lastPathComponent), "the schema refuses \(records)")
      #expect(SmallList.problems(records) == [])
    }
  }

  private static func write(_ lists: [String]) throws -> [URL] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "crampcheck-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try lists.enumerated().map { number, records in
      let file = folder.appending(path: "list\(number).xml")
      try SmallList.text(records).write(to: file, atomically: false, encoding: .utf8)
      return file
    }
  }

  private static func remove(_ files: [URL]) {
    if let folder = files.first?.deletingLastPathComponent() {
      try? FileManager.default.removeItem(at: folder)
    }
  }
}
