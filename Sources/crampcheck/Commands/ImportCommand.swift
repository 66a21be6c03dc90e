import ArgumentParser
import CatalogImport
import CheckReport
import DrugCatalog

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", _superCommandName: "crampcheck", abstract: "Turn drug lists into a catalog.",
    discussion: """
      Lists are our own XML, DrugBank, FDA labels, NHS dm+d, the ANSM thesaurus and the WHO's ATC index, told apart by \
      their root elements: files, folders, gzip and zip files, several at once. \
      The catalog is written whole or not at all: an old one stays as it was until the new one is complete on \
      disk. Exit status: 0 done, 2 done but records were refused, 65 a list is malformed, 66 a list is missing, \
      73 or 74 the catalog cannot be written.
      """)

  @Argument(help: "Drug lists, folders or archives of them; - is standard input.")
  var lists: [String]

  @Option(name: [.customShort("o"), .customLong("output")], help: "The catalog to write.")
  var output: String

  @Flag(help: "Start from the shipped catalog and add to it.")
  var withDefault = false

  @Flag(help: "List on standard output which drugs were flagged for cramps, and why.")
  var report = false

  @Flag(help: "Tell everything odd that was met, not only counts.")
  var verbose = false

  func run() throws {
    let base = withDefault ? try ShippedCatalog.open() : nil
    let file = try DurableFile(replacing: output)
    defer { file.release() }
    let outcome = try ListFile.importAll(lists, startingFrom: base, handingTo: file)
    try file.finish()
    LedgerNotes.tell(outcome.ledger, isVerbose: verbose)
    if report { try tellFlags(base) }
    if outcome.ledger.hasRefusals { throw Failure(.incomplete, messages: []) }
  }

  private func tellFlags(_ base: Catalog?) throws {
    let flags = FlagReport(catalog: try CatalogFile.open(output), base: base)
    let output = Output.standard()
    try output.write(flags.text(style: TextStyle(width: Terminal.width)))
    try output.flush()
  }
}
