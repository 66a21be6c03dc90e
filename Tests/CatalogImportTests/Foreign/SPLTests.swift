import DrugCatalog
import Foundation
import Testing

@testable import CatalogImport

struct SPLTests {
  private func flags(_ catalog: Catalog) throws -> [CrampAssociation] {
    catalog.associations(of: try #require(catalog.drugRow("zorbal")))
  }

  @Test func aLabelGivesItsMoietyWithSaltBrandAndCodes() throws {
    let catalog = try ForeignList.catalog(SPLLabelText.label())
    let drug = try #require(catalog.drugRow("zorbal"))
    #expect(catalog.drugCount == 1)
    #expect(
      catalog.names(of: drug).map(\.text) == [
        "zorbal", "zorbal sodium", "Zorbalix", "unii:AAAAAAAAA1", "unii:AAAAAAAAA2", "ndc:12345-678",
      ])
  }

  @Test func harmFlagsWithSectionWordsAndFigure() throws {
    let text = """
      <table><caption>Reactions (%)</caption><thead><tr><th rowspan="2">Reaction</th><th colspan="2">Arm</th></tr>
      <tr><th>Zorbal<footnote>any dose</footnote></th><th>Placebo</th></tr></thead>
      <tbody><tr><td>Leg<br/> cramps</td><td>4.5</td><td>2.0</td></tr></tbody></table>
      """
    let catalog = try ForeignList.catalog(SPLLabelText.label(sections: [("34084-4", "6 Reactions", text)]))
    let flag = try #require(try flags(catalog).first)
    #expect(flag.flags && flag.basis == .labelText && flag.symptom == .legCramps && flag.grade == .b)
    #expect(flag.evidence == "label text, section 6 Reactions")
    #expect(flag.reportedSymptom == "Leg cramps")
    #expect(flag.figure.text == "4.5% (Zorbal) vs 2.0% (Placebo)")
    #expect(flag.attribution.sources.map(\.rawValue) == ["spl-list-1"])
  }

  @Test(arguments: [
    ("34067-9", "Zorbal may cause leg cramps."), ("34088-5", "Leg cramps may occur."),
    ("34084-4", "Abdominal cramps were common."), ("34071-1", "Used for the relief of muscle spasm."),
  ])
  func whatIsNoHarmIsSetAsideAndCounted(code: String, text: String) throws {
    let label = SPLLabelText.label(sections: [(code, "", "<paragraph>\(text)</paragraph>")])
    let catalog = try ForeignList.catalog(label)
    #expect(try flags(catalog).isEmpty)
    #expect(try ForeignList.ledger(label).contains { $0.hasPrefix("setAsideCramp") })
  }

  @Test func itemsAreReadWithTheirLeadIn() throws {
    let list = "<paragraph>Zorbal relieves:</paragraph><list><item>leg cramps</item></list>"
    let harm = "<paragraph>Zorbal can cause:</paragraph><list><item>rash</item><item>leg cramps</item></list>"
    for (text, count) in [(list, 0), (harm, 1)] {
      let catalog = try ForeignList.catalog(SPLLabelText.label(sections: [("34071-1", "", text)]))
      #expect(try flags(catalog).count == count)
    }
  }

  @Test func aKitIsTheCombinationOfItsActiveParts() throws {
    let catalog = try ForeignList.catalog(SPLLabelText.kit)
    #expect(catalog.drugCount == 2)
    let combination = try #require(catalog.combinations.first)
    #expect(combination.name == "Kittal")
    #expect(combination.ingredients.map(\.rawValue) == ["zorbal", "quexol"])
    let flag = try #require(try flags(catalog).first)
    #expect(flag.subject == .together(["zorbal", "quexol"]))
  }

  @Test func indexFilesGiveClasses() throws {
    let catalog = try ForeignList.catalog(SPLLabelText.classIndex)
    let drug = try #require(catalog.drugRow("zorbal"))
    #expect(catalog.classes(of: drug).map { catalog.drugClass($0).id.rawValue } == ["spl-n0000000001"])
  }

  @Test func membersOfAnEstablishedClassJoinOursOfThatName() throws {
    let own = SmallList.text(
      """
      <class id="zorbanoid" name="Zorbanoids" source="s"><member drug="quinine"/></class>
      """)
    let catalog = try ForeignList.catalog(own, SPLLabelText.classIndex)
    let zorbal = try #require(catalog.drugRow("zorbal"))
    #expect(
      catalog.classes(of: zorbal).map { catalog.drugClass($0).id.rawValue }.sorted() == [
        "spl-n0000000001", "zorbanoid",
      ])
    let members = catalog.members(of: try #require(catalog.classRow("zorbanoid")))
    #expect(members.last?.derivedFrom == "spl-n0000000001")
  }

  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/corpus/drug-lists/spl").standardized
  private static let hasCorpus = FileManager.default.fileExists(atPath: corpus.path)

