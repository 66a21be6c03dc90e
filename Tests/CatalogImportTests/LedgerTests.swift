import DrugCatalog
import Testing

@testable import CatalogImport

/// What an import lives with: counted, with the first place, and said what became of it.
@Suite struct LedgerTests {
  private static func ledger(_ entries: (ImportLedger.Kind, String, Int, String)...) -> [ImportLedger.Entry] {
    entries.map { ImportLedger.Entry(kind: $0, subject: $1, count: $2, firstPlace: "small.xml:" + $3) }
  }

  @Test func whatIsOffTheFormatIsCountedAndLeftOut() throws {
    let outcome = try SmallList.outcome(
      """
      <price currency="EUR">12</price>
      <fact id="f" source="s" colour="red" xml:lang="en">f</fact>
      <fact id="g" source="s" colour="blue"
        xmlns:x="urn:x" x:y="z">g</fact>
      <class id="c" name="C" source="s"><price><deep/></price><member drug="quinine"/></class>
      <x:drug xmlns:x="urn:x" id="y"/>
      """)
    #expect(
      outcome.ledger.entries
        == Self.ledger(
          (.unknownElement, "price", 2, "6"), (.unknownAttribute, "fact/@colour", 2, "7"),
          (.unknownElement, "drug", 1, "11")))
    let catalog = try Catalog(outcome.catalog)
    #expect(catalog.advice.map(\.text) == ["f", "g"])
    #expect(catalog.drugCount == 3)
    #expect(!outcome.ledger.hasRefusals)
  }

  /// A severity word that nobody knows must not turn an alarm off.
  @Test func anUnknownSeverityBecomesTheSafestLevel() throws {
    let outcome = try SmallList.outcome(
      """
      <interaction id="i" severity="Severe" source="s"><drug ref="quinine"/><drug ref="digoxin"/><effect>e</effect></interaction>
      <interaction id="j" severity="info" source="s"><drug ref="quinine"/><drug ref="verapamil"/><effect>e</effect></interaction>
      <cramp-treatment drug="quinine" role="tried-only" cascade="no" standing="no-evidence">
        <caution id="c" severity="none" kind="heart" source="s">c</caution>
        <role id="r" source="s">r</role>
      </cramp-treatment>
      """)
    #expect(
      outcome.ledger.entries
        == Self.ledger(
          (.unknownSeverity, "Severe", 1, "6"), (.unknownSeverity, "info", 1, "7"),
          (.unknownSeverity, "none", 1, "9")))
    let catalog = try Catalog(outcome.catalog)
    #expect(
      catalog.allRules.map { catalog.statement($0.statement).severity } == [
        .contraindicated, .contraindicated,
      ])
    #expect(catalog.treatments.first?.statements.map(\.severity) == [.contraindicated, .info])
  }

  @Test func namesAndMembersGivenTwiceAreKeptOnce() throws {
    let outcome = try SmallList.outcome(
      """
      <drug id="x" source="s"><name kind="generic">xanol</name><name kind="brand">Xanol</name><name kind="salt">ＸＡＮＯＬ</name></drug>
      <class id="c" name="C" source="s"><member drug="x"/><member drug="x"/></class>
      <words kind="form" source="s"><word canonical="tablet">tab</word><word canonical="tablet">Tab</word></words>
      <words kind="unit" source="s"><word canonical="tablet">tab</word></words>
      """)
    #expect(
      outcome.ledger.entries
        == Self.ledger(
          (.repeatedName, "Xanol", 1, "6"), (.repeatedName, "ＸＡＮＯＬ", 1, "6"),
          (.repeatedMember, "c: x", 1, "7"), (.repeatedName, "Tab", 1, "8")))
    let catalog = try Catalog(outcome.catalog)
    #expect(catalog.matches(NameKey.fold("xanol").span).count == 1)
    #expect(catalog.classMembers.count == 1)
    #expect(catalog.matches(NameKey.fold("tab").span).count == 2)
  }

  @Test func namesThatMixScriptsAreTold() throws {
    let outcome = try SmallList.outcome(
      #"<drug id="x" source="s"><name kind="generic">xanol</name><name kind="brand">Xаnol</name><name kind="synonym">β-xanol</name></drug>"#
    )
    #expect(outcome.ledger.entries == Self.ledger((.mixedScript, "Xаnol", 1, "6")))
  }

  /// However odd a list is, its ledger stays small.
  @Test func manyDifferentOdditiesAreCountedTogether() {
    var ledger = ImportLedger()
    for number in 0..<1000 { ledger.note(.repeatedName, "name \(number)", at: "a:\(number)") }
    ledger.note(.repeatedName, "name 5", at: "a:2000")
    ledger.note(.mixedScript, "other kind", at: "a:2001")
    #expect(ledger.entries(of: .repeatedName).count == ImportLedger.mostSubjects + 1)
    #expect(ledger.entries(of: .repeatedName).reduce(0) { $0 + $1.count } == 1001)
    #expect(
      ledger.entries(of: .repeatedName).last
        == ImportLedger.Entry(
          kind: .repeatedName, subject: ImportLedger.others, count: 1000 - ImportLedger.mostSubjects,
          firstPlace: "a:200"))
    #expect(ledger.entries.last?.subject == "other kind")
  }
}

@Suite struct DrugListWordTests {
  /// The importer counts on a word being its place in the list of all words.
  @Test func numbersCountTheWords() {
    #expect(DrugListWord.allCases.map { Int($0.number) } == Array(0..<DrugListWord.allCases.count))
    #expect(DrugListWord.allCases.count <= 128)
    let set = WordSet([.drugList, .expand, .caution])
    #expect(DrugListWord.allCases.filter(set.contains) == [.drugList, .caution, .expand])
  }
}
