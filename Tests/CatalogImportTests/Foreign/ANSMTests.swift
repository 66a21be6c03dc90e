import CatalogImport
import DrugCatalog
import Testing

struct ANSMTests {
  static let quinineTable = ANSMList.tables(
    ANSMList.interaction(
      .drugClass("STRONG INHIBITORS OF CYP3A4", "J02-J05"), .drug("QUININE", "9071", ["P01BC01"]),
      "Not recommended"),
    ANSMList.interaction(
      .drug("QUININE", "9071", ["P01BC01"]), .drugClass("STRONG INHIBITORS OF CYP3A4", "J02-J05"),
      "Not recommended"))
  static let inhibitors = ANSMList.groups(
    name: "STRONG INHIBITORS OF CYP3A4 ", code: "J02-J05", ("Ketoconazole ", "6135"), ("Ritonavir", "85762"))

  @Test func anInteractionStandsOnTheClassWhoseMembersAreInAnotherFile() throws {
    let catalog = try ForeignList.catalog(Self.quinineTable, Self.inhibitors)
    let quinine = try #require(catalog.drugRow("quinine"))
    let rules = catalog.rules(of: quinine)
    #expect(rules.count == 1)
    let statement = catalog.statement(try #require(rules.first).statement)
    #expect(statement.severity == .major)
    #expect(statement.classification == .usuallyAvoid)
    #expect(statement.jurisdictions == ["FR"])
    #expect(statement.attribution.sources == ["ansm-list-1"])
    let group = try #require(catalog.classRow("ansm-strong-inhibitors-of-cyp3a4"))
    #expect(catalog.drugs(of: group).map(catalog.drugName) == ["Ketoconazole", "Ritonavir"])
  }

  @Test func theOrderOfTheFilesDoesNotMatter() throws {
    let forward = try ForeignList.catalog(Self.quinineTable, Self.inhibitors)
    let backward = try ForeignList.catalog(Self.inhibitors, Self.quinineTable)
    #expect(forward.ruleCount == backward.ruleCount)
    #expect(forward.drugCount == backward.drugCount)
  }

  @Test func aClassWithoutItsGroupIsTold() throws {
    #expect(
      try ForeignList.ledger(Self.quinineTable) == [
        "danglingReference the class STRONG INHIBITORS OF CYP3A4: 2"
      ])
  }

  @Test(arguments: [
    ("CONTRAINDICATION", Severity.contraindicated), ("C0NTRAINDICATION", .contraindicated),
    ("CONTRANDICATION", .contraindicated), ("CONTRAINDICATIOIN", .contraindicated),
    ("CONTRA-INDICATION", .contraindicated), ("Contratindication", .contraindicated),
    ("Contrainication", .contraindicated), ("Contraindication with:", .contraindicated),
    ("With the avanafil Contraindication", .contraindicated), ("Contraindicated", .contraindicated),
    ("Contraindication - Not recommended - Precaution for use", .contraindicated),
    ("Not recommended", .major), ("Nor recommended", .major), ("Not reommended", .major),
    ("Not recommeded:", .major), ("Not Recommended with the nimodipine", .major),
    ("Precaution for use", .moderate), ("Precautions for use:", .moderate), ("Precaution of use", .moderate),
    ("Take into account", .moderate), ("Tale into account", .moderate),
  ])
  func handTypedSeveritiesAreUnderstood(words: String, severity: Severity) throws {
    let list = ANSMList.tables(
      ANSMList.interaction(.drug("ALPHAN", "11", []), .drug("BETAN", "12", []), words))
    let catalog = try ForeignList.catalog(list)
    #expect(try #require(catalog.allRules.first.map { catalog.statement($0.statement) }).severity == severity)
    #expect(try ForeignList.ledger(list).isEmpty)
  }

