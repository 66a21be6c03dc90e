import ArgumentParser
import Glibc

@main
struct Crampcheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crampcheck",
    abstract: "Offline medication checker for night-time leg cramps.",
    discussion: """
      For health professionals, and for information: it says which medicines on a list may be linked to leg \
      cramps, which cramp treatments carry cautions, which medicines interact, and what it could not check. \
      It never calls a medicine safe.
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, DrugCommand.self, ResolveCommand.self, ImportCommand.self, CatalogCommand.self,
    ])

  static func main() {
    ProcessSafety.takeEffect()
    let arguments = CommandLineBytes.arguments
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      failure.report()
      Glibc.exit(failure.status.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
