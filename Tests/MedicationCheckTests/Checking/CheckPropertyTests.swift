import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

/// What holds of any list against any catalog.
@Suite struct CheckPropertyTests {
  private static let drugs = (0..<24).map { "drug\($0)" }
  private static let classes = (0..<9).map { "class\($0)" }

  /// Numbers that are the same in every run (SplitMix64).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func some<T>(of all: [T], _ count: Int) -> [T] {
      Array(all.shuffled(using: &self).prefix(count))
    }
  }

  /// A catalog with every kind of record, drawn by lot.
  private static func clinic(_ numbers: inout Numbers) -> Clinic {
    let clinic = Clinic(drugs)
    for name in classes {
      clinic.drugClass(name, numbers.some(of: drugs, 5), doubles: Bool.random(using: &numbers))
    }
    let sides = drugs + classes.map { "#" + $0 }
    for number in 0..<90 {
      let pair = numbers.some(of: sides, 2)
      let severities: [Severity] = [.none, .minor, .moderate, .major, .contraindicated]
      clinic.rule(
        "rule\(number)", pair, severities.randomElement(using: &numbers) ?? .major,
        in: [[], ["US"], ["FR"]].randomElement(using: &numbers) ?? [],
        scope: ["", "", "systemic drug", "oral drug"].randomElement(using: &numbers) ?? "")
    }
    for number in 0..<8 {
      let pair = numbers.some(of: drugs, 2)
      clinic.exception(pair[0], pair[1])
      clinic.lookAlike(pair[1], pair[0])
      clinic.cause(
        "cause\(number)", .drug(Drug.ID(pair[0])), [.legCramps, .muscleCramps][number % 2],
        [.excess, .notCompared, .noExcess][number % 3], [.b, .c][number % 2])
      clinic.treatment(
        [Drug.ID(pair[1])], cascade: [.yes, .onlyIfForCramps][number % 2],
        [Clinic.caution("caution\(number)", concerns: number % 2 == 0 ? [] : [Concern(ageFrom: 65)])])
    }
    clinic.cause("by-class", .drugClass, ofClass: DrugClass.ID(classes[0]))
    clinic.load("load", threshold: 3, [(classes[1], 2), (classes[2], 1)])
    return clinic
  }

  private static func list(_ clinic: Clinic, _ numbers: inout Numbers) throws -> [ResolvedEntry] {
    try (0..<Int.random(in: 1...14, using: &numbers)).map { _ in
      let drugs = numbers.some(of: drugs, Int.random(in: 1...5, using: &numbers) == 1 ? 2 : 1)
      let routes = [[], ["tablet"], ["cream"], ["injection"]].randomElement(using: &numbers) ?? []
      let year = Int.random(in: 2018...2026, using: &numbers)
      var entry = try clinic.entry(
        drugs.joined(separator: "/"), of: drugs, routes: routes,
        begun: year < 2020 ? nil : PartialDate(year: year),
        status: year == 2024 ? .inactive(.stopped) : .active)
      switch Int.random(in: 0..<12, using: &numbers) {
      case 0: entry.resolution = .unrecognised(suggestions: [])
      case 1: entry.resolution = .notAMedicine("device")
      case 2: entry.resolution = .ambiguous([])
      default: break
      }
      return entry
    }
  }

  /// A finding without the order of its drugs and the numbers of its entries.
  private struct Point: Hashable {
    let kind: Finding.Kind
    let drugs: Set<DrugRow>

    init(_ finding: Finding) {
      kind = finding.kind
      drugs = Set(finding.drugs)
    }
  }

  private func points(_ result: CheckResult) -> Set<Point> {
    Set(
      result.findings.filter { if case .notChecked = $0.kind { false } else { true } }.map(Point.init))
  }

  private func interactions(_ result: CheckResult) -> Set<Point> {
    points(result).filter {
      switch $0.kind {
      case .interaction, .noInteraction: true
      default: false
      }
    }
  }

  @Test(arguments: 0..<12)
  func everyListIsWhollyAccountedFor(seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed))
    let clinic = Self.clinic(&numbers)
    for _ in 0..<25 {
      let entries = try Self.list(clinic, &numbers)
      let patient = Patient(ageYears: Bool.random(using: &numbers) ? 70 : nil)
      let country = [nil, "us", "fr"].randomElement(using: &numbers) ?? nil
      let result = try clinic.check(entries, patient, country: country)

      #expect(result.entries == entries)
      let coverage = result.coverage
      #expect(coverage.entries == entries.count)
      #expect(
        coverage.checked + coverage.notChecked + coverage.inactive + coverage.notAMedicine == entries.count)
      for finding in result.findings {
        #expect(finding.entries.allSatisfy { (1...entries.count).contains($0) })
        #expect(Array(finding.entries) == Set(finding.entries).sorted())
        #expect(Set(finding.drugs).count == finding.drugs.count)
      }
      #expect(Set(result.findings).count == result.findings.count)
      #expect(result.culprits.map(\.rank) == result.culprits.map(\.rank).sorted())

      let shuffled = try clinic.check(entries.shuffled(using: &numbers), patient, country: country)
      #expect(points(shuffled).symmetricDifference(points(result)).isEmpty)
      #expect(
        Dictionary(uniqueKeysWithValues: shuffled.culprits.map { ($0.drug, $0.rank) })
          == Dictionary(uniqueKeysWithValues: result.culprits.map { ($0.drug, $0.rank) }))
    }
  }

  /// A worker that has checked other lists says the same as one that has not.
  @Test(arguments: 0..<12)
  func whatWasCheckedBeforeChangesNothing(seed: Int) throws {
    var numbers = Numbers(state: UInt64(400 + seed))
    let clinic = Self.clinic(&numbers)
    let checker = MedicationChecker(
      catalog: try clinic.catalog(), today: PartialDate(year: 2026, month: 11, day: 24),
      country: [nil, "us", "fr"].randomElement(using: &numbers) ?? nil)
    let worker = checker.listChecker()
    for _ in 0..<60 {
      let entries = try Self.list(clinic, &numbers)
      let patient = Patient(ageYears: [nil, 40, 70].randomElement(using: &numbers) ?? nil)
      let isSame = worker.check(entries, patient: patient) == checker.check(entries, patient: patient)
      #expect(isSame)
    }
  }

  /// A line that names a drug, several, none, or something that looks like one.
  private static func line(_ numbers: inout Numbers) -> String {
    let name = drugs.randomElement(using: &numbers) ?? ""
    let other = drugs.randomElement(using: &numbers) ?? ""
    let lines = [
      name, "\(name) 5 mg", "\(name.uppercased()) 20 mg tablet", "\(name)/\(other) 5/10 mg",
      "\(name) or \(other)",
      String(name.dropLast()), name + "x", "", " ", "no medicine", "(\(name)", "\(name)\u{301} 1½",
      "\u{1B}[31m\(name)",
      String(repeating: "\(other) ", count: 12), "5 mg", "\u{430}\(name)", "\(name)+",
      "stop \(name) start \(other)",
    ]
    return lines.randomElement(using: &numbers) ?? ""
  }

  private static func status(_ numbers: inout Numbers) -> MedicationEntry.Status {
    switch Int.random(in: 0..<10, using: &numbers) {
    case 0: .inactive(.stopped)
    case 1: .unreadable(reason: "not UTF-8")
    default: .active
    }
  }

  /// 100,000 lists, from their words to the counts that the report ends with.
  @Test(arguments: 0..<25)
  func entriesInAreEntriesOut(seed: Int) throws {
    var numbers = Numbers(state: UInt64(300 + seed))
    let catalog = try Self.clinic(&numbers).catalog()
    let resolver = MedicationResolver(catalog: catalog)
    let checker = MedicationChecker(catalog: catalog, today: PartialDate(year: 2026, month: 11, day: 24))
    for _ in 0..<4_000 {
      var list = MedicationList()
      for number in 0..<Int.random(in: 0...6, using: &numbers) {
        list.entries.append(
          MedicationEntry(
            text: Self.line(&numbers), status: Self.status(&numbers), place: SourcePlace(line: number + 1)))
      }
      let result = checker.check(resolver.resolve(list), patient: list.patient)
      let coverage = result.coverage
      let isWhole =
        result.entries.map(\.entry) == list.entries && coverage.entries == list.entries.count
        && coverage.checked + coverage.notChecked + coverage.inactive + coverage.notAMedicine
          == coverage.entries
      // What is not checked is named, each entry once.
      let unchecked = result.findings.flatMap { finding -> [Int] in
        if case .notChecked = finding.kind { Array(finding.entries) } else { [] }
      }
      #expect(isWhole && Set(unchecked).count == unchecked.count && unchecked.count == coverage.notChecked)
    }
  }

  @Test(arguments: 0..<12)
  func addingAMedicineTakesNoInteractionAway(seed: Int) throws {
    var numbers = Numbers(state: UInt64(100 + seed))
    let clinic = Self.clinic(&numbers)
    for _ in 0..<25 {
      let entries = try Self.list(clinic, &numbers)
      let present = Set(entries.flatMap(\.drugs))
      let added = try clinic.entry(Self.drugs.randomElement(using: &numbers) ?? "")
      guard present.isDisjoint(with: added.drugs) else { continue }
      let before = try clinic.check(entries)
      let after = try clinic.check(entries + [added])
      #expect(interactions(before).isSubset(of: interactions(after)))
      let gone = CheckDifference(from: before, to: after).disappeared
      #expect(gone.allSatisfy { if case .duplicateClass = $0.kind { true } else { false } })
    }
  }

  @Test(arguments: 0..<12)
  func aCombinationGivesWhatItsIngredientsGive(seed: Int) throws {
    var numbers = Numbers(state: UInt64(200 + seed))
    let clinic = Self.clinic(&numbers)
    for _ in 0..<25 {
      let drugs = numbers.some(of: Self.drugs, 4)
      let apart = try clinic.check(drugs)
      let together = try clinic.check([
        clinic.entry(drugs[0]), clinic.entry("product", of: [drugs[1], drugs[2]]), clinic.entry(drugs[3]),
      ])
      let missing = points(apart).subtracting(points(together))
      // Two of a class in one product are meant to be together.
      #expect(missing.allSatisfy { if case .duplicateClass = $0.kind { true } else { false } })
    }
  }
}
