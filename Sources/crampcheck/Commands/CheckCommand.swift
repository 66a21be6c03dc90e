import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck
import MedicationReaders
import PatientMedications

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: "crampcheck", abstract: "Check patients' medication lists.",
    discussion: """
      Exit status: 0 all read and checked, nothing at or above --fail-on; 1 the same, but something was found; 2 \
      something was not read or not recognised, findings or not; 65 or 66 the only list is malformed or missing; \
      78 the catalog cannot be used.
      """)

  @Argument(help: "Medication lists; - is standard input.")
  var lists: [String]

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var names: NameOptions
  @OptionGroup(title: "Patient") var patient: PatientOptions
  @OptionGroup(title: "Output") var output: ReportOptions

  @Option(help: "Read the lists as this format instead of finding it out.")
  var inputFormat: String?

  @Option(
    help: "Lowest severity that makes exit status 1: contraindicated, major, moderate, minor, cause or never."
  )
  var failOn: FailOn = .major

  @Option(name: .customLong("add"), help: "Show only what changes if this drug were added; may be repeated.")
  var additions: [String] = []

  @Option(
    name: .customLong("without"), help: "Show only what changes if this drug were left out; may be repeated.")
  var removals: [String] = []

  func validate() throws {
    if let inputFormat, !MedicationReader.formats.contains(where: { $0.id == inputFormat }) {
      let known = MedicationReader.formats.map(\.id).joined(separator: ", ")
      throw ValidationError("--input-format takes one of \(known).")
    }
    if lists.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input can be read only once.")
    }
  }

  func run() throws {
    let catalog = try catalogOptions.choice.catalog()
    let desk = CheckDesk(
      resolver: MedicationResolver(catalog: catalog, isExact: names.exact, country: names.countryCode),
      checker: MedicationChecker(
        catalog: catalog, today: catalogOptions.choice.day, country: names.countryCode))
    let printer = CheckPrinter(
      catalog: catalog, options: output, ageInDays: catalogOptions.choice.ageInDays(of: catalog))
    let standardOutput = Output.standard()
    var status = RunStatus()
    for path in lists {
      let file = PatientFile(path, format: inputFormat, today: catalogOptions.choice.day)
      switch file.outcome {
      case .failed(let failure, let message):
        StandardError.write(message)
        if lists.count == 1 { throw Failure(failure, messages: []) }
        status.note(.incomplete)
      case .lists(let lists):
        if lists.isEmpty { status.note(.incomplete) }
        for list in lists {
          try check(list, path, desk, printer, standardOutput, &status)
        }
      }
    }
    try standardOutput.flush()
    try status.finish()
  }

  private func check(
    _ list: MedicationList, _ path: String, _ desk: CheckDesk, _ printer: CheckPrinter, _ output: Output,
    _ status: inout RunStatus
  ) throws(Failure) {
    var list = list
    patient.apply(to: &list.patient)
    let source = ReportSource(path: path, patient: list.patient.identifier)
    let result = desk.check(list)
    if additions.isEmpty, removals.isEmpty {
      try output.write(printer.bytes(result, source))
      status.note(result.status(failOn: failOn))
    } else {
      let changed = desk.check(try desk.changed(list, adding: additions, removing: removals))
      try output.write(printer.bytes(CheckDifference(from: result, to: changed), source))
      status.note(changed.status(failOn: failOn))
    }
  }
}

extension FailOn: ExpressibleByArgument {}

/// The exit status of a run over several lists: what was not checked outweighs what was found.
struct RunStatus {
  private var isIncomplete = false
  private var hasFound = false

  mutating func note(_ status: CheckResult.Status) {
    switch status {
    case .clean: break
    case .found: hasFound = true
    case .incomplete: isIncomplete = true
    }
  }

  /// - Throws: `Failure` without messages, for statuses 1 and 2.
  func finish() throws(Failure) {
    if isIncomplete { throw Failure(.incomplete, messages: []) }
    if hasFound { throw Failure(.found, messages: []) }
  }
}

/// Names to drugs, drugs to findings.
struct CheckDesk {
  let resolver: MedicationResolver
  let checker: MedicationChecker

  func check(_ list: MedicationList) -> CheckResult {
    checker.check(resolver.resolve(list), patient: list.patient, remarks: list.remarks, gaps: list.gaps)
  }

  /// The list with drugs added at its end and others left out.
  /// - Throws: `Failure` with status 64 when a name is not clear: a what-if about a guess helps nobody.
  func changed(
    _ list: MedicationList, adding additions: [String], removing removals: [String]
  ) throws(Failure) -> MedicationList {
    var list = list
    for removal in removals {
      let drugs = Set(try drugs(removal, option: "--without"))
      let kept = list.entries.filter { drugs.isDisjoint(with: resolver.resolve($0).drugs) }
      if kept.count == list.entries.count {
        throw Failure(.usage, "crampcheck: error: the list holds no entry for the drug of --without")
      }
      list.entries = kept
    }
    for addition in additions {
      _ = try drugs(addition, option: "--add")
      list.entries.append(MedicationEntry(text: addition, place: SourcePlace(line: 0)))
    }
    return list
  }

  private func drugs(_ name: String, option: String) throws(Failure) -> [DrugRow] {
    let entry = MedicationEntry(text: name, place: SourcePlace(line: 0))
    let drugs = resolver.resolve(entry).drugs
    guard !drugs.isEmpty else {
      throw Failure(
        .usage, "crampcheck: error: the name given to \(option) is not clear; try 'crampcheck drug'")
    }
    return drugs
  }
}
