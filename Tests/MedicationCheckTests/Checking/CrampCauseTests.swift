import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

@Suite struct CrampCauseTests {
  private func clinic() -> Clinic {
    let clinic = Clinic(["salmeterol", "losartan", "valsartan", "triamterene", "hydrochlorothiazide"])
    clinic.drugClass("arb", ["losartan", "valsartan"])
    return clinic
  }

  @Test func associationsOfADrugStandBestFirst() throws {
    let clinic = clinic()
    clinic.cause("spasm", .drug("salmeterol"), .muscleSpasms, .excess, .a)
    clinic.cause("label", .drug("salmeterol"), .legCramps, .notCompared, .c)
    clinic.cause("study", .drug("salmeterol"), .legCramps, .excess, .b)
    #expect(try clinic.check(["salmeterol"]).causes == [["study", "label", "spasm"]])
  }

  @Test func aClassSpeaksForItsMembersUnlessOneWasStudiedWithoutExcess() throws {
    let clinic = clinic()
    clinic.cause("arbs", .drugClass, ofClass: "arb")
    clinic.cause("losartan-trial", .drug("losartan"), flags: false, .muscleCramps, .noExcess, .b)
    let result = try clinic.check(["losartan", "valsartan"])
    #expect(result.causes == [["arbs"]])
    #expect(result.culprits.map(\.drug) == [try clinic.catalog().drugRow("valsartan")])
    guard case .crampCause(_, let through) = result.findings[0].kind else {
      Issue.record("no cause")
      return
    }
    #expect(through?.id == "arb")
  }

  @Test(arguments: [
    (CrampAssociation.Direction.negativeStudy, CrampAssociation.Grade.b, true),
    (.noExcess, .b, true), (.notCompared, .control, true), (.notCompared, .d, false),
  ])
  func onlyEvidenceAgainstTheDrugKeepsItsClassSilent(
    direction: CrampAssociation.Direction, grade: CrampAssociation.Grade, isSilent: Bool
  ) throws {
    let clinic = clinic()
    clinic.cause("arbs", .drugClass, ofClass: "arb")
    clinic.cause("own", .drug("losartan"), flags: false, .electrolyteSign, direction, grade)
    #expect(try clinic.check(["losartan"]).causes == (isSilent ? [] : [["arbs"]]))
  }

  @Test func drugsThatCauseCrampsTogetherNeedAllOfThem() throws {
    let clinic = clinic()
    clinic.cause("both", .together(["triamterene", "hydrochlorothiazide"]))
    #expect(try clinic.check(["triamterene"]).causes.isEmpty)
    #expect(try clinic.check(["triamterene", "hydrochlorothiazide"]).causes == [["both"], ["both"]])
  }

  // MARK: The order of culprits

  private func order(_ clinic: Clinic, _ entries: [ResolvedEntry]) throws -> [String] {
    let catalog = try clinic.catalog()
    return try clinic.check(entries).culprits.map { "\($0.rank) \(catalog.drugName($0.drug))" }
  }

  @Test func symptomThenExcessThenGradeRank() throws {
    let clinic = Clinic(["a", "b", "c", "d"])
    clinic.cause("a", .drug("a"), .muscleCramps, .excess, .a)
    clinic.cause("b", .drug("b"), .legCramps, .notCompared, .b)
    clinic.cause("c", .drug("c"), .legCramps, .excess, .c)
    clinic.cause("d", .drug("d"), .legCramps, .notCompared, .c)
    let entries = try ["a", "b", "c", "d"].map { try clinic.entry($0) }
    #expect(try order(clinic, entries) == ["1 c", "2 b", "3 d", "4 a"])
  }

  @Test func amongEqualsTheLaterStartThenTheRatio() throws {
    let clinic = Clinic(["a", "b", "c"])
    clinic.cause("a", .drug("a"), .legCramps, .excess, .b, ratio: "2.42")
    clinic.cause("b", .drug("b"), .legCramps, .excess, .b, ratio: "1.20")
    clinic.cause("c", .drug("c"), .legCramps, .excess, .b, ratio: "1.48")
    let undated = try ["b", "c", "a"].map { try clinic.entry($0) }
    #expect(try order(clinic, undated) == ["1 a", "2 c", "3 b"])
    let dated = [
      try clinic.entry("a", begun: PartialDate(year: 2020)),
      try clinic.entry("b", begun: PartialDate(year: 2023, month: 5)),
      try clinic.entry("c", begun: PartialDate(year: 2023, month: 5)),
    ]
    #expect(try order(clinic, dated) == ["1 c", "2 b", "3 a"])
  }

