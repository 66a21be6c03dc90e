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
    #expect(card.contains("Studied for cramps, and not flagged"))
    #expect(card.contains("1.9% vs placebo 3.2%"))
    #expect(!card.contains("Do not stop"))
  }

  @Test func anotherCountrysWarningIsNeverHidden() throws {
    #expect(try card("quinine", country: "uk").contains("BOXED WARNING"))
  }

  /// A class rule is contraindicated for the pairs it names, and major for the others.
  @Test func namedPairsOfAClassRule() throws {
    #expect(
      try card("amiodarone").contains(
        "CONTRAINDICATED with Medicines that prolong QT: quinidine (the others major)"))
    #expect(try card("quinine").contains("MAJOR with Medicines that prolong QT: sudden death (FR, US)"))
  }
}
