import CatalogImport
import DrugCatalog
import Glibc
import ListArchives
import XMLEvents

/// Bytes that libFuzzer makes up, taken as what `FUZZ_FORMAT` names: `lists` for drug lists of every dialect, `zip` or
/// `gzip` for what they may be packed in. Nothing may crash, trap or hang, and what is accepted is whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do throws(XMLError) {
    switch format {
    case "zip":
      let archive = try ZipArchive(bytes)
      for part in archive.parts.prefix(20) {
        let count = try size(archive.open(part))
        precondition(count == part.byteCount)
      }
    case "gzip": _ = try size(GzipBytes(MemoryBytes(bytes)))
    default: importOnce(bytes)
    }
  } catch {
    precondition(!error.reason.isEmpty)
  }
  return 0
}

private func importOnce(_ bytes: [UInt8]) {
  do throws(ImportError) {
    let input = ImportInput(name: "list", source: MemoryBytes(bytes))
    let outcome = try CatalogImporter.catalog(from: [input])
    // What was made can be opened.
    guard let catalog = try? Catalog(outcome.catalog) else { fatalError("an import made no catalog") }
    precondition(catalog.drugCount > 0)
  } catch {
    precondition(!error.problems.isEmpty && error.problems.allSatisfy { !$0.reason.isEmpty })
  }
}

private func size(_ source: any ByteSource) throws(XMLError) -> Int {
  var count = 0
  var chunk: [UInt8] = []
  repeat {
    try source.read(into: &chunk)
    count += chunk.count
  } while !chunk.isEmpty
  return count
}

private let format: String = {
  guard let setting = unsafe getenv("FUZZ_FORMAT") else { return "" }
  return unsafe String(cString: setting)
}()
