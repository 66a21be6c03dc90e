import CatalogImport
import DrugCatalog
import Testing

/// Whose drug a foreign one is. Every list here is a table of the thesaurus; it can bear RxCUIs, ATC codes and names.
struct MergingTests {
  /// Our own list, of which the drugs of other lists may be.
  static let ours = """
    <drug-list xmlns="urn:crampcheck:drug-list:1" id="ours" title="Ours" version="1" date="2026-11-24" licence="none">
    <source id="s"><title>T</title><publisher>P</publisher></source>
    <drug id="alphan" source="s"><name kind="generic">alphan</name><name kind="brand">Alphabrand</name>
      <code system="rxcui">1001</code><code system="atc">C03AA01</code></drug>
    <drug id="betan" source="s"><name kind="generic">beta-n</name><code system="rxcui">1002</code>
      <code system="atc">C03AA02</code></drug>
    <combination id="both" kind="generic" source="s"><name>Bothan</name><ingredient drug="alphan"/>
      <ingredient drug="betan"/></combination>
    <words kind="form" source="s"><word canonical="tablet">tablet</word></words>
    <plain-word source="s">relief</plain-word>
    </drug-list>
    """

  private func imported(_ drug: ANSMList.Side) throws -> (catalog: Catalog, ledger: ImportLedger) {
    let list = ANSMList.tables(ANSMList.interaction(drug, .drug("OTHERAN", "", []), "Not recommended"))
    // Ours comes second and is read first.
    let outcome = try ForeignList.outcome([list, Self.ours])
    return (try Catalog(outcome.catalog), outcome.ledger)
  }

  /// The id of the drug that the interaction hangs on.
  private func partner(_ catalog: Catalog) throws -> String {
    let other = try #require(catalog.drugRow("otheran"))
    let rule = try #require(catalog.rules(of: other).first)
    let side = rule.first == .drug(other) ? rule.second : rule.first
    guard case .drug(let row) = side else { return "a class" }
    return catalog.drugID(row).rawValue
  }

  @Test(arguments: [
    // An RxCUI decides over a name nobody knows, a folded name without a code, an ATC code with a loose name.
    (ANSMList.Side.drug("UNHEARDAN", "1001", []), "alphan"),
    (.drug("ALPHAN", "", []), "alphan"),
    (.drug("Alphan ", "1001", ["C03AA01"]), "alphan"),
    (.drug("BETA N", "", ["C03AA02"]), "betan"),
    // A brand leads to its drug; a shared ATC code alone does not.
    (.drug("ALPHABRAND", "", []), "alphan"),
    (.drug("GAMMAN", "", ["C03AA01"]), "gamman"),
    (.drug("BETA N", "", []), "beta-n"),
  ])
  func aDrugIsRecognisedOrNew(drug: ANSMList.Side, id: String) throws {
    let (catalog, ledger) = try imported(drug)
    #expect(try partner(catalog) == id)
    #expect(!ledger.hasRefusals)
  }

  @Test(arguments: [
    (ANSMList.Side.drug("ALPHAN", "1002", []), "alphan: its name is that of alphan, its code that of betan"),
    (.drug("BOTHAN", "", []), "bothan: its name is that of a combination"),
    (.drug("TABLET", "", []), "tablet: its name is no medicine or a word of medication lines"),
  ])
  func aContradictionIsLeftOutAndTold(drug: ANSMList.Side, words: String) throws {
    let (catalog, ledger) = try imported(drug)
    #expect(ledger.entries(of: .conflictingDrug).map(\.subject) == [words])
    #expect(ledger.entries(of: .refusedInteraction).map(\.count) == [1])
    #expect(ledger.hasRefusals)
    #expect(catalog.ruleCount == 0)
  }

  @Test func aPlainWordBecomesANameOnlyBesideAStrength() throws {
    let (catalog, _) = try imported(.drug("RELIEF", "", []))
    let names = catalog.allNames.filter { $0.text == "relief" }
    #expect(names.contains { $0.needsStrength })
    #expect(try partner(catalog) == "relief")
  }

  /// One brand, two medicines, both from other people's lists: asked back.
  @Test func aBrandOfTwoForeignDrugsIsAmbiguous() throws {
    let products = """
      <VIRTUAL_MED_PRODUCTS><VMPS>
      <VMP><VPID>400000001</VPID><VTMID>100000001</VTMID><NM>Gamman 5mg tablets</NM></VMP>
      <VMP><VPID>400000002</VPID><VTMID>100000002</VTMID><NM>Deltan 5mg tablets</NM></VMP>
      </VMPS></VIRTUAL_MED_PRODUCTS>
      """
    let moieties = """
      <VIRTUAL_THERAPEUTIC_MOIETIES><VTM><VTMID>100000001</VTMID><NM>Gamman</NM></VTM>
      <VTM><VTMID>100000002</VTMID><NM>Deltan</NM></VTM></VIRTUAL_THERAPEUTIC_MOIETIES>
      """
    let brands = """
      <ACTUAL_MEDICINAL_PRODUCTS><AMPS>
      <AMP><APID>500000001</APID><VPID>400000001</VPID><NM>Samebrand 5mg tablets</NM></AMP>
      <AMP><APID>500000002</APID><VPID>400000002</VPID><NM>Samebrand 5mg tablets</NM></AMP>
      <AMP><APID>500000003</APID><VPID>400000002</VPID><NM>Alphabrand 5mg tablets</NM></AMP>
      </AMPS></ACTUAL_MEDICINAL_PRODUCTS>
      """
    let outcome = try ForeignList.outcome([moieties, products, brands, Self.ours])
    let catalog = try Catalog(outcome.catalog)
    #expect(catalog.ambiguousNames.map(\.name) == ["samebrand"])
    #expect(catalog.ambiguousNames.first?.meanings.map(\.ingredients) == [["gamman"], ["deltan"]])
    #expect(outcome.ledger.entries(of: .disputedName).map(\.subject) == ["Samebrand"])
    // Ours stays what it is.
    #expect(outcome.ledger.entries(of: .conflictingName).map(\.subject) == ["Alphabrand"])
    let meanings = catalog.allNames.filter { $0.text == "Alphabrand" }.map(\.meaning)
    #expect(meanings == [.drug(try #require(catalog.drugRow("alphan")), .brand)])
  }

  @Test func theSameListsGiveTheSameBytes() throws {
    let lists = [ANSMTests.quinineTable, ANSMTests.inhibitors, DMDTests.moieties, Self.ours]
    let first = try ForeignList.outcome(lists).catalog
    for _ in 0..<5 { #expect(try ForeignList.outcome(lists).catalog == first) }
  }

  @Test func anInteractionBetweenTwoNamesOfOneDrugIsLeftOut() throws {
    let list = ANSMList.tables(
      ANSMList.interaction(.drug("ALPHAN", "", []), .drug("ALPHABRAND", "", []), "Not recommended"),
      ANSMList.interaction(.drug("ALPHAN", "", []), .drug("BETA-N", "", []), "Not recommended"))
    let outcome = try ForeignList.outcome([list, Self.ours])
    #expect(try Catalog(outcome.catalog).ruleCount == 1)
    #expect(outcome.ledger.entries(of: .selfInteraction).map(\.count) == [1])
  }
}
