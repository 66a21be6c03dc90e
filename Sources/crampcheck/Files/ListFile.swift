import CatalogImport
import DrugCatalog
import XMLEvents

/// Drug lists as the command line names them.
enum ListFile {
  /// Imports lists in their order; folders and archives stand for the lists in them. How far it is shows on a terminal.
  /// - Parameter receiver: Is handed the bytes of the catalog while it is made.
  /// - Throws: `Failure` with status 65 or 66 and up to twenty problems.
  static func importAll(
    _ paths: [String], startingFrom base: Catalog?, handingTo receiver: (any CatalogReceiver)? = nil
  ) throws(Failure) -> ImportOutcome {
    var inputs = ListInputs()
    for path in paths { try inputs.add(path) }
    if inputs.passedOver > 0 {
      StandardError.write(
        "crampcheck: note: files that are no .xml, .gz or .zip, passed over: \(inputs.passedOver)")
    }
    let progress = ImportProgress(byteCount: inputs.byteCount)
    defer { progress.clear() }
    do throws(ImportError) {
      return try CatalogImporter.catalog(
        from: inputs.all, startingFrom: base, handingTo: receiver, onRead: progress.note)
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
