import Foundation
import Testing

/// How far an import is shows on a terminal, and nowhere else.
@Suite struct ImportProgressTests {
  /// Runs an import with standard error on a pseudo-terminal. - Returns: what the terminal was sent.
  private static func sent(_ arguments: [String], input: Data? = nil) throws -> (
    status: Int32, terminal: String, output: String
  ) {
    var master: Int32 = 0
    var slave: Int32 = 0
    try #require(openpty(&master, &slave, nil, nil, nil) == 0)
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = arguments
    var environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"]
    environment["ASAN_OPTIONS"] = ProcessInfo.processInfo.environment["ASAN_OPTIONS"]
    process.environment = environment
    let output = Pipe()
    let standardInput = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle(fileDescriptor: slave)
    process.standardInput = standardInput
    try process.run()
    close(slave)
    if let input { try standardInput.fileHandleForWriting.write(contentsOf: input) }
    try standardInput.fileHandleForWriting.close()
    // A terminal nobody holds open any more answers with an error.
    var terminal: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      if count <= 0 { break }
      terminal += buffer[..<count]
    }
    close(master)
    let written = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: terminal, as: UTF8.self),
      String(decoding: written, as: UTF8.self)
    )
  }

  private static let list = "Tests/Fuzzing/Seeds/drug-list/own.xml"

  @Test func bytesDoneAndInAllShowAndAreGoneAtTheEnd() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "c.catalog").path
    let list = Command.package.appending(path: Self.list).path
    let answer = try Self.sent(["import", list, "-o", path])
    #expect(answer.status == 0, "\(answer.terminal)")
    #expect(answer.terminal.contains("0.0 of 0.0 MB, 100%, "))
    #expect(answer.terminal.contains(" MB/s; making the catalog"))
    #expect(answer.terminal.hasSuffix("\r\u{1B}[K"))
    #expect(answer.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["c.catalog"])
  }

  /// Nobody knows how much is to come on standard input.
  @Test func standardInputShowsWhatWasRead() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "c.catalog").path
    let list = try Data(contentsOf: Command.package.appending(path: Self.list))
    let answer = try Self.sent(["import", "-", "-o", path], input: list)
    #expect(answer.status == 0, "\(answer.terminal)")
    #expect(answer.terminal.contains("0.0 MB read, "))
    #expect(answer.terminal.hasSuffix("\r\u{1B}[K"))
  }

  /// The line makes room for what is wrong.
  @Test func aProblemStandsInALineOfItsOwn() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "c.catalog").path
    let list = try Data(contentsOf: Command.package.appending(path: Self.list)).dropLast(20)
    let answer = try Self.sent(["import", "-", "-o", path], input: list)
    #expect(answer.status == 65)
    #expect(answer.terminal.contains("\r\u{1B}[Kstandard input:"), "\(answer.terminal)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func aPipeGetsNoProgress() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "c.catalog").path
    let answer = try Command.run(["import", Self.list, "-o", path])
    #expect(answer.status == 0)
    #expect(answer.standardError.isEmpty)
  }
}
