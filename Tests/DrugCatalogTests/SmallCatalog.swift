@testable import DrugCatalog

/// A handful of drugs, enough to try every kind of look-up on.
enum SmallCatalog {
  static let source = Source(
    id: "label-quinine", title: "Quinine label", publisher: "a regulator", year: 2019)
  static let attribution = Attribution(["label-quinine"])

  static func builder(handingTo receiver: (any CatalogReceiver)? = nil) -> CatalogBuilder {
    let builder = CatalogBuilder(handingTo: receiver)
    _ = builder.add(source)
    drug("quinine", names: ["quinine sulfate"], code: "9071", atc: "P01BC01", to: builder)
    drug("quinidine", names: [], code: "9068", atc: "C01BA01", to: builder)
    drug(
      "verapamil", names: ["Calan", "verapamil hydrochloride"], code: "11170", atc: "C08DA01", to: builder)
    drug("hydrochlorothiazide", names: ["HCTZ"], code: "5487", atc: "C03AA03", to: builder)
    drug("triamterene", names: [], code: "10763", atc: "C03DB02", to: builder)
    let dyazide = builder.add(
      Combination(
        id: "dyazide", name: "Dyazide", isBrand: true, countries: ["US"],
        ingredients: ["hydrochlorothiazide", "triamterene"], attribution: attribution))
    _ = builder.add(CatalogName(text: "Dyazide", meaning: .combination(dyazide), attribution: attribution))
    _ = builder.add(
      DrugClass(id: "thiazide", name: "Thiazide diuretics", atcPrefixes: ["C03AA"], attribution: attribution))
    builder.add(DrugClass.Member(drug: "triamterene", drugClass: "sparing", attribution: attribution))
    _ = builder.add(
      DrugClass(id: "sparing", name: "Potassium-sparing diuretics", attribution: attribution))
    builder.add(
      CrampAssociation(
        id: "cc1", subject: .drugClass, drugClass: "thiazide", isClassLevel: true, symptom: .legCramps,
        direction: .excess, grade: .b,
        figure: .init(measure: .ratio, value: "1.48", low: "1.29", high: "1.68", comparator: "1"),
        attribution: attribution))
    let statement = builder.add(
      InteractionStatement(
        id: "di1", severity: .major, effect: "torsades de pointes", attribution: attribution))
    builder.add(
      InteractionRule(
        first: .drug(builder.row(of: Drug.ID("quinine"))),
        second: .drugClass(builder.row(of: DrugClass.ID("thiazide"))), statement: statement))
    return builder
  }

  static func drug(_ id: String, names: [String], code: String, atc: String, to builder: CatalogBuilder) {
    let row = builder.row(of: Drug.ID(id))
    _ = builder.add(Drug(id: Drug.ID(id), name: id, attribution: attribution))
    _ = builder.add(CatalogName(text: id, meaning: .drug(row, .generic), attribution: attribution))
    for name in names {
      _ = builder.add(CatalogName(text: name, meaning: .drug(row, .synonym), attribution: attribution))
    }
    _ = builder.add(CatalogName(text: "rxcui:" + code, meaning: .drugCode(row), attribution: attribution))
    _ = builder.add(CatalogName(text: "atc:" + atc, meaning: .drugCode(row), attribution: attribution))
  }

  static func catalog() throws -> Catalog { try Catalog(builder().build()) }
}
