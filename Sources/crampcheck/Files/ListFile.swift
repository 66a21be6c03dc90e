import CatalogImport
import DrugCatalog
import XMLEvents

/// Drug lists as the command line names them.
enum ListFile {
  /// Opens a list; `-` is standard input.
  /// - Throws: `Failure` with status 65 or 66.
  static func input(_ path: String) throws(Failure) -> ImportInput {
    if path == "-" { return ImportInput(name: "standard input", source: FileBytes(descriptor: 0)) }
    do throws(XMLError) {
      return ImportInput(name: path, source: try FileBytes(path: CommandLineBytes.bytes(of: path)))
    } catch {
      throw Failure(
        error.kind == .missing ? .missingInput : .malformedInput, "\(path): error: \(error.reason)")
    }
  }

  /// Imports lists in their order.
  /// - Throws: `Failure` with status 65 or 66 and up to twenty problems.
  static func importAll(_ paths: [String], startingFrom base: Catalog?) throws(Failure) -> ImportOutcome {
    var inputs: [ImportInput] = []
    for path in paths { inputs.append(try input(path)) }
    do throws(ImportError) {
      return try CatalogImporter.catalog(from: inputs, startingFrom: base)
    } catch {
      throw failure(error)
    }
  }

  private static func failure(_ error: ImportError) -> Failure {
    var messages = error.problems.map(\.description)
    if error.problems.count >= ImportError.mostProblems {
      messages.append("crampcheck: note: only the first \(ImportError.mostProblems) problems are shown")
    }
    return Failure(error.isMissingFile ? .missingInput : .malformedInput, messages: messages)
  }
}

extension CatalogFile {
  /// A catalog that was just built.
  static func inMemory(_ bytes: [UInt8]) throws(Failure) -> Catalog {
    do throws(CatalogError) { return try Catalog(bytes) } catch {
      throw Failure(.catalogUnusable, "crampcheck: error: \(error.message)")
    }
  }
}
