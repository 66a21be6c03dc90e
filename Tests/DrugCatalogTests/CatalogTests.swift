import Testing

@testable import DrugCatalog

@Suite struct CatalogTests {
  @Test func recordsComeBackAsTheyWentIn() throws {
    let catalog = try SmallCatalog.catalog()
    #expect(catalog.drugCount == 5)
    #expect(catalog.sources == [SmallCatalog.source])
    let association = try #require(catalog.associations.first)
    #expect(association.subject == .drugClass)
    #expect(association.figure.low == "1.29")
    #expect(association.drugClass == "thiazide")
    #expect(catalog.combinations.first?.ingredients == ["hydrochlorothiazide", "triamterene"])
  }

  @Test(arguments: [
    ("Quinine", "quinine"), ("QUININE SULFATE", "quinine"), ("calan", "verapamil"), ("rxcui:9071", "quinine"),
  ])
  func namesAndCodesLeadToTheirDrug(text: String, drug: String) throws {
    let catalog = try SmallCatalog.catalog()
    let matches = catalog.matches(NameKey.fold(text).span)
    #expect(matches.count == 1)
    let row: DrugRow? =
      switch matches.first?.meaning {
      case .drug(let row, _), .drugCode(let row): row
      default: nil
      }
    #expect(row.map { catalog.drugID($0).rawValue } == drug)
  }

  @Test func beginningsOfLongNamesAreKnown() throws {
    let catalog = try SmallCatalog.catalog()
    let begun = catalog.mayBeginName(NameKey.fold("verapamil").span)
    let whole = catalog.mayBeginName(NameKey.fold("triamterene").span)
    #expect(begun && !whole)
  }

  @Test func neighboursAreFoundWithinTwoEdits() throws {
    let catalog = try SmallCatalog.catalog()
    func near(_ word: String) -> [String] {
      catalog.neighbours(of: NameKey.fold(word).span).map {
        "\(String(decoding: $0.key, as: UTF8.self)) \($0.distance)"
      }
    }
    #expect(near("quinne") == ["quinine 1"])
    #expect(near("quindine") == ["quinidine 1", "quinine 1"])
    #expect(near("veraapmil") == ["verapamil 1"])
    #expect(near("dyzaide") == ["dyazide 1"])
    #expect(near("xylophone") == [])
  }

  @Test func classesHoldDrugsByAtcPrefix() throws {
    let catalog = try SmallCatalog.catalog()
    let thiazide = try #require(catalog.classRow("thiazide"))
    #expect(catalog.drugs(of: thiazide).map(catalog.drugName) == ["hydrochlorothiazide"])
    let hydrochlorothiazide = try #require(catalog.drugRow("hydrochlorothiazide"))
    #expect(catalog.review(of: hydrochlorothiazide) == .classRule)
    #expect(catalog.rules(of: thiazide).count == 1)
  }

  @Test func sameRecordsGiveSameBytes() throws {
    #expect(try SmallCatalog.builder().build() == SmallCatalog.builder().build())
  }

  @Test func addingNothingToACatalogChangesNothing() throws {
    let catalog = try SmallCatalog.catalog()
    let again = try Catalog(CatalogBuilder(startingFrom: catalog).build())
    #expect(again.sha256 == catalog.sha256)
    #expect(again.verifiesSHA256())
  }

  @Test func undefinedReferencesAreListed() {
    let builder = SmallCatalog.builder()
    builder.add(DrugClass.Member(drug: "ghost", drugClass: "thiazide", attribution: Attribution(["nowhere"])))
    #expect(builder.undefinedReferences.map(\.id) == ["ghost", "nowhere"])
  }
}
