import Testing

@testable import CatalogImport

/// Records that keep a list from being imported, with everything that is said of them.
@Suite struct ProblemTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var records: String
    var problems: [String]

    init(_ records: String, _ problems: String...) {
      self.records = records
      self.problems = problems
    }

    var testDescription: String { String(records.prefix(90)) }
  }

  @Test func thePlaceAndTheReasonStandInOneLine() throws {
    let error = #expect(throws: ImportError.self) {
      try SmallList.outcome(#"<drug id="x" source="nowhere"><name kind="generic">x</name></drug>"#)
    }
    #expect(
      error?.problems.map(\.description) == ["small.xml:6:30: error: no list defines the source 'nowhere'"])
  }

  @Test(arguments: structure + values + references + names + rules + cramps)
  func everyProblemIsToldWithItsLine(_ row: Row) {
    #expect(SmallList.problems(row.records) == row.problems)
  }

  static let structure: [Row] = [
    Row(#"<plain-word>aim</plain-word>"#, "6: <plain-word> needs the attribute 'source'"),
    Row(#"<plain-word source="s"> </plain-word>"#, "6: <plain-word> is empty"),
    Row(
      #"<plain-word source="s" note="">aim</plain-word>"#,
      "6: the attribute 'note' of <plain-word> is empty; leave it out"),
    Row("stray words", "7: text where none belongs"),
    Row(
      #"<source id="t"><title>A</title><title>B</title><publisher>P</publisher></source>"#,
      "6: <source> has a second <title>"),
    Row(#"<source id="t"><publisher>P</publisher></source>"#, "6: <source> needs <title>"),
    Row(
      """
      <drug id="x" source="s">
        <name kind="generic">x</name> or y
      </drug>
      """, "6: <drug> holds text where none belongs"),
    Row(
      #"<drug id="x" source="s"/><interaction-exception a="x" b="quinine" source="s">one product</interaction-exception>"#,
      "6: <drug> needs <name>"),
    Row(
      """
      <load id="l" name="QT" threshold="3" severity="major" source="s">
      </load>
      """, "6: <load> needs <share>", "6: <load> needs <effect>", "6: <load> needs <action>"),
  ]

  static let values: [Row] = [
    Row(
      #"<fact id="Fact 1" source="s">f</fact>"#,
      "6: 'Fact 1' is no id: small letters, digits, '.', '_' and '-'"),
    Row(
      #"<source id="t" year="19" doi="1000/1" pmid="12a" url="ftp://x"><title>T</title></source>"#,
      "6: 'year' must be a whole number from 1000 to 9999",
      "6: '1000/1' is no value of 'doi'; write 10.1000/182",
      "6: '12a' is no value of 'pmid'; write digits", "6: 'ftp://x' is no value of 'url'; write https://…"),
    Row(
      #"<source id="t"><title>T</title></source>"#,
      "6: the source 't' has neither doi, pmid, url nor publisher"),
    Row(
      #"<drug id="x" source="s" verification="sure"><name kind="generic">x</name></drug>"#,
      "6: 'sure' is no value of 'verification'; known are primary, secondary, unverified, one-source, two-sources"
    ),
    Row(
      #"<drug id="x" source="s"><name kind="generic" use="never" country="usa US">x</name></drug>"#,
      "6: 'never' is no value of 'use'; known are anywhere, with-strength", "6: 'usa' is no country code"),
    Row(
      #"<drug id="x" source="s"><name kind="generic">x</name><code system="rxcui">A1</code></drug>"#,
      "6: 'A1' is no code of the system rxcui"),
    Row(
      #"<drug id="x" source="s"><name kind="generic">x</name><code system="gtin">1</code></drug>"#,
      "6: 'gtin' is no code system; known are rxcui, atc, unii, snomed, ndc"),
    Row(
      #"<class id="c" name="C" atc="c03" source="s"><member drug="quinine"/></class>"#,
      "6: 'c03' is no ATC code"),
    Row(
      #"<condition id="c" name="C" source="s"><code system="icd10">i50</code></condition>"#,
      "6: 'i50' is no code of snomed or icd10"),
    Row(
      #"<load id="l" name="QT" threshold="0" severity="major" source="s"><share class="c" points="many"/><effect>e</effect><action>a</action></load><class id="c" name="C" source="s"><member drug="quinine"/></class>"#,
      "6: 'points' must be a whole number from 1 to 100",
      "6: 'threshold' must be a whole number from 1 to 1000"),
    Row(
      #"<not-medicine kind="toy" source="s">ball</not-medicine>"#,
      "6: 'toy' is no value of 'kind'; known are diluent, device, supply, substance-not-a-drug, class-heading, plain-word, test-entry"
    ),
    Row(
      #"<look-alike id="l" a="x" b="x" warn="maybe" source="s"/>"#,
      "6: a look-alike needs two different names", "6: 'maybe' is no value of 'warn'; write yes or no"),
  ]

  static let references: [Row] = [
    Row(
      #"<interaction-exception a="ghost" b="quinine" source="gone">one product</interaction-exception>"#,
      "6: no list defines the drug 'ghost'", "6: no list defines the source 'gone'"),
    Row(
      """
      <red-flag id="r1" name="r" class="lost" source="s">warn</red-flag>
      <red-flag id="r2" name="r" class="lost" source="s">the first mention is told</red-flag>
      <risk-factor id="r3" name="r" kind="condition" condition="unknown" source="s">r</risk-factor>
      """, "6: no list defines the class 'lost'", "8: no list defines the condition 'unknown'"),
    Row(
      #"<drug id="x" source="s"><name kind="generic" source="n">x</name><code system="rxcui" source="c">1</code><about source="a">x</about></drug>"#,
      "6: no list defines the source 'n'", "6: no list defines the source 'c'",
      "6: no list defines the source 'a'"
    ),
    Row(
      #"<interaction id="i" severity="minor" source="s"><drug ref="quinine"/><drug ref="digoxin"/><effect>e</effect><other-level source="s other">Minor</other-level></interaction>"#,
      "6: no list defines the source 'other'"),
    Row(
      #"<drug id="x" source="s" not-reviewed-because="gone"><name kind="generic">x</name></drug>"#,
      "6: no list defines the drug 'gone'"),
    Row(
      #"<class id="c" name="C" source="s"><member drug="quinine" derived-from="gone"/></class>"#,
      "6: no list defines the class 'gone'"),
    Row(
      #"<cramp-treatment combination="gone" role="tried-only" cascade="no" standing="no-evidence"><role id="r" source="s">r</role></cramp-treatment>"#,
      "6: no list defines the combination 'gone'"),
    // A drug that was refused is not missed again by those who refer to it.
    Row(
      """
      <drug id="bad" source="s"><name kind="brand">Bad</name></drug>
      <interaction-exception a="bad" b="quinine" source="s">one product</interaction-exception>
      """, "6: the drug 'bad' has no generic name"),
    Row(
      """
      <drug id="quinine" source="s"><name kind="generic">chinin</name></drug>
      """, "6: the drug 'quinine' is defined twice, first in small.xml line 3"),
    Row(
      """
      <fact id="f" source="s">f</fact>
      <self-care id="f" source="s">advice of all kinds shares its ids</self-care>
      """, "7: the advice 'f' is defined twice, first in small.xml line 6"),
  ]

  static let names: [Row] = [
    Row(
      #"<drug id="x" source="s"><name kind="generic">x</name><name kind="brand">QUININE</name></drug>"#,
      "6: the name 'quinine' stands for the drug 'quinine' and for the drug 'x'; add an ambiguous-name"),
    Row(
      #"<combination id="c" kind="brand" source="s"><name>Quinine®</name><ingredient drug="quinine"/><ingredient drug="digoxin"/></combination>"#,
      "6: the name 'quinine' stands for the drug 'quinine' and for a combination of digoxin, quinine; add an ambiguous-name"
    ),
    Row(
      """
      <drug id="x" source="s"><name kind="generic">x</name><code system="rxcui">77</code></drug>
      <drug id="y" source="s"><name kind="generic">y</name><code system="rxcui">77</code></drug>
      """,
      "7: the code 'rxcui:77' stands for the drug 'x' and for the drug 'y'; a code stands for one thing"),
    Row(
      #"<plain-word source="s">®</plain-word>"#, "6: the name '®' holds nothing to look up"),
    Row(
      #"<combination id="c" kind="brand" source="s"><name>C</name><ingredient drug="quinine"/><ingredient drug="quinine"/></combination>"#,
      "6: the ingredient 'quinine' is named twice", "6: the combination 'c' has fewer than two ingredients"),
    Row(
      #"<ambiguous-name policy="leads" source="s"><name>D</name><meaning/></ambiguous-name>"#,
      "6: policy=\"leads\" needs two meanings", "6: a meaning needs ingredients or words"),
    Row(
      """
      <ambiguous-name policy="ask" source="s"><name>D</name><meaning>x</meaning></ambiguous-name>
      <ambiguous-name policy="ask" source="s"><name>d</name><meaning>y</meaning></ambiguous-name>
      """, "7: the ambiguous-name 'd' is defined twice, first in small.xml line 6"),
    Row(
      #"<abbreviation expand="yes" meaning="quinine" kind="drug" source="s">Q</abbreviation>"#,
      "6: an abbreviation that may be expanded is a name of its drug"),
  ]

  static let rules: [Row] = [
    Row(
      #"<interaction id="i" severity="minor" source="s"><drug ref="quinine"/><drug ref="quinine"/><effect>e</effect></interaction>"#,
      "6: an interaction cannot pair a drug with itself"),
    Row(
      #"<interaction id="i" severity="minor" source="s"><drug ref="quinine"/><effect>e</effect></interaction>"#,
      "6: an interaction needs exactly two sides, each a drug or a class"),
    Row(
      #"<interaction id="i" severity="minor" source="s"><drug ref="quinine"/><drug ref="digoxin"/></interaction>"#,
      "6: <interaction> needs <effect>"),
    Row(
      #"<interaction id="i" severity="minor" classification="never" source="s"><drug ref="quinine"/><drug ref="digoxin"/><effect>e</effect><contraindicated-pair a="digoxin" b="digoxin"/></interaction>"#,
      "6: 'never' is no value of 'classification'; known are unknown, avoid, usually-avoid, minimise-risk, no-special-precautions",
      "6: a contraindicated-pair needs two different drugs"),
    Row(
      #"<interaction-exception a="quinine" b="quinine" source="s">same</interaction-exception>"#,
      "6: an exception needs two different drugs"),
    Row(#"<class id="c" name="C" source="s"/>"#, "6: the class 'c' has no members"),
    Row(
      """
      <class id="calcium" name="by code" atc="C08" source="s"/>
      <class id="none" name="no such code" atc="C09" source="s"/>
      """, "7: the class 'none' has no members"),
    Row(
      #"<load id="l" name="QT" threshold="2" severity="major" source="s"><share class="c" points="1"/><share class="c" points="2"/><effect>e</effect><action>a</action></load><class id="c" name="C" source="s"><member drug="quinine"/></class>"#,
      "6: the load 'l' has two shares of one class"),
  ]

  static func association(_ attributes: String, _ children: String = "") -> String {
    "<cramp-association id=\"a\" source=\"s\" \(attributes)>\(children)<reported>r</reported><evidence>e</evidence></cramp-association>"
  }

  static func treatment(_ attributes: String, _ children: String) -> String {
    "<cramp-treatment role=\"tried-only\" cascade=\"no\" standing=\"no-evidence\" \(attributes)>\(children)</cramp-treatment>"
  }

  static func caution(_ content: String, _ attributes: String = "") -> String {
    treatment(
      #"drug="quinine""#,
      "<caution id=\"c\" severity=\"major\" kind=\"heart\" source=\"s\" \(attributes)>\(content)</caution>")
  }

  static let cramps: [Row] = [
    Row(
      association(#"drug="quinine" flags="yes" symptom="myalgia-other" direction="excess" grade="B""#),
      "6: flags=\"yes\" needs the direction excess, excess-not-significant or not-compared, a symptom of cramps or spasms, and a grade from A to D"
    ),
    Row(
      association(#"drug="quinine" flags="yes" symptom="leg-cramps" direction="excess" grade="E""#),
      "6: 'E' is no value of 'grade'; known are A, B, C, D, control"),
    Row(
      association(#"flags="no" symptom="leg-cramps" direction="excess" grade="B""#),
      "6: a cramp-association needs a drug, or ingredients, or a class alone"),
    Row(
      association(
        #"drug="quinine" class-level="yes" flags="no" symptom="leg-cramps" direction="excess" grade="B""#),
      "6: class-level=\"yes\" needs the attribute 'class'"),
    Row(
      association(
        #"drug="quinine" flags="yes" symptom="leg-cramps" direction="excess" grade="B""#,
        #"<figure measure="ratio" value="1,48" low="1.9" high="1.2">aSR</figure>"#),
      "6: 'low' is higher than 'high'", "6: '1,48' is no number of 'value'; write 1.48 or <1"),
    Row(
      treatment(#"drug="quinine" name="stretching""#, #"<role id="r" source="s">r</role>"#),
      "6: a cramp-treatment needs one of drug, combination, name and two or more ingredients"),
    Row(treatment(#"drug="quinine""#, ""), "6: <cramp-treatment> says nothing of its treatment"),
    Row(
      treatment(#"drug="quinine""#, #"<role id="r" date="2010-13" source="s"/>"#), "6: <role> says nothing",
      "6: '2010-13' is no date; write 2010-02-09, 2010-02, 2010 or 2009-2010"),
    Row(caution("words<text>more</text>"), "6: <caution> has words beside <text>"),
    Row(
      caution("<text>t</text><concerns/>"),
      "6: <concerns> says of nobody whom it means; write anyone=\"yes\""),
    Row(
      caution(#"<text>t</text><concerns anyone="no"/>"#), "6: 'no' is no value of 'anyone'; known are yes"),
    Row(
      caution(#"<text>t</text><concerns anyone="yes" sex="f"/>"#),
      "6: 'f' is no value of 'sex'; known are female, male"),
    Row(
      caution(#"<text>t</text><concerns anyone="yes" age-from="65"/>"#),
      "6: anyone=\"yes\" leaves no room for other attributes"),
    Row(
      caution(#"<text>t</text><concerns age-from="65" age-below="60"/>"#),
      "6: nobody is 65 or older and below 60"),
    Row(
      treatment(#"drug="quinine""#, #"<caution id="c" source="s">t</caution>"#),
      "6: <caution> needs the attribute 'severity'", "6: <caution> needs the attribute 'kind'"),
  ]

  @Test func atMostTwentyProblemsAreTold() {
    let records = (1...50).map { "<fact id=\"f\($0)\">no source</fact>" }.joined(separator: "\n")
    let problems = SmallList.problems(records)
    #expect(problems.count == ImportError.mostProblems)
    #expect(problems.first == "6: <fact> needs the attribute 'source'")
    #expect(problems.last == "25: <fact> needs the attribute 'source'")
  }

  @Test func problemsBeforeAFileBreaksOffAreToldToo() {
    #expect(
      SmallList.problems(ofWhole: SmallList.head + "<fact id=\"f\">f</fact>\n") == [
        "6: <fact> needs the attribute 'source'",
        "6: the file ends before its root element does; fetch it again",
      ])
  }

  @Test func theRootMustSayWhatTheListIs() {
    #expect(
      SmallList.problems(
        ofWhole: #"<drug-list xmlns="urn:crampcheck:drug-list:1" id="x" title="" version="1"/>"#) == [
          "1: <drug-list> needs the attribute 'title'", "1: <drug-list> needs the attribute 'date'",
          "1: <drug-list> needs the attribute 'licence'", "0: the list holds no drug",
        ])
    let misdated = SmallList.head.replacing("2026-11-24", with: "24.11.2026")
    #expect(
      SmallList.problems(ofWhole: misdated + "</drug-list>") == [
        "1: the attribute 'date' must be an ISO 8601 date such as 2026-11-24"
      ])
  }

  @Test(arguments: [
    "<drugs xmlns=\"urn:some:other\"/>", "<drug-list/>",
    "<drug-list xmlns=\"urn:crampcheck:drug-list:2\"/>",
  ])
  func anUnknownRootIsAnErrorThatListsTheKnownDialects(text: String) throws {
    let problem = try #require(SmallList.problems(ofWhole: text).first)
    #expect(problem.hasPrefix("1: the root element <dr"))
    #expect(
      problem.contains(
        "is none of a known drug list; known are <drug-list xmlns=\"urn:crampcheck:drug-list:1\">"))
    #expect(problem.contains("<xml> (WHO ATC rowset)"))
  }

  @Test func longFieldsAndHugeRecordsAreRefused() {
    let long = String(repeating: "x", count: 65 * 1024)
    #expect(
      SmallList.problems("<plain-word source=\"s\">\(long)</plain-word>") == [
        "6: the text of <plain-word> is longer than the limit of 64 KiB"
      ])
    #expect(
      SmallList.problems("<plain-word source=\"s\" note=\"\(long)\">x</plain-word>") == [
        "6: the attribute 'note' is longer than the limit of 64 KiB"
      ])
    let members = String(repeating: "<member drug=\"quinine\"/>", count: 50_001)
    #expect(
      SmallList.problems("<class id=\"c\" name=\"C\" source=\"s\">\(members)</class>") == [
        "6: a record is larger than the limit of 50000 elements or 4 MiB of text"
      ])
  }
}
