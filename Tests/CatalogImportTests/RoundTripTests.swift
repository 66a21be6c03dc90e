import Testing

@testable import CatalogImport
@testable import DrugCatalog

/// Every element and attribute of the format, and the record that comes of it.
@Suite struct RoundTripTests {
  private static let s = Attribution(["s"])

  @Test func sourcesAndProvenance() throws {
    let catalog = try SmallList.catalog(
      """
      <source id="t" year="2012" doi="10.1000/x" pmid="123" url="https://example.org/a" seen="abstract">
        <title> A  paper
        on cramps </title>
        <publisher>A journal</publisher>
        <note>n</note>
      </source>
      """)
    #expect(
      catalog.sources.last
        == Source(
          id: "t", title: "A paper on cramps", publisher: "A journal", year: 2012, doi: "10.1000/x",
          pmid: "123",
          url: "https://example.org/a", seen: "abstract", note: "n"))
    let provenance = try #require(catalog.provenance.first)
    #expect(provenance.name == "small")
    #expect(provenance.title == "Small")
    #expect(provenance.dialect == "crampcheck")
    #expect([provenance.version, provenance.date, provenance.licence] == ["1", "2026-11-24", "CC0-1.0"])
    #expect(provenance.sha256.utf8.count == 64)
  }

  /// The sum is that of the file as `sha256sum` sees it.
  @Test func provenanceHoldsTheSumOfTheFile() throws {
    let text =
      #"<drug-list xmlns="urn:crampcheck:drug-list:1" id="a" title="A" version="1" date="2026-11-24" licence="L"/>"#
    let base = try SmallList.catalog("")
    let outcome = try CatalogImporter.catalog(from: [SmallList.input(text)], startingFrom: base)
    let provenance = try #require(try Catalog(outcome.catalog).provenance.last)
    #expect(provenance.byteCount == "106")
    #expect(provenance.sha256 == "0de17ec53909b5df7250df268470b7c4a94bd95508983798326a4f245ee0fed2")
  }

  @Test func drugsWithTheirNamesAndCodes() throws {
    let catalog = try SmallList.catalog(
      """
      <drug id="x" source="s" verification="secondary" not-reviewed-because="quinine digoxin" note="n">
        <name kind="synonym">x-ol</name>
        <name kind="generic">xanol</name>
        <name kind="brand" country="US UK" source="t" use="with-strength" verification="one-source" note="old">Aim</name>
        <code system="rxcui" source="t">77</code>
        <code system="atc">C03AA03</code><code system="unii">0123456789</code>
        <code system="snomed">123456</code><code system="ndc">1234-5678-90</code>
        <about source="t" verification="unverified">what it is</about>
      </drug>
      <source id="t"><title>T</title><publisher>P</publisher></source>
      """)
    let row = try #require(catalog.drugRow("x"))
    let own = Attribution(["s"], .secondary)
    #expect(
      catalog.drug(row)
        == Drug(
          id: "x", name: "xanol", about: "what it is", note: "n", relatives: ["quinine", "digoxin"],
          attribution: own))
    #expect(catalog.review(of: row) == .notReviewed)
    let names = catalog.allNames.filter { $0.meaning.target == row.number && $0.meaning.tag != 2 }
    #expect(
      names == [
        CatalogName(text: "x-ol", meaning: .drug(row, .synonym), attribution: own),
        CatalogName(text: "xanol", meaning: .drug(row, .generic), attribution: own),
        CatalogName(
          text: "Aim", meaning: .drug(row, .brand), needsStrength: true, countries: ["US", "UK"], note: "old",
          attribution: Attribution(["t"], .oneSource)),
        CatalogName(text: "rxcui:77", meaning: .drugCode(row), attribution: Attribution(["t"], .secondary)),
        CatalogName(text: "atc:C03AA03", meaning: .drugCode(row), attribution: own),
        CatalogName(text: "unii:0123456789", meaning: .drugCode(row), attribution: own),
        CatalogName(text: "snomed:123456", meaning: .drugCode(row), attribution: own),
        CatalogName(text: "ndc:1234-5678-90", meaning: .drugCode(row), attribution: own),
      ])
  }

  @Test func combinationsAndAmbiguousNames() throws {
    let catalog = try SmallList.catalog(
      """
      <combination id="co" kind="brand" country="US" source="s" verification="two-sources">
        <name>Codol</name><name>Codol Forte</name>
        <ingredient drug="quinine"/><ingredient drug="digoxin"/>
        <code system="rxcui">88</code>
      </combination>
      <ambiguous-name policy="leads" source="s" note="n">
        <name>Dilacor</name><name>Dilakor</name>
        <meaning country="US"><ingredient drug="verapamil"/></meaning>
        <meaning country="RS BA">a soap</meaning>
      </ambiguous-name>
      """)
    #expect(
      catalog.combinations == [
        Combination(
          id: "co", name: "Codol", isBrand: true, countries: ["US"], ingredients: ["quinine", "digoxin"],
          attribution: Attribution(["s"], .twoSources))
      ])
    for (text, meaning) in [
      ("codol", CatalogName.Meaning.combination(Row(0))), ("codol forte", .combination(Row(0))),
      ("rxcui:88", .combinationCode(Row(0))), ("dilacor", .ambiguous(Row(0))),
      ("dilakor", .ambiguous(Row(0))),
    ] {
      #expect(catalog.matches(NameKey.fold(text).span).map(\.meaning) == [meaning], "\(text)")
    }
    #expect(
      catalog.ambiguousNames == [
        AmbiguousName(
          name: "Dilacor", firstMeaningLeads: true, note: "n",
          meanings: [
            .init(countries: ["US"], ingredients: ["verapamil"]),
            .init(countries: ["RS", "BA"], ingredients: [], text: "a soap"),
          ], attribution: Self.s)
      ])
  }

  @Test func lookAlikesClassesAndLoads() throws {
    let catalog = try SmallList.catalog(
      """
      <look-alike id="la" a="quinine" b="quinidine" tall-man-a="quiNINE" tall-man-b="quiNIDine" drug-a="quinine"
        drug-b="digoxin" list="a list" warn="no" source="s"><note>n</note></look-alike>
      <class id="cinchona-alkaloid" name="Cinchona alkaloids" atc="C08" duplicates="yes" note="n" source="s">
        <alias>bark</alias>
        <member drug="quinine" source="s" verification="secondary" derived-from="other" note="m"/>
      </class>
      <class id="other" name="Other" source="s"><member drug="digoxin"/></class>
      <load id="qt" name="QT" threshold="3" severity="major" source="s">
        <share class="cinchona-alkaloid" points="2"/><share class="other" points="1"/>
        <effect>longer</effect><action>ECG</action>
      </load>
      """)
    #expect(
      catalog.lookAlikePairs == [
        LookAlikePair(
          id: "la", nameA: "quinine", nameB: "quinidine", tallManA: "quiNINE", tallManB: "quiNIDine",
          drugA: "quinine", drugB: "digoxin", list: "a list", warns: false, note: "n", attribution: Self.s)
      ])
    let row = try #require(catalog.classRow("cinchona-alkaloid"))
    #expect(
      catalog.drugClass(row)
        == DrugClass(
          id: "cinchona-alkaloid", name: "Cinchona alkaloids", atcPrefixes: ["C08"],
          isDuplicationRelevant: true, note: "n", attribution: Self.s))
    #expect(catalog.drugs(of: row).map { catalog.drugID($0).rawValue } == ["quinine", "verapamil"])
    #expect(
      catalog.classMembers.first
        == DrugClass.Member(
          drug: "quinine", drugClass: "cinchona-alkaloid", derivedFrom: "other", note: "m",
          attribution: Attribution(["s"], .secondary)))
    for text in ["cinchona alkaloids", "cinchona-alkaloid", "cinchona alkaloid", "bark"] {
      #expect(catalog.matches(NameKey.fold(text).span).contains { $0.meaning == .drugClass(row) }, "\(text)")
    }
    #expect(
      catalog.additiveLoads == [
        AdditiveLoad(
          id: "qt", name: "QT", threshold: 3, severity: .major, effect: "longer", action: "ECG",
          shares: [
            .init(drugClass: "cinchona-alkaloid", points: 2), .init(drugClass: "other", points: 1),
          ], attribution: Self.s)
      ])
  }

  @Test func crampAssociations() throws {
    let catalog = try SmallList.catalog(
      """
      <class id="c" name="C" source="s"><member drug="verapamil"/></class>
      <cramp-association id="a1" drug="quinine" class="c" class-level="yes" flags="yes" symptom="leg-cramps"
          direction="excess" grade="B" source="s" verification="secondary">
        <reported>leg cramps</reported><evidence>cohort</evidence>
        <figure measure="ratio" value="&lt;1.48" low="1.29" high="1.68" comparator="1">aSR 1.48</figure>
        <mechanism>m</mechanism><action>a</action><note>n</note>
      </cramp-association>
      <cramp-association id="a2" flags="no" symptom="myalgia-other" direction="negative-study" grade="control" source="s">
        <ingredient drug="quinine"/><ingredient drug="digoxin"/><reported>r</reported><evidence>e</evidence>
      </cramp-association>
      <cramp-association id="a3" class="c" flags="yes" symptom="muscle-spasms" direction="not-compared" grade="C" source="s">
        <reported>r</reported><evidence>e</evidence>
      </cramp-association>
      """)
    #expect(
      catalog.associations == [
        CrampAssociation(
          id: "a1", subject: .drug("quinine"), drugClass: "c", isClassLevel: true, flags: true,
          symptom: .legCramps, reportedSymptom: "leg cramps", direction: .excess, grade: .b,
          evidence: "cohort",
          figure: .init(
            measure: .ratio, value: "<1.48", low: "1.29", high: "1.68", comparator: "1", text: "aSR 1.48"),
          mechanism: "m", action: "a", note: "n", attribution: Attribution(["s"], .secondary)),
        CrampAssociation(
          id: "a2", subject: .together(["quinine", "digoxin"]), flags: false, symptom: .otherMyalgia,
          reportedSymptom: "r", direction: .negativeStudy, grade: .control, evidence: "e", attribution: Self.s
        ),
        CrampAssociation(
          id: "a3", subject: .drugClass, drugClass: "c", isClassLevel: true, symptom: .muscleSpasms,
          reportedSymptom: "r", direction: .notCompared, grade: .c, evidence: "e", attribution: Self.s),
      ])
    let verapamil = try #require(catalog.drugRow("verapamil"))
    #expect(catalog.review(of: verapamil) == .classRule)
  }

  @Test func crampTreatments() throws {
    let catalog = try SmallList.catalog(
      """
      <condition id="gout" name="gout" source="s"><alias>podagra</alias><code system="snomed">90560007</code><code system="icd10">M10.9</code></condition>
      <combination id="co" kind="generic" source="s"><name>Codol</name><ingredient drug="quinine"/><ingredient drug="digoxin"/></combination>
      <cramp-treatment drug="quinine digoxin" role="cramp-treatment" cascade="yes" standing="not-recommended">
        <evidence id="e" severity="minor" date="2010-02" jurisdiction="US UK" population="adults" display="no" source="s"><text>t</text><note>n</note></evidence>
        <caution id="c" severity="contraindicated" kind="bleeding" boxed="yes" source="s">words
          <concerns age-from="65" age-below="80" sex="female" pregnancy="yes" breast-feeding="yes" condition="gout" egfr-below="30"/>
          <concerns anyone="yes"/>
        </caution>
      </cramp-treatment>
      <cramp-treatment name="stretching" role="tried-only" cascade="no" standing="limited-evidence"><dose id="d" source="s">daily</dose></cramp-treatment>
      <cramp-treatment combination="co" role="tried-only" cascade="only-if-for-cramps" standing="no-evidence"><role id="r" source="s">r</role></cramp-treatment>
      <cramp-treatment role="other-disease-only" cascade="no" standing="other-disease-only">
        <ingredient drug="quinine"/><ingredient drug="verapamil"/><regulatory-action id="g" date="1994-08-22" source="s">g</regulatory-action>
      </cramp-treatment>
      """)
    #expect(
      catalog.conditions == [
        Condition(
          id: "gout", name: "gout", aliases: ["podagra"], snomedCodes: ["90560007"], icd10Codes: ["M10.9"],
          attribution: Self.s)
      ])
    let statements = [
      TreatmentStatement(
        id: "e", kind: .evidence, text: "t", note: "n", severity: .minor, date: "2010-02",
        jurisdictions: ["US", "UK"], population: "adults", isDisplayed: false, attribution: Self.s),
      TreatmentStatement(
        id: "c", kind: .caution, text: "words", severity: .contraindicated, harm: .bleeding, isBoxed: true,
        concerns: [
          Concern(
            ageFrom: 65, ageTo: 79, sex: .female, pregnancy: true, breastFeeding: true, condition: "gout",
            eGFRBelow: 30), Concern(),
        ], attribution: Self.s),
    ]
    let treatments = catalog.treatments
    #expect(
      treatments.map(\.subject) == [
        .drug("quinine"), .drug("digoxin"), .measure("stretching"), .together(["quinine", "verapamil"]),
        .together(["quinine", "digoxin"]),
      ])
    #expect(treatments[0].statements == statements)
    #expect(treatments[1].statements == statements)
    #expect(treatments[0].role == .crampTreatment)
    #expect(treatments[0].cascade == .yes)
    #expect(treatments[0].standing == .notRecommended)
    #expect(
      treatments.map { $0.statements[0].kind } == [.evidence, .evidence, .dose, .regulatoryAction, .role])
    #expect(treatments[4].cascade == .onlyIfForCramps)
  }

  @Test func interactions() throws {
    let catalog = try SmallList.catalog(
      """
      <class id="c" name="C" source="s"><member drug="verapamil"/></class>
      <interaction id="i" severity="major" scope="by mouth" jurisdiction="FR" classification="usually-avoid" source="s" verification="secondary">
        <class ref="c"/><drug ref="quinine"/>
        <effect>effect</effect><mechanism>mechanism</mechanism><action>action</action><seriousness>seriousness</seriousness>
        <context>context</context><evidence>evidence</evidence><exposure-frequency>exposure</exposure-frequency>
        <harm-frequency>harm</harm-frequency><basis>basis</basis><other-level source="s">Major</other-level>
        <contraindicated-pair a="verapamil" b="quinine"/><note>note</note>
      </interaction>
      <interaction-exception a="digoxin" b="quinine" source="s">one product</interaction-exception>
      """)
    let rule = try #require(catalog.allRules.first)
    let quinine = try #require(catalog.drugRow("quinine"))
    let row = try #require(catalog.classRow("c"))
    #expect(rule.first == .drugClass(row))
    #expect(rule.second == .drug(quinine))
    #expect(
      catalog.statement(rule.statement)
        == InteractionStatement(
          id: "i", severity: .major, classification: .usuallyAvoid, jurisdictions: ["FR"], scope: "by mouth",
          effect: "effect", mechanism: "mechanism", action: "action", seriousness: "seriousness",
          context: "context", evidence: "evidence", exposureFrequency: "exposure", harmFrequency: "harm",
          basis: "basis", note: "note", otherLevels: ["s Major"],
          contraindicatedPairs: ["verapamil", "quinine"], attribution: Attribution(["s"], .secondary)))
    let exception = try #require(catalog.interactionExceptions.first)
    #expect(exception.reason == "one product")
    #expect(exception.b == quinine)
  }

  @Test func adviceAndWords() throws {
    let catalog = try SmallList.catalog(
      """
      <condition id="gout" name="gout" source="s"/>
      <class id="c" name="C" source="s"><member drug="verapamil"/></class>
      <risk-factor id="1" kind="behaviour" name="running" condition="gout" age-from="60" sex="male" figure="22-88%" source="s">t1</risk-factor>
      <red-flag id="2" name="dark urine" class="c" drug="quinine digoxin" source="s">t2</red-flag>
      <self-care id="3" source="s">t3</self-care><fact id="4" source="s" verification="unverified">t4</fact>
      <reconstructed-list-item id="5" list="medication" item="HCTZ" also-called="thiazide" status="strong" display="no" source="s"/>
      <words kind="form" source="s"><word canonical="tablet">tab</word></words>
      <not-medicine kind="device" source="s" note="n">test strip</not-medicine>
      <plain-word source="s">aim</plain-word>
      <abbreviation expand="no" meaning="morphine or magnesium" kind="drug" source="s">MS</abbreviation>
      """)
    #expect(
      catalog.advice == [
        Advice(
          id: "1", kind: .behaviour, name: "running", text: "t1", figure: "22-88%",
          concern: Concern(ageFrom: 60, sex: .male, condition: "gout"), attribution: Self.s),
        Advice(
          id: "2", kind: .redFlag, name: "dark urine", text: "t2", drugs: ["quinine", "digoxin"],
          classes: ["c"],
          attribution: Self.s),
        Advice(id: "3", kind: .selfCare, text: "t3", attribution: Self.s),
        Advice(id: "4", kind: .fact, text: "t4", attribution: Attribution(["s"], .unverified)),
        Advice(
          id: "5", kind: .reconstructedListItem, name: "HCTZ", text: "", list: "medication",
          alsoCalled: "thiazide", status: "strong", isDisplayed: false, attribution: Self.s),
      ])
    for (text, meaning) in [
      ("tab", CatalogName.Meaning.lineWord(.form, "tablet")), ("test strip", .notMedicine("device")),
      ("aim", .plainWord), ("ms", .unsafeAbbreviation("morphine or magnesium")),
    ] {
      #expect(catalog.matches(NameKey.fold(text).span).map(\.meaning) == [meaning], "\(text)")
    }
  }
}
