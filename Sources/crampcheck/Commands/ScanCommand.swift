import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck
import MedicationReaders
import PatientMedications

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", _superCommandName: "crampcheck",
    abstract: "Check many patients: folders, files, lines.",
    discussion: """
      The NDJSON files of one folder that are called by a FHIR type (MedicationRequest.000.ndjson), as those of a \
      Bulk Data export, are read together: a patient gets one result. Every other file is read by itself, and \
      interactions between medicines of different files are not seen.

      Results stream out in the order of the input, one line of JSON a patient. Exit status: 0 all read and checked, \
      nothing at or above --fail-on; 1 the same, but something was found; 2 something was not read or not recognised; \
      74 not all results could be written; 78 the catalog cannot be used; 130 interrupted.
      """)

  @Argument(help: "Folders and files of every format that 'check' reads; - is standard input.")
  var paths: [String] = []

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var names: NameOptions
  @OptionGroup(title: "Input") var input: ScanInputOptions
  @OptionGroup(title: "Output") var output: ScanOutputOptions

  @Option(
    help: "Lowest severity that makes exit status 1: contraindicated, major, moderate, minor, cause or never."
  )
  var failOn: FailOn = .major

  @Option(help: "How many threads work at once; by default one for each processor.")
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64.") }
    if paths.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input can be read only once.")
    }
    if input.stdinNDJSON {
      try output.validateForLines()
      guard paths.isEmpty else { throw ValidationError("--stdin-ndjson reads standard input and no paths.") }
    } else if paths.isEmpty {
      throw ValidationError("Name files or folders to scan.")
    }
  }

  func run() throws {
    Interruption.listen()
    WorkingMemory.keep()
    let jobs = jobs ?? Processors.count(atMost: 64)
    let plan = try plan(jobs: jobs)
    var scan = Scan(
      plan, jobs: jobs, output: try output.open(),
      progress: ScanProgress(isShown: Terminal.showsProgress))
    if input.stdinNDJSON {
      try scan.run(LineSource())
      if output.summary != nil { try output.write(scan.summary) }
      return try scan.finish(isSingleFile: false)
    }
    let inputs = ScanInputs(paths, includesHidden: input.hidden, followsLinks: input.followLinks)
    try scan.run(inputs)
    input.tell(passedOver: inputs)
    if catalogOptions.verbose { scan.tellTimes() }
    try output.write(scan.summary)
    try scan.finish(
      isSingleFile: paths.count == 1 && inputs.files.map(\.path) == [CommandLineBytes.bytes(of: paths[0])])
  }

  private func plan(jobs: Int) throws(Failure) -> ScanPlan {
    let catalog = try catalogOptions.choice.catalog()
    let today = catalogOptions.choice.day
    let resolver = MedicationResolver(catalog: catalog, isExact: names.exact, country: names.countryCode)
    return ScanPlan(
      catalog: catalog, resolver: resolver,
      checker: MedicationChecker(catalog: catalog, today: today, country: names.countryCode),
      today: today, inputFormat: input.inputFormat, format: output.format, failOn: failOn,
      selection: try output.selection(resolver), gathersAll: input.together,
      memoryLimit: input.memory, memoryOfEach: MemoryLimit.ofEach(input.memory, jobs: jobs),
      spillFolder: input.spillDir,
      // Who filters lines has no use for a table unasked.
      isSummarised: output.summary != nil || !input.stdinNDJSON, listsUnread: output.summary != nil)
  }
}

/// What a scan reads.
struct ScanInputOptions: ParsableArguments {
  @Flag(help: "Read hidden files and folders too.")
  var hidden = false

  @Flag(help: "Follow links within a folder, never out of it.")
  var followLinks = false

  @Flag(
    help: "Read all FHIR files of lines (.ndjson, .jsonl) of a folder together, whatever they are called.")
  var together = false

  @Option(
    help: ArgumentHelp(
      "How much memory an export may take: 800M, 2G. What needs more is not read unless --spill-dir is given.",
      valueName: "size"))
  var memory: MemoryLimit?

  @Option(
    help: "A folder where results may wait, in files without a name, when an export needs more than --memory."
  )
  var spillDir: String?

  @Option(help: "Read the files as this format instead of finding it out.")
  var inputFormat: String?

  @Flag(
    name: .customLong("stdin-ndjson"),
    help: ArgumentHelp(
      "Answer each line of standard input by one line.",
      discussion: """
        A line is all of one patient: a FHIR Bundle, or an array of the patient's resources. What cannot be read \
        gets a line that says so.
        """))
  var stdinNDJSON = false

