import DrugCatalog
import Foundation
import Testing

@testable import CatalogImport

/// Cautions and interactions from the words of labels.
struct LabelTextTests {
  private static let others = ATCList.rows(
    ("C01AA05", "digoxin"), ("B01AA03", "warfarin"), ("J05AE03", "ritonavir"), ("J05AE10", "darunavir"),
    ("A12BA01", "potassium"), ("N02BA01", "aspirin"))

  /// - Parameter sections: Code, title and the text inside `<text>` of each.
  private func catalog(_ sections: (String, String, String)...) throws -> Catalog {
    try ForeignList.catalog(Self.others, SPLLabelText.label(sections: sections.map { ($0.0, $0.1, $0.2) }))
  }

  private func cautions(_ catalog: Catalog) throws -> [TreatmentStatement] {
    catalog.treatments(of: try #require(catalog.drugRow("zorbal"))).flatMap(\.statements)
  }

  /// `party severity` of every rule, in their order.
  private func interactions(_ catalog: Catalog) -> [String] {
    catalog.allRules.map {
      "\(catalog.name(of: $0.second)) \(catalog.statement($0.statement).severity.rawValue)"
    }
  }

  private func interactions(code: String = "34073-7", _ text: String) throws -> [String] {
    interactions(try catalog((code, "7 Drug interactions", "<paragraph>\(text)</paragraph>")))
  }

  // MARK: Cautions

  @Test func aBoxedWarningIsACautionInTheLabelsWords() throws {
    let catalog = try catalog(
      (
        "34066-1", "",
        "<paragraph>WARNING</paragraph><paragraph>Bleeding</paragraph><paragraph>Zorbal may cause bleeding [see Warnings (5.1)]. Stop it.</paragraph>"
      ))
    let caution = try #require(try cautions(catalog).first)
    #expect(caution.text == "Bleeding. Zorbal may cause bleeding. Stop it")
    #expect(caution.isBoxed && caution.severity == .major && caution.harm == .bleeding)
    #expect(caution.date == "2026-01-02" && caution.jurisdictions == ["US"])
    #expect(caution.note == "label text, section boxed warning")
    #expect(caution.attribution.sources == ["spl-list-2"])
    #expect(catalog.source("spl-list-2")?.note == "set id 1234-abcd, version 3, of 2026-01-02")
  }

  @Test func theDrugIsNoTreatmentAndWasJudgedByNobody() throws {
    let catalog = try catalog(("34070-3", "4", "<paragraph>Pregnancy.</paragraph>"))
    let drug = try #require(catalog.drugRow("zorbal"))
    #expect(catalog.treatments(of: drug).allSatisfy { !$0.isTreatment && $0.cascade == .no })
    #expect(catalog.review(of: drug) == .noKnownRole)
  }

  @Test func aBoxAmongTheDosesWarnsOfNothing() throws {
    let label = SPLLabelText.nested(
      outer: ("34068-7", "DOSAGE"), inner: ("34066-1", ""), "<paragraph>Adults: 3 mg a day.</paragraph>")
    let inWarnings = SPLLabelText.nested(
      outer: ("34071-1", "WARNINGS"), inner: ("34066-1", ""), "<paragraph>Smoking adds risk.</paragraph>")
    #expect(try cautions(ForeignList.catalog(label)).isEmpty)
    #expect(try cautions(ForeignList.catalog(inWarnings)).map(\.isBoxed) == [true])
  }

  @Test func itemsOfAListAreContraindicationsWithoutTheWordsAbove() throws {
    let catalog = try catalog(
      (
        "34070-3", "4 Contraindications",
        "<paragraph>Zorbal is contraindicated in:</paragraph><list><item>Pregnancy</item><item>Known allergy to it</item></list>"
      ))
    let cautions = try cautions(catalog)
    #expect(cautions.map(\.text) == ["the label says: “Pregnancy”", "the label says: “Known allergy to it”"])
    #expect(cautions.allSatisfy { $0.severity == .contraindicated && !$0.isBoxed })
    #expect(cautions.map(\.concerns) == [[Concern(pregnancy: true)], []])
    #expect(cautions.map(\.harm) == [.pregnancy, .allergy])
  }

  @Test func aHeadingAloneSaysAll() throws {
    let label = SPLLabelText.nested(
      outer: ("34070-3", "4 CONTRAINDICATIONS"), inner: ("42228-7", "4.1 Active liver disease"), "")
    #expect(
      try cautions(ForeignList.catalog(label)).map(\.text) == ["the label says: “Active liver disease”"])
  }

  @Test func conditionsOfOurListsAreRecognisedUnlessDenied() throws {
    let own = SmallList.text(
      """
      <condition id="heart-failure" name="heart failure" source="s"><alias>cardiac failure</alias></condition>
      """)
    for (text, isFound) in [
      ("Patients with cardiac failure", true), ("Patients without heart failure", false),
      ("Failure of the heart", false),
    ] {
      let label = SPLLabelText.label(sections: [("34070-3", "4", "<paragraph>\(text).</paragraph>")])
      let concerns = try cautions(ForeignList.catalog(own, label)).flatMap(\.concerns)
      #expect(concerns == (isFound ? [Concern(condition: "heart-failure")] : []), "\(text)")
    }
  }

  @Test(arguments: [
    ("50570-1", Severity.contraindicated), ("50569-3", .moderate), ("50568-5", .moderate),
  ])
  func labelsForThePublicSayItInOtherSections(code: String, severity: Severity) throws {
    let catalog = try catalog((code, "Do not use", "<paragraph>if you have asthma</paragraph>"))
    #expect(try cautions(catalog).map(\.severity) == [severity])
  }

