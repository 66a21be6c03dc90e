import Foundation
import PatientMedications
import Testing

@testable import MedicationReaders

/// Hostile files with the verdicts that their index states; what needs a catalog to judge is not judged here.
@Suite(.enabled(if: Corpus.isPresent)) struct AttackCorpusTests {
  private static func rows(families: Set<String>) throws -> [[String: String]] {
    // The index is a CSV file: our own reader of rows reads it.
    var header: [String] = []
    var rows: [[String: String]] = []
    let bytes = try Corpus.bytes("attacks/input/index.csv")
    try CSVRows.read(bytes[...], delimiter: 0x2C, firstLine: 1) { row in
      let fields = (0..<row.keptCount).map { String(decoding: row.field($0), as: UTF8.self) }
      if header.isEmpty {
        header = fields
      } else {
        rows.append(Dictionary(zip(header, fields), uniquingKeysWith: { $1 }))
      }
    }
    return rows.filter { families.contains($0["family"] ?? "") }
  }

  @Test(arguments: ["text", "csv", "fhir-xml", "cda"])
  func verdictsAreAsExpected(_ family: String) throws {
    let rows = try Self.rows(families: [family])
    #expect(!rows.isEmpty)
    for row in rows {
      let file = try #require(row["file"])
      let bytes = try Corpus.bytes("attacks/input/files/\(file)")
      let outcome = Result { try MedicationReader.read(bytes) }
      switch outcome {
      case .failure(let error):
        // What goes past a limit is refused, with the limit named.
        let isLimit = if case .limit = (error as? MedicationFileError)?.kind { true } else { false }
        #expect(row["expect"] == "reject" || isLimit, "\(file): \(error)")
        if let line = (error as? MedicationFileError)?.line {
          #expect(line == Int(row["line"] ?? "") ?? line)
        }
      case .success(let lists):
        #expect(row["expect"] != "reject", "\(file)")
        let isWhole = lists.allSatisfy { $0.isWhole }
        if row["expect"] == "ok" { #expect(isWhole, "\(file)") }
        let words = lists.flatMap(\.entries).map { $0.text.lowercased() }.joined(separator: "\n")
        if family != "text" {
          for name in row["found"]?.split(separator: ";") ?? [] {
            #expect(words.contains(name), "\(file)")
          }
        }
      }
    }
  }
}
