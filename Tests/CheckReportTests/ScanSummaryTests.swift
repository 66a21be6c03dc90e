import DrugCatalog
import Testing

@testable import CheckReport

@Suite struct ScanSummaryTests {
  private static let lists = [
    ["quinine", "amiodarone"], ["salmeterol", "Zorbalix 10 mg"],
    ["ZORBALIX  10 mg", "furosemide", "salmeterol"], ["tea"],
  ]

  private func summary(of lists: [[String]]) throws -> ScanSummary {
    var summary = ScanSummary(catalog: try ReportCatalog.catalog())
    for list in lists { summary.add(try SampleCheck(list).result) }
    return summary
  }

  @Test func theTable() throws {
    var summary = try summary(of: Self.lists)
    summary.addUnread(path: "b.xml", reason: "not well-formed")
    try ReferenceFile.expect(
      summary.text(style: TextStyle(width: 80)), toEqual: "scan-summary.txt",
      digest: summary.catalog.sha256)
    var json: [UInt8] = []
    summary.append(to: &json)
    #expect(try JSONSchema.named("scan-summary").violations(of: json) == [])
  }

  @Test func workersAddUpInAnyOrder() throws {
    var whole = try summary(of: Self.lists)
    whole.addUnread(path: "a", reason: "x")
    whole.addUnread(path: "b", reason: "y")
    var parts = try summary(of: [Self.lists[3], Self.lists[1]])
    parts.addUnread(path: "b", reason: "y")
    var other = try summary(of: [Self.lists[2], Self.lists[0]])
    other.addUnread(path: "a", reason: "x")
    parts.merge(other)
    var expected: [UInt8] = []
    var actual: [UInt8] = []
    whole.append(to: &expected)
    parts.append(to: &actual)
    #expect(actual == expected)
  }

  @Test func spellingsOfOneNameAreCountedTogether() throws {
    let summary = try summary(of: Self.lists)
    #expect(summary.unrecognised.inOrder.map(\.count) == [2])
    #expect(summary.patientsNotWhollyChecked == 2)
  }
}

@Suite struct CatalogInfoTests {
  @Test func textAndJSON() throws {
    let info = CatalogInfo(catalog: try ReportCatalog.catalog())
    var json: [UInt8] = []
    info.append(to: &json)
    #expect(try JSONSchema.named("catalog-info").violations(of: json) == [])
    let text = info.text(style: TextStyle(width: 80))
    #expect(text.contains("8 drugs (single ingredients)"))
    #expect(text.contains("4 interaction rules"))
    #expect(text.contains("small 1.0 2026-01-02 abababababab"))
  }
}
