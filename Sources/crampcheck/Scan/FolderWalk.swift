import Glibc

/// Finds the files of a folder and everything below it, in the order of the names' bytes.
///
/// Names are bytes. Links are followed only where asked, and never to a place outside the folder.
struct FolderWalk {
  private let includesHidden: Bool
  private let followsLinks: Bool

  /// Paths of files, in order.
  private(set) var files: [[UInt8]] = []
  /// What could not be looked into, with the reason.
  private(set) var unread: [(path: [UInt8], reason: String)] = []
  /// Entries that were passed over because nobody asked for them.
  private(set) var hiddenCount = 0
  private(set) var linkCount = 0

  /// The folder without links, ended by a slash.
  private var root: [UInt8] = []
  /// Folders between the root and here, so that a link cannot lead round in a circle.
  private var open: [(device: dev_t, node: ino_t)] = []

  private static let mostLevels = 256

  init(includesHidden: Bool, followsLinks: Bool) {
    self.includesHidden = includesHidden
    self.followsLinks = followsLinks
  }

  /// Looks for files below `folder`.
  mutating func visit(_ folder: [UInt8]) {
    root = Self.real(folder) ?? folder
    if root.last != UInt8(ascii: "/") { root.append(UInt8(ascii: "/")) }
    enter(folder, level: 0)
  }

  private mutating func enter(_ folder: [UInt8], level: Int) {
    guard level < Self.mostLevels else {
      unread.append((folder, "folders are nested deeper than the limit of \(Self.mostLevels)"))
      return
    }
    let names: [[UInt8]]
    switch FolderNames.read(folder, followsLinks: level == 0 || followsLinks) {
    case .success(let list): names = list
    case .failure(let problem):
      unread.append((folder, "the folder cannot be read: \(SystemError.text(problem.number))"))
      return
    }
    var status = stat()
    if unsafe CommandLineBytes.withPath(folder, { unsafe stat($0, &status) }) == 0 {
      if open.contains(where: { $0.device == status.st_dev && $0.node == status.st_ino }) { return }
      open.append((status.st_dev, status.st_ino))
    } else {
      open.append((0, 0))
    }
    for name in names { take(name, in: folder, level: level) }
    open.removeLast()
  }

  private mutating func take(_ name: [UInt8], in folder: [UInt8], level: Int) {
    if name.first == UInt8(ascii: "."), !includesHidden {
      hiddenCount += 1
      return
    }
    let path = folder + (folder.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + name
    var status = stat()
    guard unsafe CommandLineBytes.withPath(path, { unsafe lstat($0, &status) }) == 0 else {
      unread.append((path, SystemError.text(errno)))
      return
    }
    if status.st_mode & S_IFMT == S_IFLNK {
      guard followsLinks else {
        linkCount += 1
        return
      }
      guard let target = Self.real(path), target.starts(with: root) else {
        unread.append((path, "the link leads outside the folder, or nowhere"))
        return
      }
      unsafe _ = CommandLineBytes.withPath(path) { unsafe stat($0, &status) }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: enter(path, level: level + 1)
    case S_IFREG: files.append(path)
    default: unread.append((path, "is not a regular file"))
    }
  }

  // MARK: The system

  /// The path without links; `nil` when it leads nowhere.
  private static func real(_ path: [UInt8]) -> [UInt8]? {
    guard let real = unsafe CommandLineBytes.withPath(path, { unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return unsafe Array(UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }
}
