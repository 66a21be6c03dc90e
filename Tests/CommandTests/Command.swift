import Foundation

/// The real binary, run as a user would, in a folder of its own.
struct Command {
  struct Answer {
    var status: Int32
    var standardOutput: String
    var standardError: String
  }

  /// The package's folder.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The executable that was built together with the tests.
  static let executable: URL = {
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return bundle.appending(path: "crampcheck")
  }()

  static func run(_ arguments: [String], input: String = "", in folder: URL? = nil) throws -> Answer {
    let standardInput = Pipe()
    return try run(arguments, standardInput, in: folder) {
      try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try standardInput.fileHandleForWriting.close()
    }
  }

  /// - Parameter bytes: What is on standard input; a command may stop reading it at any time.
  static func run(_ arguments: [String], bytes: Data, in folder: URL) throws -> Answer {
    let file = folder.appending(path: "standard-input")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try run(arguments, try FileHandle(forReadingFrom: file), in: folder) {}
  }

  private static func run(
    _ arguments: [String], _ standardInput: Any, in folder: URL?, afterwards: () throws -> Void
  ) throws -> Answer {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? package
    var environment = ["PATH": "/usr/bin:/bin", "TERM": "dumb"]
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
    process.environment = environment
    let output = Pipe()
    // A file, not a pipe: nobody reads it before the end, and a full pipe would stop the command for ever.
    let errors = FileManager.default.temporaryDirectory.appending(
      path: "crampcheck-errors-" + UUID().uuidString)
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = standardInput
    try process.run()
    try afterwards()
    let standardOutput = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let standardError = try Data(contentsOf: errors)
    return Answer(
      status: process.terminationStatus, standardOutput: String(decoding: standardOutput, as: UTF8.self),
      standardError: String(decoding: standardError, as: UTF8.self))
  }

  /// A new folder, removed by the caller.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "crampcheck-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
