import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

/// Cautions and risk factors matched to what is known about a patient.
@Suite struct PatientTests {
  struct Row: Sendable {
    var concerns: [Concern]
    var patient = Patient()
    /// Nil: known not to concern the patient.
    var isMatched: Bool?
  }

  private static func with(_ condition: String) -> Patient { Patient(conditions: [.init(text: condition)]) }

  private static func coded(_ system: MedicationCode.System, _ value: String) -> Patient {
    Patient(conditions: [.init(text: "", codes: [MedicationCode(system: system, value: value)])])
  }

  @Test(arguments: [
    Row(concerns: [], isMatched: true),
    Row(concerns: [Concern(ageFrom: 65)], isMatched: false),
    Row(concerns: [Concern(ageFrom: 65)], patient: Patient(ageYears: 65), isMatched: true),
    Row(concerns: [Concern(ageFrom: 65)], patient: Patient(ageYears: 40), isMatched: nil),
    Row(
      concerns: [Concern(ageFrom: 65)],
      patient: Patient(birthDate: PartialDate(year: 1961, month: 11, day: 24)), isMatched: true),
    Row(
      concerns: [Concern(ageFrom: 65)],
      patient: Patient(birthDate: PartialDate(year: 1961, month: 11, day: 25)), isMatched: nil),
    Row(
      concerns: [Concern(ageFrom: 65)], patient: Patient(birthDate: PartialDate(year: 1961)), isMatched: false
    ),
    Row(concerns: [Concern(pregnancy: true)], isMatched: false),
    Row(concerns: [Concern(pregnancy: true)], patient: Patient(sex: .male), isMatched: nil),
    Row(concerns: [Concern(pregnancy: true)], patient: Patient(ageYears: 72, sex: .female), isMatched: nil),
    Row(concerns: [Concern(pregnancy: true)], patient: Patient(isPregnant: true), isMatched: true),
    Row(concerns: [Concern(sex: .female)], patient: Patient(sex: .male), isMatched: nil),
    Row(concerns: [Concern(eGFRBelow: 30)], patient: Patient(eGFR: 29.5), isMatched: true),
    Row(concerns: [Concern(eGFRBelow: 30)], patient: Patient(eGFR: 30), isMatched: nil),
    // What is not among the stated conditions is not known to be absent.
    Row(concerns: [Concern(condition: "heart failure")], patient: with("asthma"), isMatched: false),
    Row(concerns: [Concern(condition: "heart failure")], patient: with("Heart Failure"), isMatched: true),
    Row(concerns: [Concern(condition: "heart failure")], patient: with("CHF, NYHA III"), isMatched: true),
    Row(concerns: [Concern(condition: "heart failure")], patient: with("no heart failure"), isMatched: false),
    Row(
      concerns: [Concern(condition: "heart failure")], patient: with("Family history of heart failure"),
      isMatched: false),
    Row(
      concerns: [Concern(condition: "heart failure")], patient: coded(.snomed, "84114007"), isMatched: true),
    Row(concerns: [Concern(condition: "heart failure")], patient: coded(.icd10, "I50.9"), isMatched: true),
    Row(concerns: [Concern(condition: "heart failure")], patient: coded(.icd10, "I51"), isMatched: false),
    Row(
      concerns: [Concern(condition: "quinine allergy")], patient: Patient(allergies: ["Quinine"]),
      isMatched: true),
    Row(
      concerns: [Concern(condition: "severe renal impairment")], patient: Patient(eGFR: 24),
      isMatched: true),
    Row(
      concerns: [Concern(condition: "severe renal impairment")], patient: Patient(eGFR: 44), isMatched: nil),
    // Alternatives: one that holds is enough; all asked of one concern must hold together.
    Row(
      concerns: [Concern(ageFrom: 65), Concern(condition: "heart failure")], patient: with("heart failure"),
      isMatched: true),
    Row(
      concerns: [Concern(ageFrom: 65, condition: "heart failure")], patient: with("heart failure"),
      isMatched: false),
    Row(
      concerns: [Concern(ageFrom: 65, condition: "heart failure")], patient: Patient(ageYears: 50),
      isMatched: nil),
  ])
  func cautions(_ row: Row) throws {
    let clinic = Clinic(["verapamil"])
    clinic.condition("heart failure", ["CHF"], icd10: ["I50"], snomed: ["84114007"])
    clinic.condition("quinine allergy", ["allergy to quinine"])
    clinic.condition("severe renal impairment")
    clinic.treatment(["verapamil"], [Clinic.caution("caution", concerns: row.concerns)])
    #expect(try clinic.check(["verapamil"], row.patient).cautions["caution"] == row.isMatched)
  }

