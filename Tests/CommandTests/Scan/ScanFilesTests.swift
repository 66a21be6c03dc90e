import Foundation
import Testing

@Suite struct ScanFilesTests {
  @Test func filesComeInTheOrderOfTheirNamesHoweverManyThreadsWork() throws {
    let folder = try ScanFolder()
    try folder.writeLists(60)
    try folder.write("b/c/deep.txt", "quinine\n")
    try folder.write("b/z.csv", "patient,medication\nP1,warfarin\nP2,quinine\nP1,aspirin\n")
    let one = try folder.scan(".", "--jobs", "1")
    let four = try folder.scan(".", "--jobs", "4")
    #expect(one.standardOutput == four.standardOutput)
    #expect(one.status == four.status)
    let paths = try sourcePaths(one.standardOutput)
    #expect(paths.count == 63)
    #expect(paths == paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    #expect(paths.suffix(3) == ["./b/c/deep.txt", "./b/z.csv", "./b/z.csv"])
  }

  struct Ending: Sendable {
    var files: [String: String]
    var arguments: [String] = ["."]
    var status: Int32
  }

  @Test(arguments: [
    Ending(files: ["a.txt": "paracetamol\n"], status: 0),
    Ending(files: ["a.txt": "paracetamol\n", "b.txt": "verapamil\nmetoprolol\n"], status: 1),
    Ending(
      files: ["b.txt": "verapamil\nmetoprolol\n"], arguments: [".", "--fail-on", "never"], status: 0),
    Ending(files: ["a.txt": "zorbalix\n", "b.txt": "verapamil\nmetoprolol\n"], status: 2),
    Ending(files: ["a.txt": "paracetamol\n", "b.json": "{\"a\":"], status: 2),
    Ending(files: ["b.json": "{\"a\":"], arguments: ["b.json"], status: 65),
    Ending(files: ["b.json": "{\"a\":"], arguments: ["."], status: 2),
    Ending(files: [:], arguments: ["none.txt"], status: 66),
    Ending(files: ["a.txt": "paracetamol\n"], arguments: ["a.txt", "none.txt"], status: 2),
    Ending(files: [:], arguments: [], status: 64),
    Ending(files: [:], arguments: [".", "--jobs", "0"], status: 64),
    Ending(files: [:], arguments: [".", "--resume"], status: 64),
    Ending(files: [:], arguments: [".", "--only", "nothing"], status: 64),
    Ending(files: [:], arguments: [".", "--drug", "zorbalix"], status: 64),
    Ending(files: [:], arguments: [".", "-o", "no/folder/out"], status: 73),
    Ending(files: ["a.txt": "paracetamol\n"], arguments: [".", "-o", "/dev/full"], status: 74),
    Ending(files: ["a.txt": "paracetamol\n"], arguments: [".", "--catalog", "/nonexistent"], status: 78),
  ])
  func endsWithItsStatus(_ ending: Ending) throws {
    let folder = try ScanFolder()
    for (name, text) in ending.files { try folder.write(name, text) }
    let answer = try Command.run(["scan"] + ending.arguments, in: folder.url)
    #expect(answer.status == ending.status, "\(ending): \(answer.standardError)")
  }

  @Test func hiddenAndLinkedFilesAreReadOnlyWhereAskedAndNeverOutsideTheFolder() throws {
    let folder = try ScanFolder()
    try folder.write("in/a.txt", "quinine\n")
    try folder.write("in/.hidden/b.txt", "warfarin\n")
    try folder.write("out/secret.txt", "digoxin\n")
    let files = FileManager.default
    func link(_ name: String, to target: String) throws {
      try files.createSymbolicLink(
        atPath: folder.url.appending(path: "in/" + name).path(), withDestinationPath: target)
    }
    try link("inside.txt", to: "a.txt")
    try link("outside.txt", to: "../out/secret.txt")
    try link("outfolder", to: "../out")
    try link("round", to: ".")
    let plain = try folder.scan("in", "--fail-on", "never")
    #expect(try sourcePaths(plain.standardOutput) == ["in/a.txt"])
    #expect(plain.standardError.contains("1 hidden") && plain.standardError.contains("4 links"))
    let all = try folder.scan("in", "--hidden", "--follow-links")
    #expect(
      try sourcePaths(all.standardOutput) == ["in/.hidden/b.txt", "in/a.txt", "in/inside.txt"])
    #expect(!all.standardOutput.contains("digoxin"))
    #expect(all.status == 2)
    #expect(all.standardError.contains("in/outside.txt: error: the link leads outside the folder"))
    #expect(all.standardError.contains("in/outfolder: error: the link leads outside the folder"))
  }

  @Test func aNameThatIsNoUTF8IsReadAndNamed() throws {
    let folder = try ScanFolder()
    let path = Array(folder.url.path().utf8) + Array("/a".utf8) + [0xFF] + Array(".txt".utf8) + [0]
    let file = try #require(
      path.withUnsafeBytes { fopen($0.baseAddress!.assumingMemoryBound(to: CChar.self), "w") })
    fputs("zorbalix\n", file)
    fclose(file)
    let answer = try folder.scan(".")
    #expect(answer.status == 2)
    #expect(try records(answer.standardOutput).count == 1)
  }

  /// Every file of a salted folder is either a record or a line on standard error, and the good ones come out as if
  /// they were alone.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: attacks.path())))
  func attacksHurtNobodyElse() throws {
    let folder = try ScanFolder()
    try folder.writeLists(200)
    let alone = try folder.scan(".")
    let salted = try folder.scan(".", Self.attacks.path())
    #expect(salted.status == 2)
    #expect(salted.standardOutput.hasPrefix(alone.standardOutput))
    let named = Set(
      salted.standardError.components(separatedBy: "\n").map { $0.components(separatedBy: ": error:")[0] }.map
      {
        $0.replacing(#/(:\d+)+$/#, with: "")
      })
    let shown = Set(try sourcePaths(salted.standardOutput))
    let files = try #require(
      FileManager.default.enumerator(at: Self.attacks, includingPropertiesForKeys: [.isRegularFileKey]))
    for case let file as URL in files {
      let isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false
      guard isFile, !file.lastPathComponent.hasPrefix(".") else { continue }
      let path = file.path()
      let isKnown =
        shown.contains(path) || named.contains(path) || path.utf8.contains { $0 == UInt8(ascii: "%") }
      #expect(isKnown, "\(path)")
    }
  }

  static let attacks = Command.package.deletingLastPathComponent().appending(path: "shared/corpus/attacks")
}
