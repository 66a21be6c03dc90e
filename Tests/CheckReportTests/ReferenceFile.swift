import Foundation
import Testing

/// The expected bytes of an output, kept beside the tests. `RECORD_SNAPSHOTS=1` writes them anew; a person reads the
/// difference before it is committed.
enum ReferenceFile {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("References")

  /// - Parameter digest: A catalog's SHA-256, which changes with the byte format and is written as `<digest>`.
  static func expect(
    _ actual: String, toEqual name: String, digest: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let actual = actual.replacingOccurrences(of: digest, with: "<digest>")
      .replacingOccurrences(of: digest.prefix(16), with: "<digest>")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let lines = (
      actual.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let first = zip(lines.0, lines.1).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(
      actual == expected,
      "\(name) differs from line \((first?.offset ?? min(lines.0.count, lines.1.count)) + 1) on; RECORD_SNAPSHOTS=1 rewrites it",
      sourceLocation: sourceLocation)
  }
}
