import CatalogImport
import DrugCatalog
import Glibc
import XMLEvents

/// Bytes that libFuzzer makes up, read as what `FUZZ_FORMAT` names: `xml-events`, `drug-list` or `catalog`. Nothing may
/// crash, trap or hang; what is accepted must be whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  switch format {
  case "xml-events": readEvents(bytes)
  case "catalog": openCatalog(bytes)
  default: importList(bytes)
  }
  return 0
}

private let format: String = unsafe getenv("FUZZ_FORMAT").map { unsafe String(cString: $0) } ?? ""

/// Every start has its end, whatever the chunks; a document that is refused stays refused.
private func readEvents(_ bytes: [UInt8]) {
  let whole = events(MemoryBytes(bytes))
  let pieces = events(MemoryBytes(bytes, chunkSize: 1 + bytes.count % 7))
  precondition((whole.error == nil) == (pieces.error == nil))
  if whole.error == nil { precondition(whole.count == pieces.count && whole.depth == 0) }
}

private func events(_ source: MemoryBytes) -> (count: Int, depth: Int, error: XMLError?) {
  let reader = XMLEventReader(source, vocabulary: XMLVocabulary(namespaces: ["urn:a"], names: ["drug", "a"]))
  var count = 0
  var depth = 0
  do throws(XMLError) {
    while let event = try reader.next() {
      switch event.kind {
      case .start:
        depth += 1
        count += 1
        for index in 0..<reader.attributeCount(of: event) {
          count += reader.attributeName(index, of: event).name.number >= 0 ? 1 : 0
          count += reader.attributeValue(index, of: event).utf8.count
        }
      case .end: depth -= 1
      // Pieces of text may be cut at chunks.
      case .text: count += reader.text(of: event).utf8.count
      }
      precondition(depth >= 0)
    }
    return (count, depth, nil)
  } catch {
    do throws(XMLError) {
      _ = try reader.next()
      preconditionFailure("a refused document went on")
    } catch {}
    return (count, depth, error)
  }
}

/// A list that is accepted gives a catalog that opens, and the same one again.
private func importList(_ bytes: [UInt8]) {
  do throws(ImportError) {
    let outcome = try CatalogImporter.catalog(from: [ImportInput(name: "list", source: MemoryBytes(bytes))])
    do {
      let catalog = try Catalog(outcome.catalog)
      precondition(catalog.verifiesSHA256())
      let again = try CatalogImporter.catalog(from: [ImportInput(name: "list", source: MemoryBytes(bytes))])
      precondition(again.catalog == outcome.catalog)
    } catch { preconditionFailure("an accepted list gave no catalog") }
  } catch { precondition(!error.problems.isEmpty) }
}

/// A catalog whose header is in order and whose sum is not looked at: wrong numbers give wrong answers, never a crash.
private func openCatalog(_ bytes: [UInt8]) {
  guard bytes.count >= 64 else {
    do { _ = try Catalog(bytes) } catch { return }
    preconditionFailure("a catalog without a header was opened")
  }
  var bytes = bytes
  bytes.replaceSubrange(0..<8, with: Array("CRAMPCAT".utf8))
  bytes.replaceSubrange(8..<12, with: [4, 0, 0, 0])
  for shift in 0..<8 { bytes[16 + shift] = UInt8(truncatingIfNeeded: bytes.count >> (8 * shift)) }
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
  defer { unsafe buffer.deallocate() }
  unsafe buffer.copyBytes(from: bytes)
  guard let base = buffer.baseAddress,
    let catalog = unsafe try? Catalog(base: UnsafeRawPointer(base), count: bytes.count, checkingSum: false)
  else { return }
  _ = CatalogWalk(catalog)
}