  @Test func ratiosAndPercentagesShareARank() throws {
    let clinic = Clinic(["raloxifene", "statin", "laba"])
    clinic.cause("r", .drug("raloxifene"), .legCramps, .excess, .b)
    clinic.cause("s", .drug("statin"), .legCramps, .excess, .b, ratio: "1.16")
    clinic.cause("l", .drug("laba"), .legCramps, .excess, .b, ratio: "2.42")
    let entries = try ["raloxifene", "statin", "laba"].map { try clinic.entry($0) }
    #expect(try order(clinic, entries) == ["1 laba", "1 statin", "1 raloxifene"])
  }

  @Test func reasonsAreStated() throws {
    let clinic = clinic()
    clinic.cause("arbs", .drugClass, ofClass: "arb", .muscleCramps, .notCompared, .c)
    let date = PartialDate(year: 2024, month: 2)
    let result = try clinic.check([clinic.entry("valsartan", begun: date)])
    #expect(
      result.culprits.first?.reasons == [
        .symptom(.muscleCramps), .notCompared, .grade(.c), .throughClass("arb"), .begun(date),
      ])
  }

  // MARK: Cascades

  struct Cascade: Sendable {
    var role = CrampTreatment.Cascade.onlyIfForCramps
    var isForOtherDiseases = false
    var cause: PartialDate?
    var treatment: PartialDate?
    var indication: String?
    var expected: Finding.Cascade?
  }

  @Test(arguments: [
    Cascade(role: .yes, expected: .possible),
    Cascade(role: .yes, cause: .init(year: 2022), treatment: .init(year: 2023), expected: .likely),
    Cascade(role: .yes, cause: .init(year: 2023), treatment: .init(year: 2022), expected: nil),
    Cascade(
      role: .yes, cause: .init(year: 2023), treatment: .init(year: 2023, month: 5), expected: .possible),
    Cascade(expected: .onlyIfForCramps),
    Cascade(indication: "for leg cramps", expected: .possible),
    Cascade(indication: "abdominal cramps", expected: .onlyIfForCramps),
    Cascade(indication: "blood pressure, not cramps", expected: .onlyIfForCramps),
    Cascade(
      cause: .init(year: 2022), treatment: .init(year: 2023), indication: "night cramps", expected: .likely),
    Cascade(cause: .init(year: 2022), treatment: .init(year: 2023), expected: .onlyIfForCramps),
    Cascade(role: .no, indication: "night cramps", expected: nil),
    Cascade(isForOtherDiseases: true, expected: nil),
    Cascade(isForOtherDiseases: true, indication: "leg cramps", expected: .possible),
  ])
  func cascades(_ row: Cascade) throws {
    let clinic = Clinic(["salmeterol", "quinine"])
    clinic.cause("cause", .drug("salmeterol"))
    clinic.treatment(
      ["quinine"], role: row.isForOtherDiseases ? .otherDiseaseOnly : .triedOnly, cascade: row.role)
    let entries = [
      try clinic.entry("quinine", begun: row.treatment, for: row.indication),
      try clinic.entry("salmeterol", begun: row.cause),
    ]
    let result = try clinic.check(entries)
    #expect(result.cascades == [row.expected].compactMap { $0 })
    for finding in result.findings {
      if case .cascade = finding.kind { #expect(try clinic.names(finding) == ["salmeterol", "quinine"]) }
    }
  }

  @Test func aRemedySoldForCrampsIsTakenForCramps() throws {
    let clinic = Clinic(["donepezil", "paracetamol", "diphenhydramine"])
    clinic.cause("cause", .drug("donepezil"))
    clinic.treatment(["diphenhydramine"])
    clinic.remedy("Legatrin PM")
    let donepezil = try clinic.entry("donepezil")
    let ingredients = ["paracetamol", "diphenhydramine"]
    let remedy = try clinic.entry("LEGATRIN-PM caplets", of: ingredients)
    let other = try clinic.entry("Sleepwell PM", of: ingredients)
    #expect(try clinic.check([donepezil, remedy]).cascades == [.possible])
    #expect(try clinic.check([donepezil, other]).cascades == [.onlyIfForCramps])
  }
}
