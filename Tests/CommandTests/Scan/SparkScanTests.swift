import Foundation
import Testing

/// The PySpark job in local-cluster mode, where PySpark and Java are at hand: `PYSPARK_PYTHON` names another Python
/// than `python3`.
@Suite struct SparkScanTests {
  private static func python(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      [ProcessInfo.processInfo.environment["PYSPARK_PYTHON"] ?? "python3"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private static let isHere =
    (try? python(["-c", "import pyspark, shutil, sys; sys.exit(shutil.which('java') is None)"])) == 0

  private static let script = Command.package.appending(path: "Tests/SparkScan/test_scan.py").path()

  @Test(.enabled(if: isHere)) func theJobGivesWhatAScanOnOneMachineGives() throws {
    #expect(
      try Self.python([Self.script, "--crampcheck", Command.executable.path(), "--lines", "1000"]) == 0)
  }
}
