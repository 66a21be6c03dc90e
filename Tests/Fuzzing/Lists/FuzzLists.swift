import CatalogImport
import DrugCatalog
import Glibc
import ListArchives
import XMLEvents

/// Bytes that libFuzzer makes up, taken as what `FUZZ_FORMAT` names: `lists` for drug lists of every dialect, the name of one
/// for that alone, `zip` or `gzip` for what they may be packed in. Nothing may crash, trap or hang, and what is accepted is
/// whole.
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
    default:
      // Without the dialect's root nothing of it would be reached: such bytes are not kept to go on from.
      guard let roots = roots[format] else { return importOnce(bytes) }
      guard roots.contains(where: { bytes.prefix(400).holds(Array($0.utf8)) }) else { return -1 }
      return importOnce(bytes)
    }
  } catch {
    precondition(!error.reason.isEmpty)
  }
  return 0
}

/// Beginnings of the root elements of each dialect.
private let roots = [
  "atc": ["<xml"], "ansm": ["<INTERACTIONS", "<CLASSES"], "spl": ["<document"], "drugbank": ["<drugbank"],
  "dmd": [
    "<VIRTUAL_", "<INGREDIENT_SUBSTANCES", "<ACTUAL_MEDICINAL_", "<LOOKUP", "<GTIN_DETAILS",
  ],
]

extension ArraySlice<UInt8> {
  fileprivate func holds(_ wanted: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: wanted) }
  }
}

private func importOnce(_ bytes: [UInt8]) -> CInt {
  do throws(ImportError) {
    let input = ImportInput(name: "list", source: MemoryBytes(bytes))
    let outcome = try CatalogImporter.catalog(from: [input])
    // What was made can be opened.
    guard let catalog = try? Catalog(outcome.catalog) else { fatalError("an import made no catalog") }
    precondition(catalog.drugCount > 0)
  } catch {
    precondition(!error.problems.isEmpty && error.problems.allSatisfy { !$0.reason.isEmpty })
  }
  return 0
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
