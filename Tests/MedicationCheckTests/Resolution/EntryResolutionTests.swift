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

  @Test func codesWithoutWordsSaySo() {
    let known = resolver.resolve(entry("", codes: [rxcui("9071")]))
    #expect(known.remarks == ["no words are given; read by its code rxcui:9071"])
    let other = MedicationCode(system: .other("urn:x"), value: "7")
    let unknown = resolver.resolve(entry("", codes: [rxcui("1"), other]))
    #expect(unknown.resolution == .unrecognised(suggestions: []))
    #expect(
      unknown.remarks == ["no words are given, only codes that the catalog does not know: rxcui 1, 7 (urn:x)"]
    )
    #expect(resolver.resolve(entry("")).remarks.isEmpty)
    let many = (1...6).map { rxcui(String($0)) }
    #expect(resolver.resolve(entry("", codes: many)).remarks.first?.hasSuffix("rxcui 4 and 2 more") == true)
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

  /// The words beside a code and the narrative are names too: a stranger among them is a conflict, unless two names
  /// stand against it.
  @Test func otherNamesOfTheSourceAreCompared() {
    func conflict(_ text: String, display: String? = nil, _ alsoCalled: String...) -> [String]? {
      var entry = entry(
        text, codes: display.map { [MedicationCode(system: .other("local"), value: "7", display: $0)] } ?? [])
      entry.alsoCalled = alsoCalled
      guard case .conflict(let candidates) = resolver.resolve(entry).resolution else { return nil }
      return candidates.map(\.name)
    }
    #expect(conflict("warfarin", display: "quinine sulfate") == ["warfarin", "quinine"])
    #expect(conflict("warfarin", "quinine sulfate 324 mg") == ["warfarin", "quinine"])
    // The same drug by another name, more or less of it, no name, a name by the spelling rule only.
    for other in ["warfarin sodium", "warfarin and quinine", "one at night", "quinne"] {
      #expect(conflict("warfarin 5 mg", other) == nil, "\(other)")
    }
    #expect(conflict("lisinopril", "Zestoretic") == nil)
    // A document whose references are off by a row.
    #expect(conflict("warfarin", "quinine", "warfarin sodium") == nil)
    var shifted = entry("warfarin 5 mg")
    shifted.alsoCalled = ["warfarin", "quinine"]
    let resolved = resolver.resolve(shifted)
    #expect(drugs(resolved) == ["warfarin"])
    #expect(resolved.remarks == ["the source also calls it quinine, which is another medicine"])
  }

  @Test func vaccinesAreToldAndCheckedOnlyWhereARuleSpeaksOfThem() throws {
    let clinic = Clinic([
      "influenza vaccine", "tetanus vaccine", "measles vaccine", "methotrexate", "warfarin",
    ])
    clinic.drugClass("live", ["measles vaccine"])
    clinic.rule("r", ["#live", "methotrexate"])
    let catalog = try clinic.catalog()
    let resolver = MedicationResolver(catalog: catalog)
    for text in ["influenza vaccine", "influenza vaccine / tetanus vaccine"] {
      let resolved = resolver.resolve(entry(text))
      #expect(resolved.resolution == .notAMedicine("vaccine"))
      #expect(resolved.remarks.contains { $0.hasSuffix("vaccine, of which no rule speaks") })
    }
    #expect(resolver.resolve(entry("measles vaccine")).drugs.map(catalog.drugName) == ["measles vaccine"])
    let both = resolver.resolve(entry("influenza vaccine and warfarin"))
    #expect(Set(both.drugs.map(catalog.drugName)) == ["influenza vaccine", "warfarin"])
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
