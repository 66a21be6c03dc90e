import DrugCatalog

/// A small catalog with one example of everything that a report words.
enum ReportCatalog {
  static let trial = Attribution(["trial2012"])
  static let label = Attribution(["label"])
  static let hearsay = Attribution(["common-knowledge"], .unverified)

  static func catalog() throws -> Catalog { try Catalog(builder().build()) }

  static func builder() -> CatalogBuilder {
    let builder = CatalogBuilder()
    builder.add(
      Provenance(
        name: "small", title: "A small list", dialect: "drug-list", version: "1.0", date: "2026-01-02",
        licence: "CC0-1.0", sha256: String(repeating: "ab", count: 32), byteCount: "1234"))
    sources(builder)
    drugs(builder)
    causes(builder)
    treatments(builder)
    interactions(builder)
    return builder
  }

  private static func sources(_ builder: CatalogBuilder) {
    _ = builder.add(
      Source(
        id: "trial2012", title: "Cramps before prescriptions", publisher: "A Journal 1:2", year: 2012,
        doi: "10.1000/1"))
    _ = builder.add(Source(id: "label", title: "A label", publisher: "A regulator", year: 2019))
    _ = builder.add(Source(id: "common-knowledge", title: "No document was read"))
  }

  private static func drugs(_ builder: CatalogBuilder) {
    for name in [
      "quinine", "salmeterol", "amiodarone", "furosemide", "quinidine", "benazepril", "enalapril", "tea",
    ] {
      let row = builder.row(of: Drug.ID(name))
      _ = builder.add(
        Drug(
          id: Drug.ID(name), name: name, about: name == "quinine" ? "an antimalarial" : "",
          relatives: name == "benazepril" ? ["enalapril"] : [], attribution: label))
      _ = builder.add(CatalogName(text: name, meaning: .drug(row, .generic), attribution: label))
    }
    let quinine = builder.row(of: Drug.ID("quinine"))
    _ = builder.add(
      CatalogName(text: "Qualaquin", meaning: .drug(quinine, .brand), countries: ["US"], attribution: label))
    _ = builder.add(CatalogName(text: "rxcui:9071", meaning: .drugCode(quinine), attribution: label))
    let both = builder.add(
      Combination(
        id: "bothdrug", name: "Bothdrug", isBrand: true, ingredients: ["salmeterol", "furosemide"],
        attribution: label))
    _ = builder.add(CatalogName(text: "Bothdrug", meaning: .combination(both), attribution: label))
    builder.add(
      LookAlikePair(
        id: "la1", nameA: "quinine", nameB: "quinidine", tallManA: "quiNINE", tallManB: "quiNIDine",
        drugA: "quinine", drugB: "quinidine", attribution: hearsay))
    _ = builder.add(DrugClass(id: "laba", name: "Long-acting beta2-agonists", attribution: label))
    builder.add(DrugClass.Member(drug: "salmeterol", drugClass: "laba", attribution: label))
    _ = builder.add(DrugClass(id: "qt", name: "Medicines that prolong QT", attribution: label))
    for drug in ["quinine", "amiodarone", "quinidine"] {
      builder.add(DrugClass.Member(drug: Drug.ID(drug), drugClass: "qt", attribution: label))
    }
  }

  private static func causes(_ builder: CatalogBuilder) {
    builder.add(
      CrampAssociation(
        id: "cc1", subject: .drug("salmeterol"), drugClass: "laba", isClassLevel: true, symptom: .legCramps,
        reportedSymptom: "leg cramps", direction: .excess, grade: .b, evidence: "sequence symmetry",
        figure: .init(
          measure: .ratio, value: "2.17", low: "1.56", high: "3.02", comparator: "1",
          text: "LABA alone aSR 2.17 (95% CI 1.56-3.02); all LABA 2.42 (2.02-2.89)"),
        mechanism: "potassium shift into cells", action: "never stop a controller inhaler", attribution: trial
      ))
    builder.add(
      CrampAssociation(
        id: "cc2", subject: .drug("furosemide"), symptom: .legCramps, direction: .excessNotSignificant,
        grade: .b,
        figure: .init(
          measure: .ratio, value: "1.2", low: "1.0", high: "1.44", comparator: "1",
          text: "loop diuretic class aSR 1.20 (95% CI 1.00-1.44; P=0.07)"), attribution: trial))
    builder.add(
      CrampAssociation(
        id: "cc3", subject: .drug("enalapril"), flags: false, symptom: .muscleSpasms, direction: .noExcess,
        grade: .b,
        figure: .init(measure: .percent, value: "1.9", comparator: "3.2", text: "1.9% vs placebo 3.2%"),
        note: "lower than placebo", attribution: Attribution(["label"], .secondary)))
  }

