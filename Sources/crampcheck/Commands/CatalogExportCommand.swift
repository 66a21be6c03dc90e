import ArgumentParser
import CheckReport
import DrugCatalog

struct CatalogExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a catalog's tables for tools such as SQLite, DuckDB or a spreadsheet.",
    discussion: """
      ndjson holds all tables, one object a line with its table's name in "table"; csv holds one. \
      Exit status: 0 all written, 74 not all of it was accepted, 78 the catalog cannot be used.
      """)

  @Argument(help: "The catalog; without it the shipped one.")
  var path: String?

  @Option(help: "ndjson or csv.")
  var format: CatalogExport.Format = .ndjson

  @Option(
    help: ArgumentHelp(
      "Only this table: \(CatalogTable.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated."))
  var table: [CatalogTable] = []

  func validate() throws {
    if format == .csv, table.count != 1 {
      let known = CatalogTable.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("A csv file holds one table; choose it by --table: \(known).")
    }
  }

  func run() throws {
    let catalog = if let path { try CatalogFile.open(path) } else { try ShippedCatalog.open() }
    let output = Output.standard()
    let export = CatalogExport(catalog: catalog, format: format)
    for table in table.isEmpty ? CatalogTable.allCases : table {
      try export.write(table) { (bytes) throws(Failure) in try output.write(bytes) }
    }
    try output.flush()
  }
}

extension CatalogExport.Format: ExpressibleByArgument {}
extension CatalogTable: ExpressibleByArgument {}
