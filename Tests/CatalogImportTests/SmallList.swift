import DrugCatalog
import XMLEvents

@testable import CatalogImport

/// Small lists in memory: a root, a source and three drugs to refer to; the records of a test follow from line 6.
enum SmallList {
  static let head = """
    <drug-list xmlns="urn:crampcheck:drug-list:1" id="small" title="Small" version="1" date="2026-11-24" licence="CC0-1.0">
    <source id="s"><title>A label</title><publisher>A regulator</publisher></source>
    <drug id="quinine" source="s"><name kind="generic">quinine</name></drug>
    <drug id="digoxin" source="s"><name kind="generic">digoxin</name></drug>
    <drug id="verapamil" source="s"><name kind="generic">verapamil</name><code system="atc">C08DA01</code></drug>

    """

  static func text(_ records: String) -> String { head + records + "\n</drug-list>\n" }

  static func input(_ text: String, name: String = "small.xml") -> ImportInput {
    ImportInput(name: name, source: MemoryBytes(Array(text.utf8)))
  }

  /// Imports the records behind the head.
  static func outcome(_ records: String, startingFrom base: Catalog? = nil) throws -> ImportOutcome {
    try CatalogImporter.catalog(from: [input(text(records))], startingFrom: base)
  }

  static func catalog(_ records: String, startingFrom base: Catalog? = nil) throws -> Catalog {
    try Catalog(outcome(records, startingFrom: base).catalog)
  }

  /// What is wrong with the records, `line: reason`.
  static func problems(_ records: String, startingFrom base: Catalog? = nil) -> [String] {
    problems(ofWhole: text(records), startingFrom: base)
  }

  static func problems(ofWhole text: String, startingFrom base: Catalog? = nil) -> [String] {
    do throws(ImportError) {
      _ = try CatalogImporter.catalog(from: [input(text)], startingFrom: base)
      return []
    } catch {
      return error.problems.map { "\($0.line): \($0.reason)" }
    }
  }
}