  func validate() throws {
    if spillDir != nil, memory == nil { throw ValidationError("--spill-dir needs --memory.") }
    if let inputFormat, stdinNDJSON, inputFormat != "fhir-json" {
      throw ValidationError("--stdin-ndjson takes lines of FHIR JSON only.")
    }
    if let inputFormat, !MedicationReader.formats.contains(where: { $0.id == inputFormat }) {
      let known = MedicationReader.formats.map(\.id).joined(separator: ", ")
      throw ValidationError("--input-format takes one of \(known).")
    }
  }

  /// Says what was passed over because no option asked for it.
  func tell(passedOver inputs: ScanInputs) {
    if inputs.hiddenCount > 0 {
      StandardError.write("crampcheck: note: \(inputs.hiddenCount) hidden not read; --hidden reads them")
    }
    if inputs.linkCount > 0 {
      StandardError.write("crampcheck: note: \(inputs.linkCount) links not followed; --follow-links does")
    }
  }
}

/// What a scan shows, and where.
struct ScanOutputOptions: ParsableArguments {
  @Option(help: "json (one object a line for each patient) or csv (one finding a row).")
  var format: ScanFormat = .json

  @Option(name: .shortAndLong, help: "Write the results to this file instead of standard output.")
  var output: String?

  @Flag(help: "Go on with the results that an interrupted run left in the file of --output.")
  var resume = false

  @Option(
    help:
      "Write counts of all there was to this file: a table, or JSON to a name ending in .json; - is standard error. Without it, standard error gets counts without names."
  )
  var summary: String?

  @Option(help: "Show only findings of this kind, and patients who have one; may be repeated.")
  var only: [String] = []

  @Option(help: "Show only findings of this severity or above: contraindicated, major, moderate or minor.")
  var minSeverity: Severity?

  @Option(help: "Show only patients on this drug, those most at risk first.")
  var drug: String?

  func validate() throws {
    if resume, output == nil { throw ValidationError("--resume goes on with the file of --output.") }
    let kinds = ScanSelection.knownKinds
    if let unknown = only.first(where: { !kinds.contains($0) }) {
      throw ValidationError("--only does not know '\(unknown)'; it takes \(kinds.joined(separator: ", ")).")
    }
    if minSeverity == Severity.none { throw ValidationError("--min-severity takes minor or above.") }
  }

  /// A line for a line: nothing may be left out or come in another order.
  func validateForLines() throws {
    if format != .json { throw ValidationError("--stdin-ndjson answers in JSON only.") }
    if resume || drug != nil || minSeverity != nil || !only.isEmpty {
      throw ValidationError(
        "--stdin-ndjson answers every line: --resume, --drug, --only and --min-severity do not go with it.")
    }
  }

  func open() throws(Failure) -> ScanOutput {
    guard let output else { return .standard() }
    return try .file(output, resumes: resume)
  }

  /// - Throws: `Failure` with status 64 when the drug's name is not clear.
  func selection(_ resolver: MedicationResolver) throws(Failure) -> ScanSelection {
    var selection = ScanSelection(kinds: Set(only), lowestSeverity: minSeverity)
    if let drug {
      let drugs = resolver.resolve(MedicationEntry(text: drug, place: SourcePlace(line: 0))).drugs
      guard !drugs.isEmpty else {
        throw Failure(
          .usage, "crampcheck: error: the name given to --drug is not clear; try 'crampcheck drug'")
      }
      selection.drug = drugs
    }
    return selection
  }

  /// - Throws: `Failure` with status 73 or 74.
  func write(_ counts: ScanSummary) throws(Failure) {
    guard let summary else {
      // Nobody asked: whether standard error takes it changes nothing.
      try? Self.write(Self.table(counts, .counts), to: .standardError())
      return
    }
    if summary == "-" { return try Self.write(Self.table(counts, .frequent), to: .standardError()) }
    var bytes: [UInt8] = []
    if summary.hasSuffix(".json") { counts.append(to: &bytes) } else { bytes = Self.table(counts, .all) }
    try Self.write(bytes, to: .file(summary, resumes: false))
  }

  private static func table(_ counts: ScanSummary, _ extent: ScanSummary.Extent) -> [UInt8] {
    Array(counts.text(style: TextStyle(width: 80, showsColour: false), extent: extent).utf8)
  }

  private static func write(_ bytes: [UInt8], to output: ScanOutput) throws(Failure) {
    try output.write(bytes)
    try output.finish(isWhole: true)
  }
}

extension ScanFormat: ExpressibleByArgument {}

extension Severity: ExpressibleByArgument {}
