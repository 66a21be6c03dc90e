import DrugCatalog
import Foundation
import MedicationCheck
import PatientMedications
import Testing

@testable import CheckReport

@Suite struct DrugCardTests {
  private func card(_ query: String, all: Bool = false, country: String? = nil) throws -> String {
    let sample = try SampleCheck([query])
    return DrugCard(
      catalog: sample.catalog, style: TextStyle(width: 80), detail: .init(showsAll: all), country: country
    ).text(sample.result.entries[0], query: query)
  }

  @Test(arguments: ["quinine", "Qualaquin", "Bothdrug", "quinin", "Zorbalix"])
  func cards(query: String) throws {
    try ReferenceFile.expect(
      try card(query), toEqual: "card-\(query).txt", digest: try ReportCatalog.catalog().sha256)
  }

  @Test func aClassCard() throws {
    let catalog = try ReportCatalog.catalog()
    let card = DrugCard(catalog: catalog, style: TextStyle(width: 80), detail: .init(), country: nil)
    let row = try #require(catalog.classRow("qt"))
    try ReferenceFile.expect(card.text(row), toEqual: "card-class-qt.txt", digest: catalog.sha256)
  }

  @Test func theBoxStandsFirstAndDosesNowhere() throws {
    let card = try card("quinine", all: true)
    let box = try #require(card.range(of: "BOXED WARNING"))
    let effect = try #require(card.range(of: "cramps fell 28%"))
    #expect(box.lowerBound < effect.lowerBound)
    #expect(!card.contains("a dose nobody should read"))
  }

  @Test func aDrugNobodyReviewedNamesItsRelatives() throws {
    let card = try card("benazepril")
    #expect(
      card.contains("not reviewed; nobody has judged its part in cramps. Listed relatives:\n  enalapril."))
  }

  @Test func whatWasStudiedWithoutALinkSaysSo() throws {
    let card = try card("enalapril")
    #expect(card.contains("On record, and not counted against it"))
    #expect(card.contains("muscle spasms, less often than in the comparison: 1.9% vs placebo 3.2%"))
    #expect(!card.contains("Do not stop"))
  }

  @Test func anotherCountrysWarningIsNeverHidden() throws {
    #expect(try card("quinine", country: "uk").contains("BOXED WARNING"))
  }

  /// A class rule is contraindicated for the pairs it names, and major for the others.
  @Test func namedPairsOfAClassRule() throws {
    #expect(
      try card("amiodarone").contains(
        "CONTRAINDICATED with other medicines that prolong QT (quinidine; with the\n    others major)"))
    #expect(try card("quinine").contains("MAJOR with other medicines that prolong QT: sudden death (FR, US)"))
  }

  @Test func aClassAnswersInJSONWithItsMembers() throws {
    let catalog = try ReportCatalog.catalog()
    var bytes: [UInt8] = []
    DrugJSON(catalog: catalog).append(try #require(catalog.classRow("laba")), query: "LABA", to: &bytes)
    let line = String(decoding: bytes, as: UTF8.self)
    #expect(
      line
        == #"{"schemaVersion":1,"query":"LABA","status":"resolved","basis":"name","candidates":[],"#
        + #""class":{"id":"laba","name":"Long-acting beta2-agonists"},"#
        + #""drugs":[{"id":"salmeterol","name":"salmeterol","review":"listed","crampRoles":["causes"]}],"#
        + #""remarks":[]}"# + "\n")
    #expect(try JSONSchema.named("drug").violations(of: bytes) == [])
  }
}
