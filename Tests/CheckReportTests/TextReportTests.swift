import DrugCatalog
import Foundation
import MedicationCheck
import PatientMedications
import Testing

@testable import CheckReport

@Suite struct TextReportTests {
  @Test(arguments: [80, 120])
  func whatAPersonReads(width: Int) throws {
    let sample = try SampleCheck.full()
    try ReferenceFile.expect(
      sample.text(width: width), toEqual: "report-\(width).txt", digest: sample.catalog.sha256)
  }

  @Test func everythingExplained() throws {
    let sample = try SampleCheck.full()
    try ReferenceFile.expect(
      sample.text(all: true, explain: true, ageDays: 400), toEqual: "report-all-explain.txt",
      digest: sample.catalog.sha256)
  }

  @Test func colourOnlyRepeatsTheWords() throws {
    let sample = try SampleCheck.full()
    let coloured = sample.text(colour: true)
    #expect(coloured.contains("\u{1B}[1;31mMAJOR\u{1B}[0m"))
    var plain = ""
    var rest = Substring(coloured)
    while let start = rest.range(of: "\u{1B}["), let end = rest[start.upperBound...].firstIndex(of: "m") {
      plain += rest[..<start.lowerBound]
      rest = rest[rest.index(after: end)...]
    }
    #expect(plain + rest == sample.text())
  }

  @Test(arguments: [40, 60, 80, 120, 160])
  func noLineIsWiderThanAsked(width: Int) throws {
    let text = try SampleCheck.full().text(width: width, all: true, explain: true)
    for line in text.split(separator: "\n") where line.contains(" ") {
      #expect(TerminalText.width(of: line) <= width, "\(line)")
    }
  }

  @Test func theOrderIsDangerCauseQuestionNotChecked() throws {
    let text = try SampleCheck.full().text()
    let headings = [
      "Act on these first", "May be causing the cramps", "A treatment for what", "Ask about these",
      "Warning signs", "Not checked", "How the list was read", "folded away", "10 entries:",
    ]
    let places = headings.map { text.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
  }

  /// What every report must say, and what none may.
  @Test(arguments: [["quinine", "amiodarone"], ["tea"], ["Zorbalix"], [], ["salmeterol"]])
  func everyReportIsHonest(lines: [String]) throws {
    let text = try SampleCheck(lines).text()
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("absence of a finding is not safety"))
    #expect(words.contains("Catalog 1.0 of 2026-01-02, SHA-256 "))
    #expect(words.contains("Checked against 4 interaction rules"))
    #expect(words.contains("For health professionals"))
    #expect(words.contains("\(lines.count) \(lines.count == 1 ? "entry" : "entries"): "))
    for word in ["safe ", "safe.", "safe,", "does cause", "will cause"] { #expect(!words.contains(word)) }
    #expect(words.contains("Do not stop a medicine without the prescriber") == lines.contains("salmeterol"))
  }

  @Test func nothingFoundNeverReadsAsSafe() throws {
    let text = try SampleCheck(["tea"]).text()
    #expect(text.contains("No rule of this catalog speaks about the medicines that were checked."))
    #expect(text.contains("no\nproof that they are free of risk"))
  }

  @Test func anEmptyListSaysThatNothingWasChecked() throws {
    #expect(try SampleCheck([]).text().contains("NOTHING WAS CHECKED"))
  }

  @Test func anOldCatalogIsNamed() throws {
    let sample = try SampleCheck(["tea"])
    #expect(sample.text(ageDays: 181).contains("The catalog is 181 days old"))
    #expect(!sample.text(ageDays: 180).contains("days old"))
  }

  @Test func allShowsWhatIsFolded() throws {
    let sample = try SampleCheck.full()
    #expect(sample.text().contains("--all shows"))
    #expect(!sample.text().contains("low potassium, cramps"))
    #expect(sample.text(all: true).contains("low potassium, cramps"))
    #expect(!sample.text(all: true).contains("folded away"))
  }

  @Test func aWhatIfShowsOnlyWhatChanges() throws {
    let before = try SampleCheck(["quinine", "tea"])
    let after = try SampleCheck(["amiodarone", "quinine", "tea"])
    let text = TextReport(catalog: after.catalog, style: TextStyle(width: 100)).text(
      CheckDifference(from: before.result, to: after.result), from: SampleCheck.source)
    #expect(
      text.contains(
        "What would come\n  MAJOR quinine with amiodarone may lead to: torsades de pointes [label,"))
    #expect(!text.contains("serious blood reactions"))
    let same = TextReport(catalog: after.catalog, style: TextStyle(width: 200)).text(
      CheckDifference(from: after.result, to: after.result), from: SampleCheck.source)
    #expect(same.contains("No finding would come or go."))
    #expect(same.contains("no proof that nothing would change"))
  }

  @Test func oneAnswerOfResolve() throws {
    let sample = try SampleCheck(["Qualaquin", "Zorbalix", "quinine\u{1B}[2J"])
    let text = sample.result.entries.map(
      ResolveText(catalog: sample.catalog, style: TextStyle()).text)
    #expect(text[0] == "Qualaquin → quinine\n")
    #expect(text[1].hasPrefix("Zorbalix → not recognised"))
    #expect(text[2].hasPrefix("quinine\\u{1B}[2J → "))
  }
}
