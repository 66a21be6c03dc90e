import Foundation
import Testing

@testable import XMLEvents

/// The hostile documents of the corpus, when it lies beside the project.
private enum AttackCorpus {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/corpus/attacks/xml").standardizedFileURL

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "index.csv").path)
  }

  struct Row {
    var file: String
    var expected: String
    var lines: ClosedRange<Int>?
    var layer: String
  }

  /// The first six columns hold neither commas nor quotes apart from the attack's description.
  static func rows() throws -> [Row] {
    let text = try String(contentsOf: folder.appending(path: "index.csv"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let fields = split(String(line))
      let ends = fields[4].split(separator: "-").compactMap { Int($0) }
      return Row(
        file: fields[0], expected: fields[3], lines: ends.first.map { $0...(ends.last ?? $0) },
        layer: fields[5])
    }
  }

  private static func split(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

@Suite struct AttackCorpusTests {
  @Test(.enabled(if: AttackCorpus.isPresent))
  func everyFileTheParserDecidesGetsItsVerdict() throws {
    let rows = try AttackCorpus.rows()
    #expect(rows.count > 200)
    for row in rows where row.layer == "parser" || row.layer == "guard" {
      let path = AttackCorpus.folder.appending(path: "files/" + row.file).path
      var refusal: XMLError?
      do throws(XMLError) {
        let source = try FileBytes(path: Array(path.utf8))
        let reader = XMLEventReader(source, vocabulary: XMLVocabulary(namespaces: [], names: []))
        while try reader.next() != nil {}
      } catch { refusal = error }
      switch row.expected {
      case "reject":
        #expect(refusal != nil, "\(row.file) was accepted")
        if let lines = row.lines, let refusal {
          #expect(
            lines.contains(refusal.line), "\(row.file): line \(refusal.line), not \(lines): \(refusal.reason)"
          )
        }
      case "either": break
      default: #expect(refusal == nil, "\(row.file): \(refusal?.message ?? "")")
      }
    }
  }
}
