import Foundation
import Glibc
import Synchronization
import Testing

/// Folders that somebody swaps for links while a scan runs.
@Suite struct ScanSwapTests {
  /// The scan of a tree whose folders lead out of it, in turn, for as long as it runs.
  @Test(arguments: [[], ["--follow-links"]]) func aFolderSwappedForALinkLeadsNowhere(_ options: [String])
    throws
  {
    let folder = try ScanFolder()
    let wards = (0..<30).map { "ward\($0)" }
    for ward in wards {
      for patient in 0..<10 {
        try folder.write("tree/\(ward)/p\(patient).txt", "quinine\n")
        try folder.write("outside/\(ward)/p\(patient).txt", "digoxin\n")
      }
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.path() + "/link-" + ward, withDestinationPath: "../outside/" + ward)
    }
    let swapper = Swapper(
      wards.map { (folder.url.path() + "/tree/" + $0, folder.url.path() + "/link-" + $0) })
    swapper.start()
    var answers: [Command.Answer] = []
    for _ in 0..<10 { answers.append(try folder.scan(["tree", "--jobs", "2"] + options)) }
    swapper.stop()
    #expect(swapper.count > 100)
    for answer in answers {
      #expect([0, 1, 2, 65, 66].contains(answer.status))
      #expect(!answer.standardOutput.lowercased().contains("digoxin"))
    }
    // The swaps met the scans at work.
    let refused = answers.filter {
      $0.standardError.contains("cannot be opened") || $0.standardError.contains("leads outside the folder")
    }
    #expect(!refused.isEmpty)
    // What is left alone is read again, whole.
    swapper.putBack()
    #expect(try sourcePaths(folder.scan(["tree"]).standardOutput).count == 300)
  }
}

/// Puts links where folders were, and folders where links were.
private final class Swapper: Sendable {
  private let pairs: [(folder: String, link: String)]
  private let isStopped = Atomic<Bool>(false)
  private let turns = Atomic<Int>(0)
  private let ended = DispatchSemaphore(value: 0)

  init(_ pairs: [(String, String)]) { self.pairs = pairs }

  var count: Int { turns.load(ordering: .relaxed) }

  func start() {
    Thread.detachNewThread {
      while !self.isStopped.load(ordering: .relaxed) {
        let turn = self.turns.load(ordering: .relaxed)
        self.swap(turn % self.pairs.count)
        self.turns.store(turn + 1, ordering: .relaxed)
        usleep(100)
      }
      self.ended.signal()
    }
  }

  func stop() {
    isStopped.store(true, ordering: .relaxed)
    ended.wait()
  }

  /// Puts every folder back.
  func putBack() {
    for number in pairs.indices where Self.isLink(pairs[number].folder) { swap(number) }
  }

  private func swap(_ number: Int) {
    let (folder, link) = pairs[number]
    rename(folder, link + "-away")
    rename(link, folder)
    rename(link + "-away", link)
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