  @Test(arguments: ["", "[ambiguous]", "With doses of methotrexate &gt; 20 mg/week", "recommended", "note"])
  func anythingElseIsContraindicatedAndTold(words: String) throws {
    let list = ANSMList.tables(
      ANSMList.interaction(.drug("ALPHAN", "11", []), .drug("BETAN", "12", []), words))
    let outcome = try ForeignList.outcome([list])
    let catalog = try Catalog(outcome.catalog)
    let statement = try #require(catalog.allRules.first.map { catalog.statement($0.statement) })
    #expect(statement.severity == .contraindicated)
    #expect(outcome.ledger.entries(of: .unknownSeverity).count == 1)
  }

  /// The real file gives furosemide the code of alcuronium once.
  @Test func aCodeOfTwoDrugsWithoutACommonATCCodeSaysNothing() throws {
    let list = ANSMList.tables(
      ANSMList.interaction(
        .drug("FUROSEMIDE", "460", ["C03CA01"]), .drug("ALCURONIUM", "460", ["M03AA01"]), "Not recommended"))
    let catalog = try ForeignList.catalog(list)
    #expect(catalog.drugCount == 2)
    #expect(catalog.matches(code: "460", system: "rxcui").isEmpty)
    #expect(catalog.ruleCount == 1)
    #expect(
      try ForeignList.ledger(list) == ["conflictingCode rxcui:460: 2"])
  }

  @Test func spellingsWithOneCodeAndACommonATCCodeAreOneDrug() throws {
    let catalog = try ForeignList.catalog(
      ANSMList.tables(
        ANSMList.interaction(
          .drug("NORFLOXACIN", "7517", ["J01MA06"]), .drug("BETAN", "12", []), "Not recommended"),
        ANSMList.interaction(
          .drug("NORFLOXACINE", "7517", ["J01MA06"]), .drug("BETAN", "12", []), "Not recommended")))
    #expect(catalog.drugCount == 2)
    #expect(catalog.ruleCount == 1)
  }

  @Test func aRowWithoutSidesIsRefused() throws {
    let list = ANSMList.tables(
      ANSMList.interaction(.drug("ALPHAN", "11", []), .drug("BETAN", "12", []), "Not recommended"),
      "<INTERACTION><DRUG1/><DRUG2/></INTERACTION>")
    #expect(try ForeignList.outcome([list]).ledger.hasRefusals)
  }
}

/// Small files of the thesaurus.
enum ANSMList {
  enum Side {
    case drug(String, String, [String])
    case drugClass(String, String)

    var xml: String {
      switch self {
      case .drug(let name, let rxcui, let codes):
        "<DRUG name=\"\(name)\" rxcui=\"\(rxcui)\">\(codes.map { "<ATC code=\"\($0)\" />" }.joined())</DRUG>"
      case .drugClass(let name, let code): "<CLASS name=\"\(name)\" code=\"\(code)\" />"
      }
    }
  }

  static func interaction(_ first: Side, _ second: Side, _ severity: String) -> String {
    """
    <INTERACTION><SOURCE><CLINICAL_SOURCE>ANSM</CLINICAL_SOURCE></SOURCE>
    <DRUG1>\(first.xml)</DRUG1><DRUG2>\(second.xml)</DRUG2>
    <DESCRIPTION>More of the one.</DESCRIPTION><SEVERITY>\(severity)</SEVERITY></INTERACTION>
    """
  }

  static func tables(_ interactions: String...) -> String {
    "<INTERACTIONS>\n\(interactions.joined(separator: "\n"))\n</INTERACTIONS>"
  }

  static func groups(name: String, code: String, _ members: (name: String, rxnorm: String)...) -> String {
    let drugs = members.map { "<DRUG name=\"\($0.name)\" rxnorm=\"\($0.rxnorm)\"></DRUG>" }.joined(
      separator: "\n")
    return "<CLASSES>\n<CLASS name=\"\(name)\" code=\"\(code)\">\n\(drugs)\n</CLASS>\n</CLASSES>"
  }
}
