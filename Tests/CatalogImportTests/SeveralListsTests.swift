import DrugCatalog
import Testing
import XMLEvents

@testable import CatalogImport

/// Several files as one import, and lists on top of a catalog.
@Suite struct SeveralListsTests {
  private static func list(_ id: String, _ records: String) -> ImportInput {
    SmallList.input(
      """
      <drug-list xmlns="urn:crampcheck:drug-list:1" id="\(id)" title="List \(id)" version="2" date="2026-01-0\(id.count)" licence="none">
      \(records)
      </drug-list>
      """, name: id + ".xml")
  }

  @Test func whatOneFileDefinesAnotherMayReferTo() throws {
    let inputs = [
      Self.list("aa", #"<interaction-exception a="x" b="y" source="t">one product</interaction-exception>"#),
      Self.list(
        "b",
        """
        <source id="t"><title>T</title><publisher>P</publisher></source>
        <drug id="x" source="t"><name kind="generic">x</name></drug>
        <drug id="y" source="t"><name kind="generic">y</name></drug>
        """),
    ]
    let outcome = try CatalogImporter.catalog(from: inputs)
    let catalog = try Catalog(outcome.catalog)
    #expect(outcome.ledger == ImportLedger())
    #expect(catalog.interactionExceptions.count == 1)
    #expect(catalog.provenance.map(\.name) == ["aa", "b"])
    #expect(catalog.date == "2026-01-02")
    // The other order holds the same, though rows may stand elsewhere.
    let turned = try Catalog(CatalogImporter.catalog(from: inputs.reversed().map(Self.again)).catalog)
    #expect(turned.drugCount == catalog.drugCount)
    #expect(turned.interactionExceptions.count == 1)
  }

  /// A source of bytes is used up by one import.
  private static func again(_ input: ImportInput) -> ImportInput {
    input.name == "aa.xml"
      ? list("aa", #"<interaction-exception a="x" b="y" source="t">one product</interaction-exception>"#)
      : list(
        "b",
        """
        <source id="t"><title>T</title><publisher>P</publisher></source>
        <drug id="x" source="t"><name kind="generic">x</name></drug>
        <drug id="y" source="t"><name kind="generic">y</name></drug>
        """)
  }

  @Test func aProblemNamesItsFile() {
    let error = #expect(throws: ImportError.self) {
      try CatalogImporter.catalog(from: [
        Self.list("a", "<source id=\"t\"><title>T</title><publisher>P</publisher></source>"),
        Self.list(
          "b",
          "<source id=\"t\"><title>T</title><publisher>P</publisher></source>\n<fact id=\"f\" source=\"u\">f</fact>"
        ),
      ])
    }
    #expect(
      error?.problems.map(\.description) == [
        "b.xml:2:15: error: the source 't' is defined twice, first in a.xml line 2",
        "b.xml:3:24: error: no list defines the source 'u'", "a.xml: error: the list holds no drug",
      ])
  }

  static let everything = """
    <drug id="x" source="s"><name kind="generic">x</name><name kind="brand">Xanol</name></drug>
    <combination id="xd" kind="brand" source="s"><name>Xadol</name><ingredient drug="x"/><ingredient drug="digoxin"/></combination>
    <ambiguous-name policy="ask" source="s"><name>Xo</name><meaning><ingredient drug="x"/></meaning><meaning>soap</meaning></ambiguous-name>
    <look-alike id="la" a="x" b="y" source="s"/>
    <class id="c" name="C" source="s"><member drug="x"/></class>
    <load id="lo" name="QT" threshold="3" severity="major" source="s"><share class="c" points="1"/><effect>e</effect><action>a</action></load>
    <cramp-association id="ca" drug="x" flags="yes" symptom="leg-cramps" direction="excess" grade="B" source="s"><reported>r</reported><evidence>e</evidence></cramp-association>
    <cramp-treatment drug="x" role="tried-only" cascade="no" standing="no-evidence"><role id="ro" source="s">r</role></cramp-treatment>
    <condition id="co" name="gout" source="s"/>
    <interaction id="i" severity="minor" source="s"><drug ref="x"/><class ref="c"/><effect>e</effect></interaction>
    <fact id="f" source="s">f</fact>
    """

