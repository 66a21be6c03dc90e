import DrugCatalog
import PatientMedications
import Testing

@testable import MedicationCheck

@Suite struct LineResolverTests {
  let catalog: Catalog

  init() throws { catalog = try VocabularyCatalog.catalog() }

  /// The answer in one word and the drugs it names: `name: lisinopril + hydrochlorothiazide`.
  func read(_ text: String, isExact: Bool = false, country: String? = nil) -> String {
    var worker = MedicationResolver(catalog: catalog, isExact: isExact, country: country).lineResolver()
    return describe(worker.resolve(line: Array(text.utf8).span).resolution)
  }

  func describe(_ resolution: Resolution) -> String {
    switch resolution {
    case .resolved(let drugs, let basis):
      "\(basis.keyword): " + drugs.map(catalog.drugName).joined(separator: " + ")
    case .ambiguous(let candidates): "ambiguous: " + describe(candidates)
    case .unrecognised(let candidates): "unrecognised: " + describe(candidates)
    case .conflict(let candidates): "conflict: " + describe(candidates)
    case .notAMedicine(let kind): "no medicine: \(kind)"
    }
  }

  private func describe(_ candidates: [Resolution.Candidate]) -> String {
    candidates.map { $0.drugs.isEmpty ? $0.name : $0.drugs.map(catalog.drugName).joined(separator: " + ") }
      .joined(separator: ", ")
  }

