import Foundation

/// A folder of patients' files for one test, removed with it.
final class ScanFolder {
  let url: URL

  init() throws { url = try Command.temporaryFolder() }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ text: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Plain-text lists `a000.txt`, `a001.txt`, … with medicines that differ.
  func writeLists(_ count: Int) throws {
    let medicines = [
      "quinine", "verapamil", "metoprolol", "simvastatin", "warfarin", "furosemide", "zorbalix",
    ]
    for number in 0..<count {
      let lines = (0...(number % 5)).map {
        medicines[(number + $0 * 3) % medicines.count] + " \(number + 1) mg"
      }
      let digits = String(number)
      try write(
        "a" + String(repeating: "0", count: 3 - digits.count) + digits + ".txt",
        lines.joined(separator: "\n") + "\n")
    }
  }

  func scan(_ arguments: String..., input: String = "") throws -> Command.Answer {
    try scan(arguments, input: input)
  }

  func scan(_ arguments: [String], input: String = "") throws -> Command.Answer {
    try Command.run(["scan", "--today", "2026-11-24"] + arguments, input: input, in: url)
  }

  /// Runs a script in the folder, in which `$0` is the command.
  func shell(_ script: String) throws -> (status: Int32, standardError: String) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, Command.executable.path()]
    process.currentDirectoryURL = url
    process.standardError = errors
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }
}

/// Lines of JSON as objects.
func records(_ text: String) throws -> [[String: Any]] {
  try text.split(separator: "\n").map {
    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
  }
}

/// The paths that the records name, in order.
func sourcePaths(_ text: String) throws -> [String] {
  try records(text).compactMap { ($0["source"] as? [String: Any])?["path"] as? String }
}
