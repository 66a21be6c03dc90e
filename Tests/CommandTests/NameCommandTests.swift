import Foundation
import Testing

@Suite struct NameCommandTests {
  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func resolveAnswersEveryLineInOrder() throws {
    let answer = try Command.run(["resolve", "-"], input: "Quinine\n\nHCTZ 25\nzorbalix\r\nquinne")
    let lines = try objects(answer.standardOutput)
    #expect(lines.compactMap { $0["input"] as? String } == ["Quinine", "", "HCTZ 25", "zorbalix", "quinne"])
    #expect(
      lines.compactMap { $0["status"] as? String }
        == ["resolved", "unrecognised", "resolved", "unrecognised", "resolved"])
    #expect(answer.status == 2)
  }

  struct Query: Sendable {
    var name: String
    var drugs: [String]
    var status: Int32 = 0
  }

  @Test(arguments: [
    Query(name: "Cardizem", drugs: ["diltiazem"]), Query(name: "Calan", drugs: ["verapamil"]),
    Query(name: "Benadryl", drugs: ["diphenhydramine"]), Query(name: "HCTZ", drugs: ["hydrochlorothiazide"]),
    Query(name: "rxnorm:9071", drugs: ["quinine"]), Query(name: "quinne", drugs: ["quinine"]),
    Query(name: "Dyazide", drugs: ["hydrochlorothiazide", "triamterene"]),
    Query(name: "quindine", drugs: [], status: 2), Query(name: "zorbalix", drugs: [], status: 2),
  ])
  func drugReadsNamesAsAPharmacistWould(_ query: Query) throws {
    let answer = try Command.run(["drug", "--format", "json", query.name])
    let card = try #require(try objects(answer.standardOutput).first)
    let drugs = try #require(card["drugs"] as? [[String: Any]])
    #expect(drugs.compactMap { $0["name"] as? String }.sorted() == query.drugs)
    #expect(answer.status == query.status)
  }

  @Test func aRefusedNameShowsItsCandidates() throws {
    let answer = try Command.run(["drug", "quindine"])
    #expect(answer.standardOutput.contains("quinidine") && answer.standardOutput.contains("quinine"))
  }

  @Test func aCountryChangesWhatABrandMeans() throws {
    let us = try Command.run(["drug", "Benadryl", "--country", "us", "--format", "json"])
    let uk = try Command.run(["drug", "Benadryl", "--country", "uk", "--format", "json"])
    #expect(us.standardOutput.contains("\"diphenhydramine\""))
    #expect(us.standardOutput != uk.standardOutput)
    #expect(uk.status == 2)
  }

  @Test(arguments: [
    (
      "quinine",
      [
        "BOXED WARNING", "1994-08-22", "1995-02-22", "2006-12-11", "2009-11", "2010-07-08", "28%",
        "1.24 (95% CI 1.21-1.27)", "(UK)",
      ]
    ),
    ("furosemide", ["1.20", "1.00", "1.44", "not significantly"]),
    ("salmeterol", ["2.17", "1.56", "3.02"]),
    ("bupropion", ["placebo"]),
    ("benazepril", ["not reviewed", "enalapril"]),
    ("statins", ["simvastatin", "atorvastatin"]),
  ])
  func cardsSayWhatTheTablesSay(name: String, words: [String]) throws {
    let card = try Command.run(["drug", name]).standardOutput.split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    for word in words { #expect(card.contains(word), "\(name): \(word)") }
    #expect(card.contains("absence from them is not safety"))
  }

  @Test func namesMayComeOnStandardInput() throws {
    let answer = try Command.run(["drug", "--format", "json", "-"], input: "quinine\nverapamil\n")
    #expect(
      try objects(answer.standardOutput).compactMap { $0["query"] as? String } == ["quinine", "verapamil"])
  }
}
