import DrugCatalog
import MedicationCheck
import PatientMedications
import Testing

@Suite struct CheckStatusTests {
  private func clinic() -> Clinic {
    let clinic = Clinic(["quinine", "digoxin", "salmeterol", "paracetamol"])
    clinic.drug("benazepril", relatives: ["digoxin"])
    clinic.rule("pair", ["quinine", "digoxin"], .moderate)
    clinic.cause("cause", .drug("salmeterol"))
    clinic.treatment(["quinine"], [Clinic.caution("old", .contraindicated, concerns: [Concern(ageFrom: 65)])])
    return clinic
  }

  struct Row: Sendable {
    var drugs: [String]
    var age: Int?
    var failOn: FailOn = .major
    var expected: CheckResult.Status
  }

  @Test(arguments: [
    Row(drugs: ["paracetamol"], failOn: .cause, expected: .clean),
    Row(drugs: [], expected: .incomplete),
    Row(drugs: ["quinine", "digoxin"], expected: .clean),
    Row(drugs: ["quinine", "digoxin"], failOn: .moderate, expected: .found),
    Row(drugs: ["quinine", "digoxin"], failOn: .cause, expected: .found),
    Row(drugs: ["quinine", "digoxin"], failOn: .never, expected: .clean),
    // A caution counts once it is known to concern the patient.
    Row(drugs: ["quinine"], failOn: .minor, expected: .clean),
    Row(drugs: ["quinine"], age: 70, failOn: .contraindicated, expected: .found),
    Row(drugs: ["salmeterol"], failOn: .minor, expected: .clean),
    Row(drugs: ["salmeterol"], failOn: .cause, expected: .found),
    Row(drugs: ["benazepril"], failOn: .cause, expected: .clean),
  ])
  func statuses(_ row: Row) throws {
    #expect(
      try clinic().check(row.drugs, Patient(ageYears: row.age)).status(failOn: row.failOn) == row.expected)
  }

  @Test func whatWasNotCheckedOutweighsWhatWasFound() throws {
    let clinic = clinic()
    var unknown = try clinic.entry("zorbalix")
    unknown.resolution = .unrecognised(suggestions: [])
    let entries = [try clinic.entry("quinine"), try clinic.entry("digoxin"), unknown]
    #expect(try clinic.check(entries).status(failOn: .minor) == .incomplete)
    #expect(try clinic.check(entries).status(failOn: .never) == .incomplete)
  }

  @Test func stoppedEntriesAndDevicesNeverCount() throws {
    let clinic = clinic()
    var stockings = try clinic.entry("stockings")
    stockings.resolution = .notAMedicine("device")
    let stopped = try clinic.entry("digoxin", status: .inactive(.stopped))
    let result = try clinic.check([clinic.entry("quinine"), stockings, stopped])
    #expect(result.status(failOn: .minor) == .clean)
    #expect(result.coverage == .init(of: result.entries))
    #expect(result.coverage.inactive == 1)
    #expect(result.coverage.notAMedicine == 1)
  }

  // MARK: What if

  @Test func aDifferenceNamesWhatComesAndWhatGoes() throws {
    let clinic = clinic()
    let before = try clinic.check(["paracetamol", "quinine", "salmeterol"])
    let after = try clinic.check(["quinine", "digoxin"])
    let difference = CheckDifference(from: before, to: after)
    #expect(difference.appeared.map(\.kind) == after.findings.prefix(1).map(\.kind))
    #expect(try difference.appeared.map(clinic.names) == [["quinine", "digoxin"]])
    #expect(
      try Set(difference.disappeared.map(clinic.names)) == [["salmeterol"], ["salmeterol", "quinine"]])
    #expect(CheckDifference(from: before, to: before).appeared.isEmpty)
  }

  @Test func aLoadThatGrowsComesOneThatShrinksStaysSilent() throws {
    let clinic = clinic()
    clinic.drugClass("qt", ["quinine", "digoxin", "salmeterol"])
    clinic.load("qt", threshold: 2, [("qt", 1)])
    let two = try clinic.check(["quinine", "salmeterol"])
    let three = try clinic.check(["quinine", "salmeterol", "digoxin"])
    let more = CheckDifference(from: two, to: three)
    #expect(more.disappeared.isEmpty)
    #expect(more.appeared.contains { if case .additiveLoad(_, [1, 1, 1]) = $0.kind { true } else { false } })
    let less = CheckDifference(from: three, to: two)
    #expect(less.appeared.isEmpty)
    #expect(less.disappeared.allSatisfy { if case .interaction = $0.kind { true } else { false } })
  }

  @Test func anEntryThatOnlyMovesHasNotGone() throws {
    let clinic = clinic()
    var unknown = try clinic.entry("zorbalix")
    unknown.resolution = .unrecognised(suggestions: [])
    let difference = CheckDifference(
      from: try clinic.check([clinic.entry("paracetamol"), unknown]), to: try clinic.check([unknown]))
    #expect(difference.appeared.isEmpty)
    #expect(difference.disappeared.isEmpty)
  }
}
