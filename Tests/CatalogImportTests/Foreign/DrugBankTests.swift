import DrugCatalog
import Foundation
import Testing

@testable import CatalogImport

struct DrugBankTests {
  @Test func aRecordGivesNamesAndCodesFromTheirOwnPathsOnly() throws {
    let catalog = try ForeignList.catalog(
      DrugBankText.list(
        DrugBankText.drug(
          "DB00001", "Zorbal",
          parts: """
            <drugbank-id>APRD00001</drugbank-id><unii>AAAAAAAAA1</unii>
            <salts><salt><drugbank-id>DBSALT1</drugbank-id><name>Zorbal sodium</name><unii>AAAAAAAAA2</unii></salt></salts>
            <synonyms><synonym language="latin">Zorbalum</synonym></synonyms>
            <products><product><name>Zorbalix</name><country>US</country></product>
            <product><name>Zorbalix</name><country>Canada</country></product></products>
            <mixtures><mixture><name>Zorbalette</name><ingredients>Zorbal</ingredients></mixture></mixtures>
            <atc-codes><atc-code code="C10AA99"><level code="C10AA">Name of a level</level></atc-code></atc-codes>
            <external-identifiers><external-identifier><resource>RxCUI</resource><identifier>12345</identifier>
            </external-identifier></external-identifiers>
            <targets><target><name>A target</name><drugs><drug><name>Not a drug here</name></drug></drugs></target></targets>
            """)))
    let drug = try #require(catalog.drugRow("zorbal"))
    #expect(catalog.drugCount == 1)
    #expect(
      catalog.names(of: drug).map(\.text) == [
        "Zorbal", "Zorbalum", "Zorbal sodium", "unii:AAAAAAAAA1", "unii:AAAAAAAAA2", "rxcui:12345",
        "atc:C10AA99",
        "Zorbalix", "Zorbalette",
      ])
    #expect(catalog.names(of: drug).first { $0.text == "Zorbalix" }?.countries == ["US", "CA"])
  }

  @Test func bothDirectionsOfAPairAreOneRuleUnderOnePattern() throws {
    let risk = "The risk of falls can be raised when Quexol is combined\n   with Zorbal."
    let other = "The risk of falls can be raised when Quexol is combined with Tralfin."
    let catalog = try ForeignList.catalog(
      DrugBankText.list(
        DrugBankText.drug("DB00001", "Zorbal", interactions: [("DB00002", "Quexol", risk)]),
        DrugBankText.drug(
          "DB00002", "Quexol", interactions: [("DB00001", "Zorbal", risk), ("DB00003", "Tralfin", other)]),
        DrugBankText.drug("DB00003", "Tralfin", interactions: [("DB00002", "Quexol", other)])))
    let rules = catalog.rules(of: try #require(catalog.drugRow("quexol")))
    #expect(rules.count == 2)
    #expect(
      Set(rules.map { catalog.statement(of: $0).effect }) == [
        "The risk of falls can be raised when Quexol is combined with Zorbal",
        "The risk of falls can be raised when Quexol is combined with Tralfin",
      ])
    #expect(rules.allSatisfy { catalog.statement(of: $0).severity == .moderate })
  }

  @Test func oppositeTextsOfAPairStayApart() throws {
    let catalog = try ForeignList.catalog(
      DrugBankText.list(
        DrugBankText.drug(
          "DB00001", "Zorbal", interactions: [("DB00002", "Quexol", "Zorbal may raise Quexol.")]),
        DrugBankText.drug(
          "DB00002", "Quexol", interactions: [("DB00001", "Zorbal", "Quexol may raise Zorbal.")])))
    let rules = catalog.rules(of: try #require(catalog.drugRow("zorbal")))
    #expect(
      Set(rules.map { catalog.statement(of: $0).effect }) == [
        "Zorbal may raise Quexol", "Quexol may raise Zorbal",
      ])
  }

  @Test func aNameWithinANameIsNotTakenForIt() throws {
    let text = "Ethyl zorbal may weaken Zorbal; zorbalism is another word."
    let catalog = try ForeignList.catalog(
      DrugBankText.list(
        DrugBankText.drug("DB00001", "Zorbal", interactions: [("DB00002", "Ethyl zorbal", text)]),
        DrugBankText.drug("DB00002", "Ethyl zorbal")))
    let zorbal = try #require(catalog.drugRow("zorbal"))
    let rule = try #require(catalog.rules(of: zorbal).first)
    #expect(catalog.statement(rule.statement).effect == "{2} may weaken {1}; zorbalism is another word")
    #expect(catalog.statement(of: rule).effect + "." == text)
  }

  @Test func aMixtureOfSeveralIsACombinationAndItsProductNoBrand() throws {
    let product = "<products><product><name>Duozorb</name><country>US</country></product></products>"
    let mixture =
      "<mixtures><mixture><name>Duozorb</name><ingredients>Zorbal + Quexol</ingredients></mixture></mixtures>"
    let catalog = try ForeignList.catalog(
      DrugBankText.list(
        DrugBankText.drug("DB00001", "Zorbal", parts: product + mixture),
        DrugBankText.drug("DB00002", "Quexol", parts: product + mixture)))
    #expect(catalog.combinations.map(\.name) == ["Duozorb"])
    #expect(catalog.combinations.first?.ingredients == ["zorbal", "quexol"])
    #expect(catalog.ambiguousNames.isEmpty)
  }

  @Test func partnersThatAreNotDescribedAreDrugsByNameAlone() throws {
    let list = DrugBankText.list(
      DrugBankText.drug(
        "DB00001", "Zorbal", interactions: [("DB00009", "Quexol", "Zorbal may raise Quexol.")]))
    #expect(try ForeignList.catalog(list).drugRow("quexol") != nil)
    #expect(try ForeignList.ledger(list) == ["namedOnly Quexol: 1"])
  }

  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/corpus/drug-lists/drugbank-xml").standardized
  private static let hasCorpus = FileManager.default.fileExists(atPath: corpus.path)

  /// Counted independently by Python's ElementTree: drugs with a record, different partners, different pairs.
  @Test(.enabled(if: hasCorpus), arguments: [("four-drugs", 441, 460), ("one-drug", 399, 398)])
  func realRecordsImportWhole(name: String, drugs: Int, pairs: Int) throws {
    let text = try String(contentsOf: Self.corpus.appending(path: "\(name).xml"), encoding: .utf8)
    let catalog = try ForeignList.catalog(text)
    #expect(catalog.drugCount == drugs)
    #expect(catalog.ruleCount == pairs)
  }
}

/// Small databases; every name is invented.
enum DrugBankText {
  static func list(_ drugs: String...) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <drugbank xmlns="http://www.drugbank.ca" version="5.1" exported-on="2026-01-02">
    \(drugs.joined(separator: "\n"))
    </drugbank>
    """
  }

  static func drug(
    _ id: String, _ name: String, parts: String = "",
    interactions: [(id: String, name: String, text: String)] = []
  ) -> String {
    let rows = interactions.map {
      "<drug-interaction><drugbank-id>\($0.id)</drugbank-id><name>\($0.name)</name>"
        + "<description>\($0.text)</description></drug-interaction>"
    }
    return """
      <drug type="small molecule"><drugbank-id primary="true">\(id)</drugbank-id><name>\(name)</name>
      \(parts)<drug-interactions>\(rows.joined(separator: "\n"))</drug-interactions></drug>
      """
  }
}