  @Test func theSameWordsOfTwoLabelsAreOneCaution() throws {
    let label = SPLLabelText.label(sections: [("34070-3", "4", "<paragraph>Pregnancy.</paragraph>")])
    #expect(try cautions(ForeignList.catalog(label, label)).count == 1)
  }

  // MARK: Interactions

  @Test(arguments: [
    ("Zorbal raises digoxin concentrations.", ["digoxin moderate"]),
    ("Avoid use with ritonavir.", ["ritonavir major"]),
    ("It should not be given with digoxin or warfarin.", ["digoxin major", "warfarin major"]),
    ("Use with ritonavir is contraindicated.", ["ritonavir contraindicated"]),
    ("The dose should not exceed 20 mg with ritonavir.", ["ritonavir moderate"]),
    ("Zorbal had no clinically significant effect on warfarin.", []),
    ("Digoxin levels were not affected.", []), ("Warfarin clearance was unchanged.", []),
    ("Warfarin was not affected; digoxin was raised.", ["digoxin moderate"]),
    ("Other doses of zorbal sodium or Zorbalix add up.", []),
    ("Combinations containing darunavir/ritonavir raise it.", []),
    ("Serum potassium may rise.", []), ("Potassium supplements add up.", ["potassium moderate"]),
    ("Digoxinoids, warfarins and unknownmab interact.", []),
  ])
  func sentencesNameWhatInteracts(text: String, expected: [String]) throws {
    #expect(try interactions(text) == expected)
  }

  @Test func whatAPatientDoesNotTolerateIsNoInteraction() throws {
    #expect(try interactions(code: "34070-3", "Hypersensitivity to aspirin.") == [])
    #expect(try interactions(code: "34070-3", "Asthma after aspirin.") == [])
    #expect(try interactions(code: "34070-3", "Patients taking ritonavir.") == ["ritonavir contraindicated"])
  }

  @Test func theStatementSaysThatItIsALabelsTextAndWhetherItStatesASeverity() throws {
    let catalog = try catalog(
      ("34073-7", "7 Drug interactions", "<paragraph>Digoxin is raised. Avoid ritonavir.</paragraph>"))
    let statements = catalog.allRules.map { catalog.statement($0.statement) }
    #expect(statements.map(\.statesSeverity) == [false, true])
    #expect(
      statements.first?.basis
        == "label text, section 7 Drug interactions; no severity stated; taken as moderate")
    #expect(statements.first?.effect == "what the label says: “Digoxin is raised”")
  }

  @Test func groupsAreKnownByTheirNamesAndNotTheDrugsOwn() throws {
    let own = SmallList.text(
      """
      <class id="cyp3a4-strong" name="Strong CYP3A4 inhibitors" source="s"><member drug="verapamil"/></class>
      <class id="zorbanoid" name="Zorbanoids" source="s"><member drug="quinine"/></class>
      """)
    for text in ["strong CYP3A4 inhibitors", "a strong inhibitor of CYP 3A4", "strong CYP3A4-inhibitors"] {
      let label = SPLLabelText.label(sections: [
        ("34073-7", "7", "<paragraph>Zorbanoids rise with \(text).</paragraph>")
      ])
      let catalog = try ForeignList.catalog(own, SPLLabelText.classIndex, label)
      #expect(interactions(catalog) == ["Strong CYP3A4 inhibitors moderate"], "\(text)")
    }
  }

  @Test func aProductOfSeveralDrugsLimitsItsRules() throws {
    let label = SPLLabelText.kit.replacing(
      "34084-4", with: "34073-7"
    ).replacing("Leg cramps were reported", with: "Digoxin is raised")
    let catalog = try ForeignList.catalog(Self.others, label)
    #expect(catalog.allRules.map { catalog.statement($0.statement).scope } == ["in Kittal", "in Kittal"])
  }

  @Test func labelsAreReadInAnyOrderOfFiles() throws {
    let label = SPLLabelText.label(sections: [("34073-7", "7", "<paragraph>Digoxin is raised.</paragraph>")])
    #expect(interactions(try ForeignList.catalog(label, Self.others)) == ["digoxin moderate"])
  }

  private static let corpus = ForeignCorpusTests.folder.appending(path: "spl")

  /// Counted by hand from the labels' text: contraindications are two headings and a paragraph each under
  /// "Pregnancy" and "Nursing mothers" of Lipitor, one paragraph of haloperidol, ten items of Sronyx, four "do not use" items of the
  /// cough syrup and one paragraph of Bonine's.
  @Test(.enabled(if: ForeignCorpusTests.isThere)) func realLabelsGiveWhatTheySay() throws {
    let names = ["lipitor-orig", "bonine-otc", "sronyx", "no-title", "cough"]
    let catalog = try ForeignList.catalog(
      Self.others, try String(contentsOf: Self.corpus.appending(path: "lipitor-orig.xml"), encoding: .utf8))
    let cautions = catalog.treatments.flatMap(\.statements)
    #expect(cautions.count == 4)
    #expect(cautions.count { $0.concerns.contains(Concern(pregnancy: true)) } == 1)
    // Warfarin is named, and denied.
    #expect(
      Set(interactions(catalog)) == [
        "digoxin moderate", "darunavir moderate", "ritonavir moderate", "ritonavir major",
      ])
    let outcome = try ForeignList.outcome(
      names.map { try String(contentsOf: Self.corpus.appending(path: "\($0).xml"), encoding: .utf8) })
    let all = try Catalog(outcome.catalog).treatments.flatMap(\.statements)
    #expect(all.count { $0.isBoxed } == 2)
    #expect(all.count { !$0.isBoxed && $0.severity == .contraindicated } == 4 + 1 + 10 + 4 + 1)
  }
}
