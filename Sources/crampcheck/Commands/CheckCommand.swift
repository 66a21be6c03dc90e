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
    if output.format == .csv, !additions.isEmpty || !removals.isEmpty {
      throw ValidationError("--add and --without tell what changes: as text or json, not csv.")
    }
  }

  func run() throws {
    try ListCheck(
      catalog: catalogOptions.choice, isExact: names.exact, country: names.countryCode,
      inputFormat: inputFormat, patient: patient.patient, additions: additions, removals: removals,
      failOn: failOn, report: output.choice
    ).check(lists)
  }
}

extension FailOn: ExpressibleByArgument {}
