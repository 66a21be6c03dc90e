import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

@Suite struct InteractionTests {
  /// Three drugs, two classes, a rule on each level.
  private func clinic() -> Clinic {
    let clinic = Clinic(["quinine", "digoxin", "amiodarone"])
    clinic.drugClass("qt", ["quinine", "amiodarone"])
    clinic.drugClass("glycoside", ["digoxin"])
    return clinic
  }

  @Test func theRuleForTheVeryPairDecidesAndTheOthersStayAsEvidence() throws {
    let clinic = clinic()
    clinic.rule("classes", ["#qt", "#glycoside"], .contraindicated)
    clinic.rule("drug-class", ["digoxin", "#qt"], .major)
    clinic.rule("pair", ["quinine", "digoxin"], .moderate)
    let result = try clinic.check(["quinine", "digoxin"])
    #expect(result.interactions == ["pair moderate"])
    guard case .interaction(_, _, let others, _) = result.findings[0].kind else {
      Issue.record("no interaction")
      return
    }
    #expect(others.map(\.id) == ["classes", "drug-class"])
  }

  @Test func aDrugWithAClassComesBeforeTwoClasses() throws {
    let clinic = clinic()
    clinic.rule("classes", ["#glycoside", "#qt"], .contraindicated)
    clinic.rule("drug-class", ["#qt", "digoxin"], .moderate)
    #expect(try clinic.check(["digoxin", "amiodarone"]).interactions == ["drug-class moderate"])
  }

  @Test func theStrictestOfEquallySpecificRulesDecides() throws {
    let clinic = clinic()
    clinic.rule("mild", ["quinine", "digoxin"], .moderate)
    clinic.rule("grave", ["digoxin", "quinine"], .major)
    #expect(try clinic.check(["quinine", "digoxin"]).interactions == ["grave major"])
  }

  @Test func aCountryPrefersItsOwnStatements() throws {
    let clinic = clinic()
    clinic.rule("us", ["quinine", "digoxin"], .major, in: ["US"])
    clinic.rule("uk", ["quinine", "digoxin"], .moderate, in: ["UK"])
    clinic.rule("eu", ["quinine", "digoxin"], .minor, in: ["EU"])
    #expect(try clinic.check(["quinine", "digoxin"]).interactions == ["us major"])
    #expect(try clinic.check(["quinine", "digoxin"], country: "uk").interactions == ["uk moderate"])
    #expect(try clinic.check(["quinine", "digoxin"], country: "fr").interactions == ["eu minor"])
    #expect(try clinic.check(["quinine", "digoxin"], country: "jp").interactions == ["us major"])
  }

  @Test func aPairStudiedWithoutEffectSilencesClassRules() throws {
    let clinic = clinic()
    clinic.rule("classes", ["#qt", "#glycoside"], .major)
    clinic.rule("studied", ["quinine", "digoxin"], .none)
    let result = try clinic.check(["quinine", "digoxin"])
    #expect(result.interactions.isEmpty)
    #expect(result.findings.count == 1)
    #expect(result.status(failOn: .minor) == .clean)
  }

  @Test func anAllClearUnderAnOpenScopeSilencesNothing() throws {
    let clinic = clinic()
    clinic.rule("classes", ["#qt", "#glycoside"], .major)
    clinic.rule("studied", ["quinine", "digoxin"], .none, scope: "single doses")
    #expect(try clinic.check(["quinine", "digoxin"]).interactions == ["classes major"])
  }

  @Test func exceptionsKeepClassRulesOnlyFromFiring() throws {
    let clinic = clinic()
    clinic.exception("digoxin", "quinine")
    clinic.rule("classes", ["#qt", "#glycoside"], .major)
    #expect(try clinic.check(["quinine", "digoxin"]).interactions.isEmpty)
    #expect(try clinic.check(["amiodarone", "digoxin"]).interactions == ["classes major"])
    let other = self.clinic()
    other.exception("digoxin", "quinine")
    other.rule("pair", ["quinine", "digoxin"], .moderate)
    #expect(try other.check(["quinine", "digoxin"]).interactions == ["pair moderate"])
  }

  @Test func aClassNeverPairsADrugWithItself() throws {
    let clinic = clinic()
    clinic.rule("within", ["#qt", "#qt"], .major)
    #expect(try clinic.check(["quinine", "quinine"]).interactions.isEmpty)
    #expect(try clinic.check(["quinine", "amiodarone"]).interactions == ["within major"])
  }

  @Test func onlyNamedPairsOfAClassRuleAreContraindicated() throws {
    let clinic = clinic()
    clinic.rule(
      "named", ["#qt", "#glycoside"], .contraindicated, contraindicated: ["digoxin", "amiodarone"])
    #expect(try clinic.check(["quinine", "digoxin"]).interactions == ["named major"])
    #expect(try clinic.check(["amiodarone", "digoxin"]).interactions == ["named contraindicated"])
  }

  @Test func theWorstPairStandsFirst() throws {
    let clinic = clinic()
    clinic.rule("a", ["quinine", "digoxin"], .minor)
    clinic.rule("b", ["amiodarone", "digoxin"], .contraindicated)
    clinic.rule("c", ["quinine", "amiodarone"], .major)
    #expect(
      try clinic.check(["quinine", "digoxin", "amiodarone"]).interactions
        == ["b contraindicated", "c major", "a minor"])
  }

  @Test func whatIsNotTakenNowIsNotChecked() throws {
    let clinic = clinic()
    clinic.rule("pair", ["quinine", "digoxin"])
    let entries = [
      try clinic.entry("quinine"), try clinic.entry("digoxin", status: .inactive(.stopped)),
    ]
    #expect(try clinic.check(entries).findings.isEmpty)
  }
}

