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
      CheckCommand.self, ScanCommand.self, DrugCommand.self, ResolveCommand.self, ImportCommand.self,
      CatalogCommand.self,
    ])

  static func main() {
    ProcessSafety.takeEffect()
    var arguments: [String] = []
    do {
      arguments = try CommandLineBytes.arguments()
      if try answeredPlainly(arguments) { return }
      var command = try parsed(arguments)
      try command.run()
    } catch let failure as Failure {
      failure.report()
      Glibc.exit(failure.status.rawValue)
    } catch {
      end(with: error, commandType(arguments))
    }
  }

  /// Help and versions go the way of all output; the option parser's own `print` would not notice a full disk.
  private static func end(with error: any Error, _ command: any ParsableCommand.Type) -> Never {
    guard command.exitCode(for: error) == .success else { command.exit(withError: error) }
    let output = Output.standard()
    do throws(Failure) {
      try output.write(command.fullMessage(for: error) + "\n")
      try output.flush()
      Glibc.exit(ExitStatus.success.rawValue)
    } catch {
      error.report()
      Glibc.exit(error.status.rawValue)
    }
  }

  /// Answers a `drug` or `check` command without options. Most uses are that, and parsing them by reflection takes
  /// as long as answering them.
  /// - Returns: False when the option parser has to read the arguments.
  private static func answeredPlainly(_ arguments: [String]) throws(Failure) -> Bool {
    let values = Array(arguments.dropFirst())
    guard !values.isEmpty, values != ["help"] else { return false }
    switch arguments[0] {
    case "drug" where !values.contains(where: { $0.hasPrefix("-") }): try DrugLookUp().answer(values)
    case "check" where values == ["-"] || !values.contains(where: { $0.hasPrefix("-") }):
      try ListCheck().check(values)
    default: return false
    }
    return true
  }

  /// A known subcommand is parsed by itself: looking through all the others first costs more than the answer.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let type = commandType(arguments)
    return try type.parseAsRoot(type == Self.self ? arguments : Array(arguments.dropFirst()))
  }

  private static func commandType(_ arguments: [String]) -> any ParsableCommand.Type {
    configuration.subcommands.first { $0.configuration.commandName == arguments.first } ?? Self.self
  }
}