  private static func treatments(_ builder: CatalogBuilder) {
    _ = builder.add(Condition(id: "long-qt", name: "prolonged QT interval", attribution: label))
    _ = builder.add(Condition(id: "gravis", name: "myasthenia gravis", attribution: label))
    builder.add(
      CrampTreatment(
        subject: .drug("quinine"), role: .crampTreatment, cascade: .yes, standing: .notRecommended,
        statements: [
          TreatmentStatement(id: "t1", kind: .role, text: "once used at bedtime", attribution: label),
          TreatmentStatement(
            id: "t2", kind: .evidence, text: "cramps fell 28% over two weeks", date: "2015",
            attribution: trial),
          TreatmentStatement(
            id: "t3", kind: .regulatoryAction, text: "boxed warning added", date: "2009-11",
            jurisdictions: ["US"],
            attribution: label),
          TreatmentStatement(
            id: "t4", kind: .caution, text: "serious blood reactions", severity: .contraindicated,
            jurisdictions: ["US"], isBoxed: true, attribution: label),
          TreatmentStatement(
            id: "t5", kind: .caution, text: "can prolong it further", severity: .contraindicated,
            jurisdictions: ["US"], concerns: [Concern(condition: "long-qt")], attribution: label),
          TreatmentStatement(
            id: "t6", kind: .caution, text: "weakness may grow", severity: .contraindicated,
            jurisdictions: ["UK", "US"], concerns: [Concern(condition: "gravis")], attribution: label),
          TreatmentStatement(
            id: "t7", kind: .caution, text: "more side effects with age", severity: .major,
            concerns: [Concern(ageFrom: 65)], attribution: hearsay),
          TreatmentStatement(
            id: "t8", kind: .dose, text: "a dose nobody should read", isDisplayed: false, attribution: label),
        ]))
    builder.add(
      Advice(
        id: "rf1", kind: .condition, name: "age 60 or older", text: "cramps are commoner with age",
        concern: Concern(ageFrom: 60), attribution: trial))
    builder.add(
      Advice(
        id: "rf2", kind: .condition, name: "age over 60", text: "one third are affected", figure: "33%",
        concern: Concern(ageFrom: 61), attribution: label))
    builder.add(
      Advice(
        id: "rd1", kind: .redFlag, text: "Bruising after quinine: seek emergency care", drugs: ["quinine"],
        attribution: label))
  }

  private static func interactions(_ builder: CatalogBuilder) {
    func rule(_ statement: InteractionStatement, _ a: InteractionSide, _ b: InteractionSide) {
      builder.add(InteractionRule(first: a, second: b, statement: builder.add(statement)))
    }
    func side(_ drug: Drug.ID) -> InteractionSide { .drug(builder.row(of: drug)) }
    let qt = InteractionSide.drugClass(builder.row(of: DrugClass.ID("qt")))
    rule(
      InteractionStatement(
        id: "i1", severity: .major, effect: "torsades de pointes", mechanism: "additive", action: "avoid",
        basis: "label wording", attribution: label), side("quinine"), side("amiodarone"))
    rule(
      InteractionStatement(
        id: "i2", severity: .contraindicated, jurisdictions: ["FR", "US"], effect: "sudden death",
        action: "avoid",
        contraindicatedPairs: ["amiodarone", "quinidine"], attribution: hearsay), qt, qt)
    rule(
      InteractionStatement(
        id: "i3", severity: .moderate, effect: "low potassium, cramps", action: "check potassium",
        attribution: hearsay), side("salmeterol"), side("furosemide"))
    rule(
      InteractionStatement(id: "i4", severity: .none, effect: "no change in level", attribution: trial),
      side("quinine"), side("tea"))
    builder.add(
      AdditiveLoad(
        id: "qt", name: "QT prolongation", threshold: 4, severity: .major, effect: "torsades may follow",
        action: "ask for an ECG", shares: [.init(drugClass: "qt", points: 2)], attribution: label))
  }
}
