import DrugCatalog
import PatientMedications
import Testing

@testable import MedicationCheck

@Suite struct EntryResolutionTests {
  let catalog: Catalog
  let resolver: MedicationResolver

  init() throws {
    catalog = try VocabularyCatalog.catalog()
    resolver = MedicationResolver(catalog: catalog)
  }

  private func entry(_ text: String, codes: [MedicationCode] = []) -> MedicationEntry {
    MedicationEntry(text: text, codes: codes, place: SourcePlace(line: 1))
  }

  private func rxcui(_ value: String) -> MedicationCode { MedicationCode(system: .rxcui, value: value) }

  private func drugs(_ resolved: ResolvedEntry) -> [String] { resolved.drugs.map(catalog.drugName) }

  @Test func codesDecide() {
    let coded = resolver.resolve(entry("Chinin 200", codes: [rxcui("9071")]))
    #expect(drugs(coded) == ["quinine"])
    #expect(coded.remarks.contains { $0.contains("rxcui:9071") })
    #expect(drugs(resolver.resolve(entry("", codes: [rxcui("9071")]))) == ["quinine"])
    #expect(drugs(resolver.resolve(entry("quinine", codes: [rxcui("1")]))) == ["quinine"])
  }

  @Test func codeAndWordsThatDisagreeAreAConflict() {
    let disagreeing = resolver.resolve(entry("verapamil 120 mg", codes: [rxcui("9071")]))
    guard case .conflict(let candidates) = disagreeing.resolution else {
      Issue.record("expected a conflict")
      return
    }
    #expect(candidates.map(\.name) == ["quinine", "verapamil"])
    guard case .conflict = resolver.resolve(entry("", codes: [rxcui("9071"), rxcui("11170")])).resolution
    else {
      Issue.record("expected a conflict of codes")
      return
    }
  }

  @Test func unreadableEntriesAreNotRead() {
    var unreadable = entry("quinine")
    unreadable.status = .unreadable(reason: "not UTF-8")
    let resolved = resolver.resolve(unreadable)
    #expect(resolved.resolution == .unrecognised(suggestions: []))
    #expect(resolved.remarks == ["the entry could not be read: not UTF-8"])
  }

  @Test(arguments: [
    ("quinine 324 mg PO daily", ["324 mg"]), ("lisinopril 20mg/12.5mg", ["20mg/12.5mg"]),
    ("warfarin 0.5-2.0 mg", ["0.5-2.0 mg"]), ("glucose 5% 500 mL", ["5%"]),
    ("metformin 1,000MG", ["1,000MG"]),
    ("warfarin 1½ mg", ["1½ mg"]), ("warfarin 10² mg", []), ("vitamin B12 50 µg", ["50 µg"]), ("quinine", []),
  ])
  func strengthsAreReadAsWritten(text: String, expected: [String]) {
    #expect(resolver.resolve(entry(text)).strengths == expected)
  }

  @Test func routesAndFormsAreCanonical() {
    let resolved = resolver.resolve(entry("quinine 324 mg tab p.o. daily"))
    #expect(resolved.routesAndForms == ["tablet", "oral"])
  }

  @Test func entriesInAreEntriesOut() {
    let texts = ["quinine", "", "Lipitor", "xyzzy", "\u{0}", "MS"]
    let list = MedicationList(entries: texts.map { entry($0) })
    let resolved = resolver.resolve(list)
    #expect(resolved.map(\.entry) == list.entries)
  }
}
