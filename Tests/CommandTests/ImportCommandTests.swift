import Foundation
import Testing

@Suite struct ImportCommandTests {
  private static let lists: [String] = {
    let folder = Command.package.appending(path: "Data")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted().map { "Data/" + $0 }
  }()

  /// The catalog in the binary is what importing the lists gives, byte for byte.
  @Test func theShippedCatalogIsMadeFromData() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "made.catalog").path
    #expect(Self.lists.count > 20)
    let answer = try Command.run(["import"] + Self.lists + ["-o", path])
    #expect(answer.status == 0, "\(answer.standardError)")
    let made = try Data(contentsOf: URL(filePath: path))
    let shipped = try Data(
      contentsOf: Command.package.appending(path: "Sources/DefaultCatalog/default.catalog"))
    // Not inside #expect: it would look for the difference of nine megabytes, for hours.
    let isSame = made == shipped
    #expect(isSame, "run: crampcheck import Data/*.xml -o Sources/DefaultCatalog/default.catalog")
    #expect(try Command.run(["catalog", "verify", path]).status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["made.catalog"])
  }

  @Test func aBadListLeavesTheOldCatalogAlone() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try "old".write(to: folder.appending(path: "c.catalog"), atomically: false, encoding: .utf8)
    try "<drug-list".write(to: folder.appending(path: "bad.xml"), atomically: false, encoding: .utf8)
    let answer = try Command.run(["import", "bad.xml", "-o", "c.catalog"], in: folder)
    #expect(answer.status == 65)
    #expect(answer.standardError.hasPrefix("bad.xml:1:"))
    #expect(try String(contentsOf: folder.appending(path: "c.catalog"), encoding: .utf8) == "old")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["bad.xml", "c.catalog"])
  }

  @Test func foreignAndDamagedCatalogsAreRefusedByName() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try "no catalog at all, but long enough to hold a header of sixty-four bytes".write(
      to: folder.appending(path: "foreign"), atomically: false, encoding: .utf8)
    let foreign = try Command.run(["catalog", "verify", "foreign"], in: folder)
    #expect(foreign.status == 78)
    #expect(foreign.standardError.contains("not a crampcheck catalog"))
    var bytes = try Data(
      contentsOf: Command.package.appending(path: "Sources/DefaultCatalog/default.catalog"))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: folder.appending(path: "damaged"))
    let damaged = try Command.run(["drug", "quinine", "--catalog", "damaged"], in: folder)
    #expect(damaged.status == 78)
    #expect(damaged.standardError.contains("damaged"))
    #expect(damaged.standardOutput.isEmpty)
  }

  @Test func catalogInfoCountsWhatIsShipped() throws {
    let answer = try Command.run(["catalog", "info", "--format", "json"])
    let info = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.standardOutput.utf8)) as? [String: Any])
    let counts = try #require(info["counts"] as? [String: Int])
    let least = [
      "drugsWithRole": 400, "drugs": 4000, "names": 20_000, "combinations": 3000, "interactionRules": 1000,
      "sources": 150,
    ]
    for (key, count) in least { #expect(counts[key, default: 0] >= count, "\(key)") }
  }

  /// A full disk must not look like success, not even for help.
  @Test(arguments: [
    ["--help"], ["catalog", "info"], ["drug", "quinine", "--format", "json"], ["check", "-h"],
  ])
  func whatAFullDeviceDoesNotTakeIsNoSuccess(arguments: [String]) throws {
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }

  /// A second import of the same catalog is told so, and the mode of the catalog stays.
  @Test func aSecondImportIsLockedOutAndTheModeIsKept() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "c.catalog").path
    let list = Command.package.appending(path: "Tests/Fuzzing/Seeds/drug-list/own.xml").path
    #expect(try Command.run(["import", list, "-o", path]).status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let lock = open(path + ".lock", O_RDWR | O_CREAT, 0o600)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let second = try Command.run(["import", list, "-o", path])
    #expect(second.status == 73)
    #expect(second.standardError.contains("another import is writing this catalog"))
    #expect(flock(lock, LOCK_UN) == 0)
    #expect(try Command.run(["import", list, "-o", path]).status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["c.catalog"])
  }

  @Test(arguments: [("2026-11-24", 0, Int32(0)), ("2027-01-24", 30, 78), ("2000-01-01", 30, 78)])
  func catalogsPastTheirAgeAreRefused(today: String, most: Int, status: Int32) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "c.catalog").path
    let list = Command.package.appending(path: "Tests/Fuzzing/Seeds/drug-list/own.xml").path
    #expect(try Command.run(["import", list, "-o", path]).status == 0)
    let answer = try Command.run([
      "drug", "quinine", "--catalog", path, "--max-age", "\(most)", "--today", today,
    ])
    #expect(answer.status == status, "\(answer.standardError)")
  }
}
