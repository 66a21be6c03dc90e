import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications
import XMLEvents

struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", _superCommandName: "crampcheck",
    abstract: "Tell which drugs medication lines name.",
    discussion: """
      With - every line of standard input gets one answer, in order. Exit status: 0 every line resolved, 2 one was \
      not recognised or is ambiguous.
      """)

  @Argument(help: "Medication lines; - reads them from standard input.")
  var texts: [String]

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var names: NameOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "text or json; json is the default in a pipe.")
  var format: Format?

  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  @Option(
    help: "How many blocks of lines to work on at once; by default one for each processor, four at most.")
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64.") }
    if texts.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input can be read only once.")
    }
  }

  func run() throws {
    let catalog = try catalogOptions.choice.catalog()
    let isJSON = (format ?? (Terminal.isStandardOutput ? .text : .json)) == .json
    let resolver = MedicationResolver(catalog: catalog, isExact: names.exact, country: names.countryCode)
    let style = TextStyle(width: Terminal.width, showsColour: Terminal.showsColour(unlessRefused: noColor))
    let workers = (0..<(jobs ?? Processors.count(atMost: 4))).map { _ in
      LineWorker(resolver: resolver, isJSON: isJSON, style: style)
    }
    let filter = LineFilter(workers: workers, output: .standard())
    for text in texts {
      if text == "-" { try filter.readStandardInput() } else { try filter.answer(text) }
    }
    try filter.finish()
    if filter.hasOpenLine { throw Failure(.incomplete, messages: []) }
  }
}
