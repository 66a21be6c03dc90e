import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications

/// A check of lines written in a test.
struct SampleCheck {
  let catalog: Catalog
  let result: CheckResult

  init(
    _ lines: [String], patient: Patient = Patient(), remarks: [MedicationList.Remark] = [],
    inactive: Set<Int> = [], unreadable: Set<Int> = []
  ) throws {
    catalog = try ReportCatalog.catalog()
    let entries = lines.enumerated().map { index, text in
      let status: MedicationEntry.Status =
        inactive.contains(index)
        ? .inactive(.stopped)
        : unreadable.contains(index) ? .unreadable(reason: "it is not valid UTF-8") : .active
      return MedicationEntry(
        text: unreadable.contains(index) ? "" : text, status: status, place: SourcePlace(line: index + 1))
    }
    let resolver = MedicationResolver(catalog: catalog)
    let checker = MedicationChecker(catalog: catalog, today: PartialDate(year: 2026, month: 11, day: 24))
    result = checker.check(entries.map(resolver.resolve), patient: patient, remarks: remarks)
  }

  /// One list that calls for nearly everything a report can say.
  static func full() throws -> SampleCheck {
    try SampleCheck(
      [
        "quinine", "Amiodarone", "salmeterol", "furosemide", "quinidine", "benazepril", "Zorbalix", "tea", "",
        "salmeterol",
      ],
      patient: Patient(identifier: "P-1", ageYears: 72, sex: .female),
      remarks: [
        .init(place: SourcePlace(line: 11), text: "Allergic to penicillin", reason: .allergy),
        .init(place: SourcePlace(line: 12), text: "Age: 72", reason: .patientDetail),
      ], inactive: [9], unreadable: [8])
  }

  static let source = ReportSource(path: "list.txt", patient: "P-1")

  func text(
    width: Int = 80, colour: Bool = false, all: Bool = false, explain: Bool = false, ageDays: Int? = nil
  ) -> String {
    TextReport(
      catalog: catalog, style: TextStyle(width: width, showsColour: colour),
      detail: .init(showsAll: all, explains: explain), catalogAgeDays: ageDays
    ).text(result, from: Self.source)
  }

  func json() -> [UInt8] {
    let bytes = OutputBytes()
    JSONReport(catalog: catalog).append(result, from: Self.source, to: bytes)
    return bytes.array
  }
}