  /// Figures counted by hand from the labels' text.
  @Test(.enabled(if: hasCorpus)) func realLabelsAreJudgedOnTheirText() throws {
    let names = ["lipitor-orig", "bonine-otc", "sronyx", "no-title", "cough"]
    let texts = try names.map {
      try String(contentsOf: Self.corpus.appending(path: "\($0).xml"), encoding: .utf8)
    }
    let outcome = try ForeignList.outcome(texts)
    let catalog = try Catalog(outcome.catalog)
    let flags = (0..<catalog.drugCount).flatMap { catalog.associations(of: DrugRow(UInt32($0))) }
    #expect(flags.map(\.symptom) == [.muscleSpasms])
    #expect(flags.first?.subject == .drug("atorvastatin"))
    #expect(flags.first?.figure.value == "3.6")
    #expect(flags.first?.figure.comparator == "3.0")
    #expect(outcome.ledger.entries(of: .setAsideCramp).count == 2)
  }
}

/// Small labels; every name is invented.
enum SPLLabelText {
  static func label(sections: [(code: String, title: String, text: String)] = []) -> String {
    document(
      """
      <section><code code="48780-1" codeSystem="2.16.840.1.113883.6.1"/><subject><manufacturedProduct>
      <manufacturedProduct><code code="12345-678" codeSystem="2.16.840.1.113883.6.69"/><name>Zorbalix</name>
      <asEntityWithGeneric><genericMedicine><name>zorbal sodium</name></genericMedicine></asEntityWithGeneric>
      \(ingredient("ZORBAL SODIUM", "AAAAAAAAA2", "ZORBAL", "AAAAAAAAA1"))
      <ingredient classCode="IACT"><ingredientSubstance><name>TALC</name></ingredientSubstance></ingredient>
      </manufacturedProduct></manufacturedProduct></subject></section>
      """,
      sections.map { section($0.code, $0.title, $0.text) })
  }

  /// A section within another.
  static func nested(
    outer: (code: String, title: String), inner: (code: String, title: String), _ text: String
  ) -> String {
    let part = section(inner.code, inner.title, text)
    return label(sections: [(outer.code, outer.title, "")]).replacing(
      "<text></text></section>", with: "<text></text><component>\(part)</component></section>")
  }

  static let kit = document(
    """
    <section><subject><manufacturedProduct><manufacturedProduct><name>Kittal</name>
    <asEntityWithGeneric><genericMedicine><name>zorbal and quexol</name></genericMedicine></asEntityWithGeneric>
    <part><partProduct><name>Kittal</name>\(ingredient("ZORBAL", "AAAAAAAAA1", "ZORBAL", "AAAAAAAAA1"))
    \(ingredient("QUEXOL", "AAAAAAAAA3", "QUEXOL", "AAAAAAAAA3"))</partProduct></part>
    <part><partProduct><name>INERT</name><ingredient classCode="IACT"><ingredientSubstance><name>LACTOSE</name>
    </ingredientSubstance></ingredient></partProduct></part>
    </manufacturedProduct></manufacturedProduct></subject></section>
    """, [section("34084-4", "Reactions", "<paragraph>Leg cramps were reported.</paragraph>")])

  static let classIndex = document(
    """
    <section><subject><identifiedSubstance><identifiedSubstance>
    <code code="AAAAAAAAA1" codeSystem="2.16.840.1.113883.4.9"/><name>ZORBAL</name>
    <asSpecializedKind><generalizedMaterialKind><code code="N0000000001" codeSystem="2.16.840.1.113883.3.26.1.5"
    displayName="Zorbanoid [EPC]"/></generalizedMaterialKind></asSpecializedKind>
    </identifiedSubstance></identifiedSubstance></subject></section>
    """, [])

  private static func section(_ code: String, _ title: String, _ text: String) -> String {
    """
    <section><code code="\(code)" codeSystem="2.16.840.1.113883.6.1"/><title>\(title)</title><text>\(text)</text></section>
    """
  }

  private static func ingredient(_ name: String, _ unii: String, _ moiety: String, _ moietyUNII: String)
    -> String
  {
    """
    <ingredient classCode="ACTIM"><ingredientSubstance><code code="\(unii)" codeSystem="2.16.840.1.113883.4.9"/>
    <name>\(name)</name><activeMoiety><activeMoiety><code code="\(moietyUNII)" codeSystem="2.16.840.1.113883.4.9"/>
    <name>\(moiety)</name></activeMoiety></activeMoiety></ingredientSubstance></ingredient>
    """
  }

  private static func document(_ first: String, _ sections: [String]) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <document xmlns="urn:hl7-org:v3"><title>A label</title><effectiveTime value="20260102"/><setId root="1234-abcd"/><versionNumber value="3"/>
    <component><structuredBody>
    \(([first] + sections).map { "<component>\($0)</component>" }.joined(separator: "\n"))
    </structuredBody></component></document>
    """
  }
}
