import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

@Suite struct DuplicateTests {
  /// Whether each duplicate ingredient is one product.
  private func duplicates(_ result: CheckResult) -> [Bool] {
    result.findings.compactMap {
      if case .duplicateIngredient(let isOneProduct) = $0.kind { isOneProduct } else { nil }
    }
  }

  @Test func twoStrengthsAreOneProductABrandBesideTheGenericIsNot() throws {
    let clinic = Clinic(["paracetamol", "diphenhydramine"])
    clinic.drug("verapamil", brands: ["Calan", "Verelan", "Calan SR"])
    let strengths = [
      try clinic.entry("verapamil 80 mg", of: ["verapamil"]),
      try clinic.entry("Verapamil 120 mg", of: ["verapamil"]),
    ]
    #expect(duplicates(try clinic.check(strengths)) == [true])
    let brand = strengths + [try clinic.entry("CALAN 80 mg", of: ["verapamil"])]
    #expect(duplicates(try clinic.check(brand)) == [false])
    let brands = [
      try clinic.entry("Calan", of: ["verapamil"]), try clinic.entry("Verelan", of: ["verapamil"]),
    ]
    #expect(duplicates(try clinic.check(brands)) == [false])
    #expect(duplicates(try clinic.check([brands[0], brands[0]])) == [true])
  }

  @Test func anIngredientOfACombinationTwiceIsARealDuplicate() throws {
    let clinic = Clinic(["paracetamol", "diphenhydramine"])
    let entries = [
      try clinic.entry("Legatrin PM", of: ["paracetamol", "diphenhydramine"]),
      try clinic.entry("paracetamol"),
    ]
    let result = try clinic.check(entries)
    #expect(duplicates(result) == [false])
    #expect(result.findings[0].entries == [1, 2])
  }

  private func statins() -> Clinic {
    let clinic = Clinic(["simvastatin", "atorvastatin", "pravastatin", "niacin"])
    clinic.drugClass("statin", ["simvastatin", "atorvastatin", "pravastatin"], doubles: true)
    clinic.drugClass("cleared-by-3a4", ["simvastatin", "atorvastatin"], doubles: true)
    clinic.drugClass("lipids", ["simvastatin", "atorvastatin", "niacin"])
    return clinic
  }

  @Test func aDoubledClassIsOneFindingWithAllItsDrugs() throws {
    let result = try statins().check(["simvastatin", "pravastatin", "atorvastatin"])
    #expect(result.doubledClasses == ["statin"])
    #expect(result.findings[0].entries == [1, 2, 3])
    #expect(try statins().check(["simvastatin", "niacin"]).doubledClasses.isEmpty)
    #expect(try statins().check(["simvastatin", "simvastatin"]).doubledClasses.isEmpty)
  }

  @Test func aPairThatARuleNamesIsNotToldAgain() throws {
    let clinic = statins()
    clinic.rule("twice", ["simvastatin", "atorvastatin"])
    #expect(try clinic.check(["simvastatin", "atorvastatin"]).doubledClasses.isEmpty)
    #expect(try clinic.check(["simvastatin", "atorvastatin", "pravastatin"]).doubledClasses == ["statin"])
  }

  @Test func partsOfOneProductAreNoDouble() throws {
    let clinic = statins()
    clinic.exception("simvastatin", "atorvastatin")
    #expect(try clinic.check(["simvastatin", "atorvastatin"]).doubledClasses.isEmpty)
    let product = try statins().entry("Two in one", of: ["simvastatin", "atorvastatin"])
    #expect(try statins().check([product]).doubledClasses.isEmpty)
  }

  // MARK: Loads

  private func qt() -> Clinic {
    let clinic = Clinic(["quinine", "amiodarone", "salmeterol", "furosemide", "prednisone"])
    clinic.drugClass("known", ["quinine", "amiodarone"])
    clinic.drugClass("possible", ["amiodarone"])
    clinic.drugClass("lowers-potassium", ["salmeterol", "furosemide", "prednisone"])
    clinic.load("qt", threshold: 3, [("known", 2), ("possible", 1), ("lowers-potassium", 1)])
    return clinic
  }

  @Test func sharesAddUpEachDrugWithItsLargest() throws {
    let result = try qt().check(["salmeterol", "amiodarone", "quinine"])
    #expect(result.loads == ["qt": [2, 2, 1]])
    #expect(try qt().names(result.findings[0]) == ["amiodarone", "quinine", "salmeterol"])
    #expect(try qt().check(["quinine", "quinine"]).loads.isEmpty)
  }

  @Test func aLoadNeedsOneDrugOfItsLargestShare() throws {
    #expect(try qt().check(["salmeterol", "furosemide", "prednisone"]).loads.isEmpty)
    #expect(try qt().check(["salmeterol", "quinine"]).loads == ["qt": [2, 1]])
  }

  @Test func creamsAndDropsAddNothing() throws {
    let clinic = qt()
    let drops = try clinic.entry("salmeterol", routes: ["eye drops"])
    #expect(try clinic.check([clinic.entry("quinine"), drops]).loads.isEmpty)
    let inhaler = try clinic.entry("salmeterol", routes: ["inhaler"])
    #expect(try clinic.check([clinic.entry("quinine"), drops, inhaler]).loads == ["qt": [2, 1]])
  }

  @Test func twoDrugsThatARuleNamesAreNotToldAgain() throws {
    let clinic = qt()
    clinic.rule("pair", ["quinine", "amiodarone"])
    #expect(try clinic.check(["quinine", "amiodarone"]).loads.isEmpty)
    #expect(try clinic.check(["quinine", "amiodarone", "salmeterol"]).loads == ["qt": [2, 2, 1]])
  }

  // MARK: Look-alikes

  @Test func aLookAlikeSpeaksOnlyWithReason() throws {
    let clinic = Clinic(["quinine", "quinidine", "verapamil"])
    clinic.lookAlike("quinine", "quinidine")
    clinic.lookAlike("verapamil", "quinine", warns: false)
    #expect(try clinic.check(["quinine"]).findings.isEmpty)
    #expect(try clinic.check(["quinine", "quinidine"]).findings.count == 1)
    let spelt = try clinic.entry("quinin", of: ["quinine"], basis: .spelling(readAs: "quinine"))
    #expect(try clinic.check([spelt]).findings.count == 1)
    #expect(try clinic.check(["quinine", "verapamil"]).findings.isEmpty)
  }
}
