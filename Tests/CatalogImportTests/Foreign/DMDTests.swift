import CatalogImport
import DrugCatalog
import Testing

struct DMDTests {
  static let moieties = """
    <VIRTUAL_THERAPEUTIC_MOIETIES>
      <VTM><VTMID>100000001</VTMID><NM>Alphan</NM></VTM>
      <VTM><VTMID>200000000000000002</VTMID><NM>Betan</NM><VTMIDPREV>100000002</VTMIDPREV></VTM>
      <VTM><VTMID>100000003</VTMID><NM>Alphan + Betan</NM></VTM>
      <VTM><VTMID>100000004</VTMID><INVALID>1</INVALID><NM>Alphan</NM></VTM>
      <VTM><VTMID>100000005</VTMID><INVALID>1</INVALID><NM>Gamman</NM></VTM>
      <VTM><VTMID>100000006</VTMID><NM>Alphan + Unknownium</NM></VTM>
      <VTM><VTMID>100000007</VTMID><NM>Co-betan</NM></VTM>
    </VIRTUAL_THERAPEUTIC_MOIETIES>
    """
  static let substances = """
    <INGREDIENT_SUBSTANCES>
      <ING><ISID>300000001</ISID><NM>Alphan hydrochloride</NM><ISIDPREV>300000011</ISIDPREV></ING>
      <ING><ISID>300000002</ISID><NM>Betan</NM></ING>
      <ING><ISID>300000003</ISID><NM>Purified water</NM></ING>
    </INGREDIENT_SUBSTANCES>
    """
  static let virtualProducts = """
    <VIRTUAL_MED_PRODUCTS><VMPS>
      <VMP><VPID>400000001</VPID><VTMID>100000001</VTMID><NM>Alphan 5mg tablets</NM><VPIDPREV>400000011</VPIDPREV></VMP>
      <VMP><VPID>400000002</VPID><VTMID>100000007</VTMID><NM>Co-betan 5mg/5mg tablets</NM></VMP>
      <VMP><VPID>400000003</VPID><NM>Alphan hydrochloride 1% cream</NM></VMP>
    </VMPS><VIRTUAL_PRODUCT_INGREDIENT>
      <VPI><VPID>400000001</VPID><ISID>300000001</ISID></VPI>
      <VPI><VPID>400000002</VPID><ISID>300000001</ISID></VPI>
      <VPI><VPID>400000002</VPID><ISID>300000002</ISID></VPI>
      <VPI><VPID>400000003</VPID><ISID>300000001</ISID></VPI>
    </VIRTUAL_PRODUCT_INGREDIENT></VIRTUAL_MED_PRODUCTS>
    """
  static let actualProducts = """
    <ACTUAL_MEDICINAL_PRODUCTS><AMPS>
      <AMP><APID>500000001</APID><VPID>400000001</VPID><NM>Alphabrand 5mg tablets</NM></AMP>
      <AMP><APID>500000002</APID><VPID>400000001</VPID><NM>Alphan 5mg tablets</NM></AMP>
      <AMP><APID>500000003</APID><VPID>400000002</VPID><NM>Bothbrand tablets</NM></AMP>
      <AMP><APID>500000004</APID><INVALID>1</INVALID><VPID>400000001</VPID><NM>Oldbrand 5mg tablets</NM></AMP>
    </AMPS></ACTUAL_MEDICINAL_PRODUCTS>
    """

  static let packs = [
    """
    <VIRTUAL_MED_PRODUCT_PACK><VMPPS>
      <VMPP><VPPID>600000001</VPPID><NM>Alphan 5mg tablets 28 tablet</NM><VPID>400000001</VPID></VMPP>
    </VMPPS></VIRTUAL_MED_PRODUCT_PACK>
    """,
    """
    <ACTUAL_MEDICINAL_PROD_PACKS><AMPPS>
      <AMPP><APPID>600000002</APPID><NM>Alphabrand 28</NM><VPPID>600000001</VPPID><APID>500000001</APID></AMPP>
      <AMPP><APPID>600000003</APPID><NM>Unknown 28</NM><VPPID>600000009</VPPID><APID>500000009</APID></AMPP>
    </AMPPS></ACTUAL_MEDICINAL_PROD_PACKS>
    """,
    "<GTIN_DETAILS><AMPPS><AMPP><AMPPID>600000002</AMPPID></AMPP></AMPPS></GTIN_DETAILS>",
  ]

  private func release(_ files: [String]) throws -> Catalog {
    try Catalog(try ForeignList.outcome(files).catalog)
  }
  private let files =
    [Self.moieties, Self.substances, Self.virtualProducts, Self.actualProducts] + Self.packs

  private func drug(_ catalog: Catalog, snomed: String) -> String? {
    guard case .drugCode(let row) = catalog.matches(code: snomed, system: "snomed").first?.meaning else {
      return nil
    }
    return catalog.drugName(row)
  }

  @Test(arguments: [
    ("100000001", "Alphan"), ("200000000000000002", "Betan"), ("100000002", "Betan"),
    ("100000004", "Alphan"), ("300000001", "Alphan"), ("300000011", "Alphan"), ("400000001", "Alphan"),
    ("400000011", "Alphan"), ("500000001", "Alphan"), ("500000002", "Alphan"), ("500000004", "Alphan"),
    ("600000001", "Alphan"), ("600000002", "Alphan"),
  ])
  func everyIDLeadsToItsDrug(id: String, name: String) throws {
    #expect(drug(try release(files), snomed: id) == name)
    #expect(drug(try release(files.reversed()), snomed: id) == name)
  }

  @Test func combinationsHaveAllTheirIngredients() throws {
    let catalog = try release(files)
    let ingredients = Dictionary(
      uniqueKeysWithValues: catalog.combinations.map { ($0.name, $0.ingredients.map(\.rawValue).sorted()) })
    #expect(ingredients == ["Alphan + Betan": ["alphan", "betan"], "Co-betan": ["alphan", "betan"]])
    for code in ["100000007", "400000002", "500000003"] {
      guard case .combinationCode(let row) = catalog.matches(code: code, system: "snomed").first?.meaning
      else {
        Issue.record("\(code) is no combination")
        continue
      }
      #expect(catalog.combination(row).name == "Co-betan")
    }
  }

  @Test func brandsEndBeforeTheStrengthAndTheGenericName() throws {
    let catalog = try release(files)
    let brands = catalog.allNames.filter {
      switch $0.meaning {
      case .drug(_, .brand): true
      case .combination: $0.countries == ["UK"]
      default: false
      }
    }
    #expect(Set(brands.map(\.text)) == ["Alphabrand", "Bothbrand"])
    #expect(brands.allSatisfy { $0.countries == ["UK"] })
  }

  @Test func withdrawnRowsAndUnknownIngredientsAreTold() throws {
    #expect(
      Set(try ForeignList.outcome(files).ledger.entries.map { "\($0.kind) \($0.subject)" }) == [
        "incompleteCombination Alphan + Unknownium", "withdrawnRecord Gamman",
      ])
  }

  @Test func substancesThatNoProductUsesAreNoDrugs() throws {
    let catalog = try release(files)
    #expect(catalog.allDrugs.map(catalog.drugName) == ["Alphan", "Betan"])
  }
}
