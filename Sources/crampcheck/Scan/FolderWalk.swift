import Glibc

/// Finds the files of a folder and everything below it, in the order of the names' bytes.
///
/// Names are bytes. Links are followed only where the tree follows them, and never to a place outside the folder.
struct FolderWalk {
  private let tree: FolderTree
  private let includesHidden: Bool

  /// Places of files below the tree's folder, in order.
  private(set) var files: [[UInt8]] = []
  /// What could not be looked into, with the reason.
  private(set) var unread: [(place: [UInt8], reason: String)] = []
  /// Entries that were passed over because nobody asked for them.
  private(set) var hiddenCount = 0
  private(set) var linkCount = 0

  /// Folders between the root and here, so that a link cannot lead round in a circle.
  private var open: [(device: dev_t, node: ino_t)] = []

  private static let mostLevels = 256

  init(_ tree: FolderTree, includesHidden: Bool) {
    self.tree = tree
    self.includesHidden = includesHidden
  }

  /// Looks for files.
  mutating func run() { enter(tree.descriptor, [], level: 0) }

  /// - Parameter folder: A descriptor that stays open.
  private mutating func enter(_ folder: Int32, _ place: [UInt8], level: Int) {
    guard level < Self.mostLevels else {
      unread.append((place, "folders are nested deeper than the limit of \(Self.mostLevels)"))
      return
    }
    var status = stat()
    unsafe _ = fstat(folder, &status)
    if open.contains(where: { $0.device == status.st_dev && $0.node == status.st_ino }) { return }
    open.append((status.st_dev, status.st_ino))
    defer { open.removeLast() }
    switch FolderNames.read(descriptor: folder) {
    case .success(let names):
      for name in names { take(name, in: folder, place, level: level) }
    case .failure(let problem): noteUnreadFolder(place, problem.number)
    }
  }

  private mutating func take(_ name: [UInt8], in folder: Int32, _ place: [UInt8], level: Int) {
    if name.first == UInt8(ascii: "."), !includesHidden {
      hiddenCount += 1
      return
    }
    let place = place.isEmpty ? name : place + [UInt8(ascii: "/")] + name
    var status = stat()
    let isKnown = unsafe CommandLineBytes.withPath(name) {
      unsafe fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) == 0
    }
    guard isKnown else {
      unread.append((place, SystemError.text(errno)))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK where tree.followsLinks: takeLink(place, level: level)
    case S_IFLNK: linkCount += 1
    case S_IFDIR:
      let inner = FolderTree.open(name, in: folder, isFolder: true)
      guard inner >= 0 else { return noteUnreadFolder(place, errno) }
      defer { close(inner) }
      enter(inner, place, level: level + 1)
    case S_IFREG: files.append(place)
    default: unread.append((place, "is not a regular file"))
    }
  }

  private mutating func takeLink(_ place: [UInt8], level: Int) {
    do throws(FolderTree.Problem) {
      let target = try tree.open(place)
      defer { close(target) }
      var status = stat()
      unsafe _ = fstat(target, &status)
      switch status.st_mode & S_IFMT {
      case S_IFDIR: enter(target, place, level: level + 1)
      case S_IFREG: files.append(place)
      default: unread.append((place, "is not a regular file"))
      }
    } catch {
      unread.append((place, "the link leads outside the folder, or nowhere"))
    }
  }

  private mutating func noteUnreadFolder(_ place: [UInt8], _ number: Int32) {
    unread.append((place, "the folder cannot be read: \(SystemError.text(number))"))
  }
}