  @Test(arguments: [
    ("quinine", "name: quinine"), ("QUINIDINE", "name: quinidine"), ("quiNINE Sulfate", "name: quinine"),
    ("Zestoretic", "name: lisinopril + hydrochlorothiazide"), ("vitamin b12", "name: cyanocobalamin"),
    ("vitamin B 12", "name: cyanocobalamin"), ("potassium", "name: potassium"),
    ("rxcui:9071", "code: quinine"), ("C08DA01", "code: verapamil"),
  ])
  func wholeNames(text: String, expected: String) { #expect(read(text) == expected) }

  @Test(arguments: [
    ("Lisinopril 20mg tablet PO daily", "nameInText: lisinopril"),
    ("LISINOPRIL20MG TAB", "nameInText: lisinopril"),
    ("- warfarin (2.5 mg) p.o. at bedtime", "nameInText: warfarin"),
    ("*NF* verapamil hydrochloride ER 120 mg", "nameInText: verapamil"),
    ("atorvastatin 20 MG Oral Tablet [Lipitor]", "nameInText: atorvastatin"),
    ("Estrogens, Conjugated 0.3 mg", "nameInText: conjugated estrogens"),
    ("Estrogens Conjugated", "name: conjugated estrogens"),
    ("losartan potassium 50 mg", "nameInText: losartan"),
    ("potassium chloride 20 mEq", "nameInText: potassium chloride"),
    ("HCTZ 25/LISINOPRIL 20MG TAB", "nameInText: hydrochlorothiazide + lisinopril"),
    ("lisinopril-hydrochlorothiazide", "nameInText: lisinopril + hydrochlorothiazide"),
    ("lisinopril + HCTZ", "nameInText: lisinopril + hydrochlorothiazide"),
    ("lisinopril and HCTZ 20/12.5", "nameInText: lisinopril + hydrochlorothiazide"),
    ("lisinopril plus HCTZ", "nameInText: lisinopril + hydrochlorothiazide"),
    ("lisinopril (Zestoretic)", "nameInText: lisinopril + hydrochlorothiazide"),
    ("methyl prednisolone 4 mg", "nameInText: methylprednisolone"),
    ("metfor min 500", "nameInText: metformin"),
    ("insulin Teva 100", "nameInText: insulin"), ("losartan kalium 50 mg", "nameInText: losartan"),
    ("insulin-potassium 5 mEq", "nameInText: insulin + potassium"),
    ("isosorbide mononit ER 30 mg", "nameInText: isosorbide mononitrate"),
    ("verapamilhydrochloride 120", "nameInText: verapamil"),
    ("potassiumchloride", "name: potassium chloride"),
    ("metforminER 500 mg", "nameInText: metformin"), ("Coumarins + warfarin 2 mg", "nameInText: warfarin"),
    ("Claritin-D 24", "nameInText: loratadine + pseudoephedrine"),
  ])
  func namesInsideALine(text: String, expected: String) { #expect(read(text) == expected) }

  @Test(arguments: [
    ("simvastatin 20 mg [Lipitor]", "conflict: simvastatin, atorvastatin"),
    ("lisinopril/xyzzyvar 20/25", "ambiguous: lisinopril, xyzzyvar"),
    ("xyz-loratadine", "ambiguous: loratadine, xyz"),
    ("lisinopril plus 20/12.5", "ambiguous: lisinopril, plus"),
    ("Zestril D", "ambiguous: lisinopril, d"), ("glucose test strip", "ambiguous: glucose, test strip"),
    ("MS 10 mg", "ambiguous: morphine sulfate or magnesium sulfate"),
    ("potassium bitartrate 99 mg", "unrecognised: potassium"),
    ("isosorbide mn 30 mg", "ambiguous: isosorbide, isosorbide mononitrate"),
    ("conjubated estrogens", "ambiguous: estrogens, conjugated estrogens"),
    ("xyzartan potassium 50 mg", "unrecognised: potassium"),
    ("xyzmycin 500 mg in glucose", "ambiguous: glucose, xyzmycin"),
    ("warfarine in glucose", "ambiguous: glucose, warfarin"), ("quinne xyz", "ambiguous: quinine, xyz"),
    ("Soma", "unrecognised: carisoprodol"), ("Soma 350 mg", "nameInText: carisoprodol"),
    ("take 1 tablet daily, stop lisinopril", "unrecognised: lisinopril"),
    ("pen needles", "no medicine: device"), ("pen needles 32", "no medicine: device"),
    ("quinone", "no medicine: substance-not-a-drug"), ("statins", "unrecognised: "),
    ("take 1 tablet PO daily", "unrecognised: "), ("", "unrecognised: "), ("()[]", "unrecognised: "),
  ])
  func whatIsNotSettled(text: String, expected: String) { #expect(read(text) == expected) }

  @Test(arguments: [
    ("NS", "no medicine: diluent"), ("ns", "no medicine: diluent"), ("NS (bag)", "no medicine: diluent"),
    ("NS 1,000 mL IV", "no medicine: diluent"), ("verapamil 5 mg in NS", "nameInText: verapamil"),
    ("NS verapamil", "ambiguous: verapamil, normal saline"),
    ("NS/lisinopril", "ambiguous: lisinopril, normal saline"),
    ("NS spray", "ambiguous: normal saline"), ("NS 2 sprays", "ambiguous: normal saline"),
    ("NS nasal", "ambiguous: normal saline"), ("NS tablet", "ambiguous: normal saline"),
    ("NS 5 mg", "ambiguous: normal saline"), ("NS xyzzyvar", "ambiguous: normal saline"),
    ("NS + MS", "ambiguous: normal saline, morphine sulfate or magnesium sulfate"),
    ("stop NS", "no medicine: diluent"), ("nsx", "unrecognised: "),
  ])
  func diluentsAloneAreNoMedicines(text: String, expected: String) { #expect(read(text) == expected) }

  @Test(arguments: [
    ("test strips", "no medicine: supply"), ("Xyzzyvar test strips 100", "no medicine: supply"),
    ("XYZZYVAR (GLUCOSE) TEST STRIPS", "no medicine: supply"),
    ("xyz-chek xyzzyvar test strips", "no medicine: supply"), ("glucose test strips", "no medicine: supply"),
    ("metformin test strips", "ambiguous: metformin, test strips"),
    ("metformn test strips", "ambiguous: metformin, test strips"),
    ("xyzzyvar, test strips", "unrecognised: "),
    ("xyzzyvar 5 mg test strips", "unrecognised: "), ("metf0rmin test strips", "unrecognised: metformin"),
    ("xyzzyvar pen needles", "unrecognised: "), ("vial", "no medicine: plain-word"),
    ("medicine", "no medicine: plain-word"),
    ("medicine 1", "no medicine: plain-word"), ("medicine 100 mg", "unrecognised: "),
    ("take medicine 5 mg at bedtime", "unrecognised: "),
    ("vial 5 mg", "unrecognised: "),
    ("insulin vial", "nameInText: insulin"),
  ])
  func suppliesAreNoMedicines(text: String, expected: String) { #expect(read(text) == expected) }

  @Test func withoutTheSpellingRuleASupplyHasNoBrand() {
    #expect(read("xyzzyvar test strips", isExact: true) == "unrecognised: ")
    #expect(read("test strips", isExact: true) == "no medicine: supply")
  }

  @Test func aMineralBesideAnUnknownWordIsNotRead() {
    #expect(read("potassium bitartrate").hasPrefix("unrecognised"))
  }

  @Test(arguments: [
    ("quinne", "spelling: quinine"), ("quindine", "ambiguous: quinidine, quinine"),
    ("simvistatin 10 mg", "spelling: simvastatin"), ("potasium chloride", "spelling: potassium chloride"),
    ("lisinopril/hydrochlorothiazid", "spelling: lisinopril + hydrochlorothiazide"),
    ("loratadin", "spelling: loratadine"), ("warfar1n", "unrecognised: warfarin"), ("quin", "unrecognised: "),
    // A letter that stands alone is another product.
    ("Normosol-R", "unrecognised: electrolytes"), ("Normosal-M", "spelling: electrolytes"),
  ])
  func spelling(text: String, expected: String) { #expect(read(text) == expected) }

  @Test func exactSwitchesSpellingOff() {
    #expect(read("quinne", isExact: true) == "unrecognised: quinine")
    #expect(read("quinine", isExact: true) == "name: quinine")
  }

  @Test func countryDecidesBetweenMeanings() {
    #expect(read("Benadryl") == "ambiguous: diphenhydramine, cetirizine")
    #expect(read("Benadryl", country: "us") == "name: diphenhydramine")
    #expect(read("Benadryl", country: "gb") == "name: cetirizine")
    #expect(read("Flomax") == "name: tamsulosin")
    #expect(read("Flomax", country: "IT") == "name: quinine")
    #expect(read("Flomax 4 tablets") == "nameInText: tamsulosin")
    #expect(read("Flomax #4") == "ambiguous: tamsulosin, quinine")
    #expect(read("Flomax no. 4") == "ambiguous: tamsulosin, quinine")
    #expect(read("Flomax Xyzzy") == "ambiguous: tamsulosin, quinine")
    #expect(read("diphenhydramine (Benadryl) 25 mg") == "nameInText: diphenhydramine")
  }

  @Test func lettersOfOtherScriptsAreNamed() {
    var worker = MedicationResolver(catalog: catalog).lineResolver()
    let answer = worker.resolve(line: Array("w\u{0430}rf\u{0430}rin 5 mg".utf8).span)
    #expect(describe(answer.resolution) == "unrecognised: warfarin")
    #expect(answer.remarks.contains { $0.contains("Cyrillic") })
    #expect(read("warfarin 5 \u{03BC}g") == "nameInText: warfarin")
  }

  @Test func remarksTellWhatWasNotUnderstood() {
    var worker = MedicationResolver(catalog: catalog).lineResolver()
    let answer = worker.resolve(line: Array("lisinopril 20 mg xyzzy".utf8).span)
    #expect(answer.remarks == ["not understood: xyzzy"])
  }
}
