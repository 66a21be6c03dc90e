import DrugCatalog
import Foundation
import MedicationCheck
import PatientMedications
import Testing

@testable import CheckReport

@Suite struct JSONReportTests {
  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func theWholeOfACheck() throws {
    let sample = try SampleCheck.full()
    let json = sample.json()
    #expect(try JSONSchema.named("check").violations(of: json) == [])
    let pretty = try JSONSerialization.data(
      withJSONObject: object(json), options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    try ReferenceFile.expect(
      String(decoding: pretty, as: UTF8.self) + "\n", toEqual: "check.json", digest: sample.catalog.sha256)
  }

  @Test func oneLineEndedOnce() throws {
    let json = try SampleCheck.full().json()
    #expect(json.last == 0x0A)
    #expect(json.count { $0 == 0x0A } == 1)
  }

  @Test func theCoverageAddsUp() throws {
    let result = try object(SampleCheck.full().json())
    let coverage = try #require(result["coverage"] as? [String: Int])
    let parts = ["checked", "notChecked", "inactive", "notAMedicine"].compactMap { coverage[$0] }
    #expect(parts.reduce(0, +) == coverage["entries"])
    #expect(coverage["entries"] == (result["entries"] as? [Any])?.count)
  }

  /// Every source a finding names is written out, and none besides.
  @Test func sourcesAreThoseOfTheFindings() throws {
    let result = try object(SampleCheck.full().json())
    let findings = try #require(result["findings"] as? [[String: Any]])
    let named = findings.flatMap {
      ($0["evidence"] as? [[String: Any]] ?? []).compactMap { $0["source"] as? String }
    }
    #expect(Set(named) == Set((result["sources"] as? [String: Any] ?? [:]).keys))
  }

  @Test func everyFindingOfACauseSaysNotToStop() throws {
    let result = try object(SampleCheck.full().json())
    let findings = try #require(result["findings"] as? [[String: Any]])
    let causes = findings.filter { ["crampCause", "cascade"].contains($0["kind"] as? String) }
    #expect(causes.count >= 3)
    for cause in causes {
      #expect((cause["action"] as? String ?? "").contains("Do not stop a medicine without the prescriber"))
    }
  }

  @Test func severityStandsOnInteractionsAndCautionsOnly() throws {
    let result = try object(SampleCheck.full().json())
    for finding in try #require(result["findings"] as? [[String: Any]]) {
      let has = finding["severity"] != nil
      #expect(has == ["interaction", "treatmentCaution"].contains(finding["kind"] as? String))
    }
  }

  /// What is kept between two patients never changes what is said of the second.
  @Test func aSecondPatientReadsAsIfAlone() throws {
    let first = try SampleCheck.full()
    let second = try SampleCheck(
      ["tea", "furosemide", "quinine", "amiodarone", "Zorbalix"], patient: Patient(ageYears: 40))
    let report = JSONReport(catalog: first.catalog)
    let both = OutputBytes()
    report.append(first.result, from: SampleCheck.source, to: both)
    report.append(second.result, from: SampleCheck.source, to: both)
    report.append(first.result, from: SampleCheck.source, to: both)
    #expect(both.array == first.json() + second.json() + first.json())
  }

  @Test(arguments: [
    "\u{0}\u{1}\u{1F}\"\\/", "\u{7F}\u{80}\u{9F}", "\u{202E}\u{2066}\"\\", "日本\u{FFFD}", "\u{10FE41}",
    "😀\u{E0041}", "",
  ])
  func stringsStayExact(text: String) throws {
    let sample = try SampleCheck([text])
    let json = sample.json()
    #expect(try JSONSchema.named("check").violations(of: json) == [])
    let entries = try #require(try object(json)["entries"] as? [[String: Any]])
    #expect(Array((entries[0]["text"] as? String ?? "?").unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test(arguments: ["quinine", "Bothdrug", "Zorbalix", "quinin", "", "quinine\n\u{1B}"])
  func linesOfResolveAndDrug(text: String) throws {
    let sample = try SampleCheck([text])
    var line: [UInt8] = []
    ResolveLine(catalog: sample.catalog).append(sample.result.entries[0], to: &line)
    #expect(try JSONSchema.named("resolve").violations(of: line) == [])
    #expect(try object(line)["input"] as? String == text)
    var card: [UInt8] = []
    DrugJSON(catalog: sample.catalog).append(sample.result.entries[0], query: text, to: &card)
    #expect(try JSONSchema.named("drug").violations(of: card) == [])
    #expect(try object(card)["query"] as? String == text)
  }

  @Test func aLineThatWasNotReadIsToldAsItsSchemaSays() throws {
    let schema = try JSONSchema.named("unread-line")
    for column in [0, 7] {
      var line: [UInt8] = []
      UnreadLineJSON.append(reason: "not valid JSON", column: column, to: &line)
      #expect(schema.violations(of: line) == [])
      let unread = try #require(try object(line)["unread"] as? [String: Any])
      #expect(unread["reason"] as? String == "not valid JSON")
      #expect(unread["column"] as? Int == (column > 0 ? column : nil))
    }
  }

  @Test func theSchemaTestSeesWhatIsWrong() throws {
    let schema = try JSONSchema.named("resolve")
    let right =
      #"{"input":"a","status":"resolved","drugs":[{"id":"a","name":"a"}],"candidates":[],"remarks":[]}"#
    #expect(schema.violations(of: Array(right.utf8)) == [])
    for wrong in [
      right.replacingOccurrences(of: "resolved", with: "found"),
      right.replacingOccurrences(of: "input", with: "Input"),
      right.replacingOccurrences(of: #""id":"a","#, with: ""),
      right.replacingOccurrences(of: "[]}", with: "[1]}"),
      right.replacingOccurrences(of: #""name":"a""#, with: #""name":"a","x":1"#), right + "}",
    ] {
      #expect(!schema.violations(of: Array(wrong.utf8)).isEmpty, "\(wrong)")
    }
  }
}
