import Foundation
import Testing

/// The lists under `Data/examples`, each a clinical story, with the reports they get.
///
/// `RECORD_SNAPSHOTS=1` writes the expected reports anew; whoever changes a list of `Data/` does so and reads the
/// difference.
@Suite struct ExampleReportTests {
  private static let references = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "References")

  @Test(arguments: [
    ("quinine-with-qt", Int32(2)), ("diuretic-then-quinine", 1), ("beta-blocker-eye-drop", 1),
    ("donepezil-and-diphenhydramine", 1), ("clean", 0), ("messy", 2),
  ])
  func theExpectedReport(story: String, status: Int32) throws {
    let answer = try Command.run(["check", "Data/examples/\(story).txt", "--today", "2026-11-24"])
    #expect(answer.status == status)
    #expect(answer.standardError == "")
    let report = answer.standardOutput.replacing(/SHA-256 [0-9a-f]{16}/, with: "SHA-256 <digest>")
    let file = Self.references.appending(path: "\(story).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: Self.references, withIntermediateDirectories: true)
      try Data(report.utf8).write(to: file)
      return
    }
    #expect(report == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}
