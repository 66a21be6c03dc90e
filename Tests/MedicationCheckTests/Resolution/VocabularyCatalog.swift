import DrugCatalog

/// A small vocabulary with every kind of name and line word that the resolver must tell apart.
enum VocabularyCatalog {
  private static let attribution = Attribution(["test"])

  private static let drugs: [(id: String, names: [(String, CatalogName.Kind)])] = [
    ("quinine", [("quinine sulfate", .salt), ("Qualaquin", .brand)]),
    ("quinidine", []),
    ("verapamil", [("Calan", .brand), ("verapamil hydrochloride", .salt)]),
    ("diltiazem", [("Cardizem", .brand)]),
    ("lisinopril", [("Zestril", .brand)]),
    ("hydrochlorothiazide", [("HCTZ", .abbreviation)]),
    ("metformin", [("Glucophage", .brand)]),
    ("warfarin", [("warfarin sodium", .salt)]),
    ("atorvastatin", [("Lipitor", .brand)]),
    ("simvastatin", [("Zocor", .brand)]),
    ("potassium", [("Kalium", .synonym)]), ("potassium chloride", [("KCl", .abbreviation)]),
    ("losartan", [("losartan potassium", .salt)]), ("estrogens", []), ("isosorbide", []),
    ("isosorbide mononitrate", []), ("loratadine", [("Claritin", .brand)]), ("desloratadine", []),
    ("methylprednisolone", []), ("prednisolone", []), ("prednisone", []),
    ("conjugated estrogens", [("Estrogens, Conjugated", .synonym)]),
    ("carisoprodol", []), ("glucose", []), ("cetirizine", []), ("diphenhydramine", []),
    ("tamsulosin", []), ("cyanocobalamin", [("vitamin B12", .synonym), ("vitamin B-12", .synonym)]),
    ("insulin", []), ("pseudoephedrine", []), ("electrolytes", [("Normosol-M", .brand)]),
  ]

  private static let words: [(CatalogName.LineWord, String, String)] = [
    (.form, "tablet", "tablet"), (.form, "tab", "tablet"), (.form, "eye drops", "eye drops"),
    (.form, "oral tablet", "tablet"), (.route, "oral", "oral"), (.route, "PO", "oral"),
    (.route, "p.o.", "oral"), (.frequency, "daily", "once daily"), (.frequency, "at bedtime", "at bedtime"),
    (.unit, "mg", "mg"), (.unit, "mL", "mL"), (.unit, "mEq", "mEq"), (.unit, "µg", "microgram"),
    (.unit, "%", "percent"), (.salt, "hydrochloride", "salt"), (.salt, "potassium", "salt"),
    (.salt, "Kalium", "salt"),
    (.salt, "sulfate", "salt"), (.filler, "take", "ignore"), (.filler, "and", "ignore"),
    (.filler, "Teva", "ignore"), (.release, "ER", "extended release"), (.stop, "stop", "not taken"),
    (.addition, "plus", "further ingredient"), (.packaging, "bag", "package"),
    (.packaging, "vial", "package"), (.route, "IV", "intravenous"),
    (.form, "spray", "spray"), (.route, "nasal", "nasal"), (.unit, "sprays", "actuation"),
  ]

  static func catalog() throws -> Catalog {
    let builder = CatalogBuilder()
    _ = builder.add(Source(id: "test", title: "A list for tests"))
    for drug in drugs { add(drug.id, drug.names, to: builder) }
    combination("Zestoretic", isBrand: true, ["lisinopril", "hydrochlorothiazide"], to: builder)
    combination("Claritin-D", isBrand: true, ["loratadine", "pseudoephedrine"], to: builder)
    for word in words { name(word.1, .lineWord(word.0, word.2), to: builder) }
    weakName("Soma", drug: "carisoprodol", to: builder)
    ambiguous(
      "Benadryl", leads: false, [(["US"], ["diphenhydramine"]), (["UK"], ["cetirizine"])], to: builder)
    ambiguous("Flomax", leads: true, [(["US"], ["tamsulosin"]), (["IT"], ["quinine"])], to: builder)
    name("MS", .unsafeAbbreviation("morphine sulfate or magnesium sulfate"), to: builder)
    name("test strip", .notMedicine("device"), to: builder)
    name("pen needles", .notMedicine("device"), to: builder)
    name("NS", .unsafeAbbreviation("normal saline"), to: builder)
    name("NS", .notMedicine("diluent"), to: builder)
    name("test strips", .notMedicine("supply"), to: builder)
    name("glucose test strips", .notMedicine("supply"), to: builder)
    name("vial", .notMedicine("plain-word"), to: builder)
    name("medicine", .notMedicine("plain-word"), to: builder)
    name("quinone", .notMedicine("substance-not-a-drug"), to: builder)
    name("statins", .notMedicine("class-heading"), to: builder)
    name("rxcui:9071", .drugCode(builder.row(of: "quinine")), to: builder)
    name("rxcui:11170", .drugCode(builder.row(of: "verapamil")), to: builder)
    name("atc:C08DA01", .drugCode(builder.row(of: "verapamil")), to: builder)
    return try Catalog(builder.build())
  }

  private static func id(_ name: String) -> Drug.ID { Drug.ID(name.replacing(" ", with: "-")) }

  private static func add(
    _ drug: String, _ names: [(String, CatalogName.Kind)], to builder: CatalogBuilder
  ) {
    _ = builder.add(Drug(id: id(drug), name: drug, attribution: attribution))
    let row = builder.row(of: id(drug))
    name(drug, .drug(row, .generic), to: builder)
    for (text, kind) in names { name(text, .drug(row, kind), to: builder) }
  }

  private static func name(_ text: String, _ meaning: CatalogName.Meaning, to builder: CatalogBuilder) {
    _ = builder.add(CatalogName(text: text, meaning: meaning, attribution: attribution))
  }

  private static func weakName(_ text: String, drug: String, to builder: CatalogBuilder) {
    _ = builder.add(
      CatalogName(
        text: text, meaning: .drug(builder.row(of: id(drug)), .brand), needsStrength: true,
        attribution: attribution))
  }

  private static func combination(
    _ text: String, isBrand: Bool, _ ingredients: [String], to builder: CatalogBuilder
  ) {
    let row = builder.add(
      Combination(
        id: Combination.ID(text.lowercased()), name: text, isBrand: isBrand, ingredients: ingredients.map(id),
        attribution: attribution))
    name(text, .combination(row), to: builder)
  }

  private static func ambiguous(
    _ text: String, leads: Bool, _ meanings: [([String], [String])], to builder: CatalogBuilder
  ) {
    let meanings = meanings.map { AmbiguousName.Meaning(countries: $0.0, ingredients: $0.1.map(id)) }
    builder.add(
      AmbiguousName(name: text, firstMeaningLeads: leads, meanings: meanings, attribution: attribution),
      spellings: [text])
  }
}
