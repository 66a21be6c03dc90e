import ArgumentParser
import CatalogImport
import DrugCatalog

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", _superCommandName: "crampcheck", abstract: "Turn XML drug lists into a catalog.",
    discussion: """
      The catalog is written whole or not at all: an old one stays as it was until the new one is complete on \
      disk. Exit status: 0 done, 2 done but records were refused, 65 a list is malformed, 66 a list is missing, \
      73 or 74 the catalog cannot be written.
      """)

  @Argument(help: "Drug lists; - is standard input.")
  var lists: [String]

  @Option(name: [.customShort("o"), .customLong("output")], help: "The catalog to write.")
  var output: String

  @Flag(help: "Start from the shipped catalog and add to it.")
  var withDefault = false

  @Flag(help: "Tell everything odd that was met, not only counts.")
  var verbose = false

  func run() throws {
    let base = withDefault ? try ShippedCatalog.open() : nil
    let file = try DurableFile(replacing: output)
    defer { file.release() }
    let outcome = try ListFile.importAll(lists, startingFrom: base)
    try file.replace(with: outcome.catalog)
    LedgerNotes.tell(outcome.ledger, isVerbose: verbose)
    if outcome.ledger.hasRefusals { throw Failure(.incomplete, messages: []) }
  }
}