  /// Reading a list again on top of its own catalog changes nothing but the provenance, and says so.
  @Test func aListOnTopOfItselfAddsNothing() throws {
    let base = try SmallList.catalog(Self.everything)
    let outcome = try SmallList.outcome(Self.everything, startingFrom: base)
    let again = try Catalog(outcome.catalog)
    #expect(again.allNames.map(\.text) == base.allNames.map(\.text))
    #expect(again.allNames == base.allNames)
    #expect(again.combinations == base.combinations)
    #expect(again.ambiguousNames == base.ambiguousNames)
    #expect(again.lookAlikePairs == base.lookAlikePairs)
    #expect(again.classMembers == base.classMembers)
    #expect(again.additiveLoads == base.additiveLoads)
    #expect(again.associations == base.associations)
    #expect(again.treatments == base.treatments)
    #expect(again.conditions == base.conditions)
    #expect(again.allRules.count == 1)
    #expect(again.advice == base.advice)
    #expect(again.provenance.count == 2)
    let repeated = outcome.ledger.entries(of: .repeatedDefinition).map(\.subject)
    #expect(repeated == ["s", "xd", "xo", "la", "c", "lo", "ca", "ro", "co", "i", "f"])
    #expect(
      outcome.ledger.entries(of: .extendedDrug).map(\.subject) == ["quinine", "digoxin", "verapamil", "x"])
    #expect(outcome.ledger.entries(of: .repeatedMember).map(\.subject) == ["c: x"])
  }

  @Test func aListMayAddToTheDrugsAndClassesOfItsBase() throws {
    let base = try SmallList.catalog(#"<class id="c" name="C" source="s"><member drug="quinine"/></class>"#)
    let outcome = try CatalogImporter.catalog(
      from: [
        Self.list(
          "own",
          """
          <drug id="quinine" source="s"><name kind="generic">quinine</name><name kind="brand">House Brand</name></drug>
          <class id="c" name="C again" source="s"><member drug="digoxin"/></class>
          """)
      ], startingFrom: base)
    let catalog = try Catalog(outcome.catalog)
    let quinine = try #require(catalog.drugRow("quinine"))
    let match = try #require(catalog.matches(NameKey.fold("house brand").span).first)
    #expect(match.meaning == .drug(quinine, .brand))
    let row = try #require(catalog.classRow("c"))
    #expect(catalog.drugClass(row).name == "C")
    #expect(catalog.drugs(of: row).map { catalog.drugID($0).rawValue } == ["quinine", "digoxin"])
    #expect(
      outcome.ledger.entries == [
        .init(kind: .extendedDrug, subject: "quinine", count: 1, firstPlace: "own.xml:2"),
        .init(kind: .repeatedName, subject: "quinine", count: 1, firstPlace: "own.xml:2"),
        .init(kind: .repeatedDefinition, subject: "c", count: 1, firstPlace: "own.xml:3"),
      ])
  }

  @Test func namesOfTheBaseCountToo() throws {
    let base = try SmallList.catalog(Self.everything)
    func problems(_ records: String) -> [String] {
      do throws(ImportError) {
        _ = try CatalogImporter.catalog(from: [Self.list("own", records)], startingFrom: base)
        return []
      } catch {
        return error.problems.map(\.description)
      }
    }
    #expect(
      problems(
        #"<drug id="z" source="s"><name kind="generic">z</name><name kind="brand">xanol</name></drug>"#) == [
          "own.xml:2:72: error: the name 'xanol' stands for the drug 'x' and for the drug 'z'; add an ambiguous-name"
        ])
    // The same set of drugs under another id, and a name that is ambiguous already, are no contradiction.
    #expect(
      problems(
        """
        <combination id="other" kind="generic" source="s"><name>XADOL</name><ingredient drug="digoxin"/><ingredient drug="x"/></combination>
        <drug id="z" source="s"><name kind="generic">z</name><name kind="brand">xo</name></drug>
        """) == [])
    #expect(
      problems(
        #"<cramp-treatment combination="xd" role="tried-only" cascade="no" standing="no-evidence"><role id="r2" source="s">r</role></cramp-treatment>"#
      ) == [])
  }

  @Test func theSameListsGiveTheSameBytes() throws {
    let first = try SmallList.outcome(Self.everything).catalog
    for _ in 0..<5 { #expect(try SmallList.outcome(Self.everything).catalog == first) }
  }

  /// However the bytes arrive, the answer is the same.
  @Test(arguments: [1, 2, 7, 64, 1000])
  func chunksDoNotMatter(size: Int) throws {
    let whole = try SmallList.outcome(Self.everything).catalog
    let bytes = Array(SmallList.text(Self.everything).utf8)
    let input = ImportInput(name: "small.xml", source: MemoryBytes(bytes, chunkSize: size))
    #expect(try CatalogImporter.catalog(from: [input]).catalog == whole)
  }
}