  @Test func cautionsOfOtherCountriesStayAndHiddenOnesNever() throws {
    let clinic = Clinic(["quinine"])
    clinic.treatment(
      ["quinine"],
      [
        Clinic.caution("us", in: ["US"]), Clinic.caution("uk", in: ["UK"]), Clinic.caution("all"),
        Clinic.caution("hidden", isDisplayed: false),
      ])
    #expect(Set(try clinic.check(["quinine"]).cautions.keys) == ["us", "uk", "all"])
    #expect(Set(try clinic.check(["quinine"], country: "uk").cautions.keys) == ["us", "uk", "all"])
  }

  @Test func cautionsOfSeveralDrugsTogetherNeedAllOfThem() throws {
    let clinic = Clinic(["pyridoxine", "thiamine"])
    clinic.treatment(["pyridoxine", "thiamine"], [Clinic.caution("both")])
    #expect(try clinic.check(["thiamine"]).cautions.isEmpty)
    #expect(try clinic.check(["thiamine", "pyridoxine"]).cautions == ["both": true])
  }

  @Test func theWorstCautionStandsFirst() throws {
    let clinic = Clinic(["quinine"])
    clinic.treatment(
      ["quinine"],
      [
        Clinic.caution("moderate", .moderate), Clinic.caution("boxed", .major, isBoxed: true),
        Clinic.caution("major"), Clinic.caution("never", .contraindicated),
      ])
    let order = try clinic.check(["quinine"]).findings.compactMap { finding -> String? in
      if case .treatmentCaution(_, let statement, _) = finding.kind { statement.id } else { nil }
    }
    #expect(order == ["never", "boxed", "major", "moderate"])
  }

  // MARK: Risk factors and signs

  @Test func oneFactorForEachPointHoweverManySurveysSaySo() throws {
    let clinic = Clinic(["a"])
    clinic.condition("cirrhosis")
    clinic.advice("age-50", .condition, concern: Concern(ageFrom: 50))
    clinic.advice("age-60", .condition, concern: Concern(ageFrom: 60))
    clinic.advice("age-60-again", .condition, concern: Concern(ageFrom: 60))
    clinic.advice("liver", .condition, concern: Concern(condition: "cirrhosis"))
    clinic.advice("liver-again", .condition, concern: Concern(condition: "cirrhosis"))
    let patient = Patient(ageYears: 71, conditions: [.init(text: "cirrhosis")])
    let result = try clinic.check(["a"], patient)
    #expect(result.factors == ["age-60", "liver"])
    #expect(try clinic.check(["a"], Patient(ageYears: 55)).factors == ["age-50"])
    guard case .patientFactor(_, let others) = result.findings[0].kind else {
      Issue.record("no factor")
      return
    }
    #expect(others.map(\.id) == ["age-50", "age-60-again"])
  }

  @Test func lowValuesCountAsTheConditionsTheyProve() throws {
    let clinic = Clinic(["a"])
    clinic.condition("low potassium", ["hypokalaemia"])
    clinic.condition("low magnesium", ["hypomagnesaemia"])
    clinic.advice("potassium", .condition, concern: Concern(condition: "low potassium"))
    clinic.advice("magnesium", .condition, concern: Concern(condition: "low magnesium"))
    #expect(try clinic.check(["a"], Patient(potassium: 3.4, magnesium: 0.7)).factors == ["potassium"])
    #expect(try clinic.check(["a"], Patient(potassium: 3.5, magnesium: 0.6)).factors == ["magnesium"])
  }

  @Test func aSignIsShownWithTheDrugsThatCallForIt() throws {
    let clinic = Clinic(["simvastatin", "colchicine", "paracetamol"])
    clinic.drugClass("statin", ["simvastatin"])
    clinic.advice("dark-urine", .redFlag, drugs: ["colchicine"], classes: ["statin"])
    clinic.advice("calf", .redFlag)
    let result = try clinic.check(["paracetamol", "colchicine", "simvastatin"])
    #expect(result.findings.count == 1)
    #expect(try clinic.names(result.findings[0]) == ["colchicine", "simvastatin"])
    #expect(result.findings[0].entries == [2, 3])
  }

  /// The words of a label may name more than was recognised in them.
  @Test func aLabelsCautionIsNeverRuledOut() throws {
    let clinic = Clinic(["a", "b"])
    clinic.treatment(
      ["a", "b"], role: .notATreatment, cascade: .no,
      [
        Clinic.caution("pregnancy", .contraindicated, concerns: [Concern(pregnancy: true)]),
        Clinic.caution("words", .contraindicated), Clinic.caution("box", isBoxed: true),
      ])
    let man = try clinic.check(["a", "b"], Patient(sex: .male))
    #expect(man.cautions == ["pregnancy": false, "words": false, "box": true])
    #expect(man.findings.allSatisfy { $0.drugs.count == 2 })
    let woman = try clinic.check(["a", "b"], Patient(sex: .female, isPregnant: true))
    #expect(woman.cautions == ["pregnancy": true, "words": false, "box": true])
    #expect(try clinic.check(["a"]).cautions.isEmpty)
    #expect(man.cascades.isEmpty)
  }
}
