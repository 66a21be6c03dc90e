import CatalogImport
import DrugCatalog
import Testing

struct ATCRowsetTests {
  @Test func substancesBecomeDrugsWithAllTheirCodes() throws {
    let catalog = try ForeignList.catalog(
      ATCList.rows(
        ("C03AA", "Thiazides, plain"), ("C03AA03", "hydrochlorothiazide"), ("G01AF01", "metronidazole"),
        ("J01XD01", "metronidazole")))
    #expect(catalog.drugCount == 2)
    let metronidazole = try #require(catalog.drugRow("metronidazole"))
    #expect(
      catalog.names(of: metronidazole).map(\.text) == ["metronidazole", "atc:G01AF01", "atc:J01XD01"])
  }

  @Test(arguments: [
    "combinations", "various", "prednisolone, combinations", "captopril and diuretics",
    "gefarnate, combinations with psycholeptics", "other antacids",
  ])
  func collectiveNamesGiveNoDrug(name: String) throws {
    let list = ATCList.rows(("C03AA03", "hydrochlorothiazide"), ("C09BA01", name))
    #expect(try ForeignList.catalog(list).drugCount == 1)
    #expect(try ForeignList.ledger(list) == ["groupOnly \(name): 1"])
  }

  @Test func theSourceAndTheProvenanceNameTheList() throws {
    let catalog = try ForeignList.catalog(ATCList.rows(("C03AA03", "hydrochlorothiazide")))
    let provenance = try #require(catalog.provenance.first)
    #expect(provenance.dialect == "atc")
    #expect(provenance.sha256.count == 64)
    let drug = catalog.drug(try #require(catalog.drugRow("hydrochlorothiazide")))
    #expect(drug.attribution.sources.map(\.rawValue) == [provenance.name])
    #expect(catalog.source(Source.ID(provenance.name))?.publisher.hasPrefix("WHO") == true)
  }
}
