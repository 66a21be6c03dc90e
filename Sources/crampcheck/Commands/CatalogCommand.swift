import ArgumentParser
import CheckReport
import DrugCatalog

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", _superCommandName: "crampcheck",
    abstract: "Tell what a catalog holds, whether it is whole, and what a newer one says otherwise.",
    subcommands: [
      CatalogInfoCommand.self, CatalogVerify.self, CatalogExportCommand.self, CatalogDiffCommand.self,
    ])
}

struct CatalogInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Count what a catalog holds and name the lists it was made from.")

  @Argument(help: "The catalog; without it the shipped one.")
  var path: String?

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "text or json.")
  var format: Format = .text

  func run() throws {
    let catalog = if let path { try CatalogFile.open(path) } else { try ShippedCatalog.open() }
    let info = CatalogInfo(catalog: catalog)
    let output = Output.standard()
    switch format {
    case .text: try output.write(info.text(style: TextStyle(width: Terminal.width)))
    case .json:
      var bytes: [UInt8] = []
      info.append(to: &bytes)
      try output.write(bytes)
    }
    try output.flush()
  }
}

struct CatalogVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that a catalog is whole.",
    discussion: "Exit status: 0 whole, 78 missing, damaged or of another version.")

  @Argument(help: "The catalog; without it the shipped one.")
  var path: String?

  func run() throws {
    let catalog = if let path { try CatalogFile.open(path) } else { try ShippedCatalog.open() }
    guard catalog.verifiesSHA256() else {
      throw Failure(
        .catalogUnusable,
        "\(path ?? "shipped catalog"): error: the catalog is damaged: its SHA-256 does not match")
    }
    let output = Output.standard()
    try output.write("whole: \(catalog.byteCount) bytes, SHA-256 \(catalog.sha256)\n")
    try output.flush()
  }
}
