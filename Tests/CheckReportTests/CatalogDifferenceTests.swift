import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

/// What a newer catalog says otherwise, in JSON.
struct CatalogDifferenceTests {
  private func catalog(
    _ severity: Severity, _ names: String..., effect: String = "More of both", rate: String = ""
  )
    throws -> Catalog
  {
    let builder = CatalogBuilder()
    let attribution = Attribution([])
    for name in names {
      _ = builder.add(Drug(id: Drug.ID(name), name: name, attribution: attribution))
      _ = builder.add(
        CatalogName(
          text: name, meaning: .drug(builder.row(of: Drug.ID(name)), .generic), attribution: attribution))
    }
    let statement = builder.add(
      InteractionStatement(id: "ab", severity: severity, effect: effect, attribution: attribution))
    builder.add(
      InteractionRule(
        first: .drug(builder.row(of: "alphan")), second: .drug(builder.row(of: "betan")), statement: statement
      ))
    if !rate.isEmpty {
      builder.add(
        CrampAssociation(
          id: "flag", subject: .drug("alphan"), flags: true, symptom: .legCramps, direction: .notCompared,
          grade: .c,
          figure: .init(text: rate), attribution: attribution))
      builder.add(
        CrampTreatment(
          subject: .drug("betan"), role: .notATreatment, cascade: .no, standing: .notATreatment,
          statements: [
            TreatmentStatement(
              id: "box", kind: .caution, text: "Bleeding in \(rate)", severity: .major, isBoxed: true,
              attribution: attribution)
          ]))
    }
    return try Catalog(try builder.build())
  }

  @Test func otherWordsAreAChange() throws {
    let old = try catalog(.minor, "alphan", "betan", rate: "3%")
    let new = try catalog(.minor, "alphan", "betan", effect: "Less of both", rate: "5%")
    let said = CatalogDifference(from: old, to: new).changes.map {
      "\($0.subject.rawValue) \($0.thing): \($0.old ?? "-") / \($0.new ?? "-")"
    }
    #expect(
      said == [
        "cramp-flag alphan [flag]: flags, leg-cramps, not-compared, grade C, 3% / flags, leg-cramps, not-compared, grade C, 5%",
        "treatment betan [box]: caution, major, not-a-treatment, Bleeding in 3% / caution, major, not-a-treatment, Bleeding in 5%",
        "interaction alphan with betan: minor, More of both / minor, Less of both",
      ])
  }

  @Test func theJSONKeepsItsSchema() throws {
    let (old, new) = (
      try catalog(.minor, "alphan", "betan"), try catalog(.major, "alphan", "betan", "gamman")
    )
    let difference = CatalogDifference(from: old, to: new)
    #expect(
      difference.changes.map { "\($0.subject.rawValue) \($0.thing): \($0.old ?? "-") \($0.new ?? "-")" } == [
        "drug gamman: - gamman (noKnownRole)", "name gamman = gamman: - generic",
        "interaction alphan with betan: minor major",
      ])
    var bytes: [UInt8] = []
    difference.append(from: old, to: new, answers: [answer(old, new)], to: &bytes)
    #expect(try JSONSchema.named("catalog-diff").violations(of: bytes) == [])
    bytes = []
    difference.append(from: old, to: new, answers: nil, to: &bytes)
    #expect(try JSONSchema.named("catalog-diff").violations(of: bytes) == [])
  }

  private func answer(_ old: Catalog, _ new: Catalog) -> AnswerDifference {
    let entries = ["alphan", "betan"].map { MedicationEntry(text: $0, place: SourcePlace(line: 1)) }
    func check(_ catalog: Catalog) -> CheckResult {
      let resolver = MedicationResolver(catalog: catalog)
      return MedicationChecker(catalog: catalog, today: PartialDate(year: 2026)).check(
        entries.map { resolver.resolve($0) })
    }
    return AnswerDifference(
      source: ReportSource(path: "list.txt", patient: "p1"), old: check(old), old, new: check(new), new)
  }

  @Test func aSeverityThatChangesChangesTheAnswer() throws {
    let (old, new) = (try catalog(.minor, "alphan", "betan"), try catalog(.major, "alphan", "betan"))
    let answer = answer(old, new)
    #expect(answer.appeared == ["interaction major alphan, betan"])
    #expect(answer.disappeared == ["interaction minor alphan, betan"])
    #expect(self.answer(old, old).isEmpty)
  }
}