/// A route that clearly is another one excludes; what nobody wrote down stays open.
@Suite struct ScopeTests {
  struct Row: Sendable {
    var scope: String
    var routes: [String] = []
    var otherRoutes: [String] = []
    var strengths: [String] = []
    var patient = Patient()
    var expected: [String]
    var match: Finding.ScopeMatch? = .holds
  }

  @Test(arguments: [
    Row(scope: "systemic NSAID, not gel", routes: ["gel"], expected: [], match: nil),
    Row(scope: "systemic NSAID, not gel", routes: ["tablet"], expected: ["rule major"]),
    Row(scope: "systemic NSAID, not gel", expected: ["rule major"], match: .unknown),
    // Who states the amount of one dose takes it by mouth or by needle; creams and drops state a percentage.
    Row(scope: "systemic NSAID, not gel", strengths: ["50 mg"], expected: ["rule major"]),
    Row(scope: "systemic NSAID, not gel", strengths: ["1 %"], expected: ["rule major"], match: .unknown),
    Row(scope: "oral NSAID", strengths: ["50 mg"], expected: ["rule major"], match: .unknown),
    // The other side's cream says nothing about the NSAID.
    Row(
      scope: "systemic NSAID, not gel", routes: ["tablet"], otherRoutes: ["cream"],
      expected: ["rule major"]),
    Row(scope: "oral NSAID", routes: ["injection"], expected: [], match: nil),
    Row(scope: "intravenous NSAID", routes: ["tablet", "oral"], expected: [], match: nil),
    Row(scope: "intravenous NSAID", routes: ["injection"], expected: ["rule major"]),
    Row(scope: "solid oral NSAID", routes: ["syrup"], expected: [], match: nil),
    Row(scope: "NSAID eye drops", routes: ["eye drops"], expected: ["rule major"]),
    Row(scope: "NSAID eye drops", routes: ["tablet"], expected: [], match: nil),
    Row(scope: "eye drops included", routes: ["tablet"], expected: ["rule major"]),
    Row(scope: "intravenous worst", routes: ["tablet"], expected: ["rule major"]),
    Row(scope: "used together in malaria", expected: ["rule major"], match: .unknown),
    Row(scope: "age 65 and over", patient: Patient(ageYears: 70), expected: ["rule major"]),
    Row(scope: "age 65 and over", patient: Patient(ageYears: 40), expected: ["rule moderate"]),
    Row(scope: "age 65 and over", expected: ["rule major"], match: .unknown),
    Row(scope: "kidney impairment", patient: Patient(eGFR: 90), expected: [], match: nil),
    Row(scope: "kidney impairment", patient: Patient(eGFR: 40), expected: ["rule major"]),
    Row(
      scope: "systemic NSAID; kidney impairment", routes: ["tablet"], expected: ["rule major"],
      match: .unknown),
  ])
  func scopes(_ row: Row) throws {
    let clinic = Clinic(["warfarin", "diclofenac"])
    clinic.drugClass("nsaid", name: "NSAIDs, coxibs included", ["diclofenac"])
    clinic.condition("kidney impairment", ["renal impairment"])
    clinic.rule("rule", ["warfarin", "#nsaid"], scope: row.scope)
    var diclofenac = try clinic.entry("diclofenac", routes: row.routes)
    diclofenac.strengths = row.strengths
    let entries = [try clinic.entry("warfarin", routes: row.otherRoutes), diclofenac]
    let result = try clinic.check(entries, row.patient)
    #expect(result.interactions == row.expected)
    #expect(result.scopes.first == row.match)
  }

  @Test func aScopeThatNamesBothSidesMustHoldOfBoth() throws {
    let clinic = Clinic(["ibuprofen", "diclofenac"])
    clinic.drugClass("nsaid", name: "NSAIDs", ["ibuprofen", "diclofenac"])
    clinic.rule("twice", ["#nsaid", "#nsaid"], scope: "systemic NSAID")
    let tablet = try clinic.entry("ibuprofen", routes: ["tablet"])
    #expect(try clinic.check([tablet, clinic.entry("diclofenac", routes: ["gel"])]).interactions.isEmpty)
    #expect(try clinic.check([tablet, clinic.entry("diclofenac", routes: ["tablet"])]).scopes == [.holds])
  }

  @Test func oneTabletAmongGelsIsEnough() throws {
    let clinic = Clinic(["warfarin", "diclofenac"])
    clinic.rule("rule", ["warfarin", "diclofenac"], scope: "systemic diclofenac")
    let gel = try clinic.entry("diclofenac", routes: ["gel"])
    #expect(try clinic.check([clinic.entry("warfarin"), gel]).interactions.isEmpty)
    let entries = [try clinic.entry("warfarin"), gel, try clinic.entry("diclofenac", routes: ["capsule"])]
    #expect(try clinic.check(entries).scopes == [.holds])
  }

  @Test func aSeverityThatNobodyStatedLowersNoOther() throws {
    let clinic = Clinic(["a", "b"])
    clinic.drugClass("bs", ["b"])
    clinic.rule("stated", ["a", "#bs"], .contraindicated)
    clinic.rule("assumed", ["a", "b"], .moderate, basis: "label text; no severity stated; taken as moderate")
    #expect(try clinic.check(["a", "b"]).interactions == ["stated contraindicated"])
  }

  @Test func aSeverityThatNobodyStatedCountsAboveALesserOne() throws {
    let clinic = Clinic(["a", "b"])
    clinic.drugClass("bs", ["b"])
    clinic.rule("stated", ["a", "#bs"], .minor)
    clinic.rule("assumed", ["a", "b"], .moderate, basis: "label text; no severity stated; taken as moderate")
    #expect(try clinic.check(["a", "b"]).interactions == ["assumed moderate"])
  }
}
