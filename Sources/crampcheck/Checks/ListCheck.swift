import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications

/// A check of lists, with everything that options can say about it.
struct ListCheck {
  var catalog = CatalogChoice()
  var isExact = false
  var country: String?
  /// `nil` finds out what each list is.
  var inputFormat: String?
  /// What is said about the patient beside the lists; it wins over them.
  var patient = Patient()
  /// Drugs of a what-if.
  var additions: [String] = []
  var removals: [String] = []
  var failOn = FailOn.major
  var report = ReportChoice()

  /// Prints one report for each patient; `-` is standard input.
  /// - Throws: `Failure`: status 1 and 2 for what was found and not read, others when nothing could be done.
  func check(_ lists: [String]) throws(Failure) {
    let catalog = try catalog.catalog()
    let run = Run(
      desk: CheckDesk(
        resolver: MedicationResolver(catalog: catalog, isExact: isExact, country: country),
        checker: MedicationChecker(catalog: catalog, today: self.catalog.day, country: country)),
      printer: CheckPrinter(catalog: catalog, choice: report, ageInDays: self.catalog.ageInDays(of: catalog)),
      output: .standard())
    var status = RunStatus()
    for path in lists {
      let file = PatientFile(path, format: inputFormat, today: self.catalog.day)
      switch file.outcome {
      case .failed(let input):
        StandardError.write(input.message)
        if lists.count == 1 { throw Failure(input.isMissing ? .missingInput : .malformedInput, messages: []) }
        status.note(.incomplete)
      case .lists(let lists):
        if lists.isEmpty { status.note(.incomplete) }
        for list in lists { status.note(try check(list, path, run)) }
      }
    }
    try run.output.flush()
    try status.finish()
  }

  private struct Run {
    let desk: CheckDesk
    let printer: CheckPrinter
    let output: Output
  }

  private func check(
    _ list: MedicationList, _ path: String, _ run: Run
  ) throws(Failure) -> CheckResult.Status {
    var list = list
    list.patient.take(patient)
    let source = ReportSource(path: path, patient: list.patient.identifier)
    let result = run.desk.check(list)
    if additions.isEmpty, removals.isEmpty {
      try run.output.write(run.printer.bytes(result, source))
      return result.status(failOn: failOn)
    }
    let changed = run.desk.check(try run.desk.changed(list, adding: additions, removing: removals))
    try run.output.write(run.printer.bytes(CheckDifference(from: result, to: changed), source))
    return changed.status(failOn: failOn)
  }
}

extension Patient {
  /// Takes over what `other` says; conditions add up.
  fileprivate mutating func take(_ other: Patient) {
    if let age = other.ageYears { ageYears = age }
    if let sex = other.sex { self.sex = sex }
    if let isPregnant = other.isPregnant { self.isPregnant = isPregnant }
    if let eGFR = other.eGFR { self.eGFR = eGFR }
    conditions += other.conditions
  }
}
