import Glibc

/// What a scan was asked to read, file by file, in order.
struct ScanInputs {
  /// Files as bytes; `-` is standard input.
  private(set) var files: [ScanFile] = []
  private(set) var unread: [UnreadInput] = []
  private(set) var hiddenCount = 0
  private(set) var linkCount = 0

  /// - Parameter paths: Files and folders as the user named them. What is named is read, hidden or linked as it may
  ///   be.
  init(_ paths: [String], includesHidden: Bool, followsLinks: Bool) {
    for path in paths {
      guard path != "-", Self.isFolder(path) else {
        files.append(ScanFile(path: CommandLineBytes.bytes(of: path), followsLinks: true))
        continue
      }
      var walk = FolderWalk(includesHidden: includesHidden, followsLinks: followsLinks)
      walk.visit(CommandLineBytes.bytes(of: path))
      files += walk.files.map { ScanFile(path: $0, followsLinks: followsLinks) }
      unread += walk.unread.map {
        UnreadInput(path: CommandLineBytes.text(of: $0.path), reason: $0.reason)
      }
      hiddenCount += walk.hiddenCount
      linkCount += walk.linkCount
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe CatalogFile.withPath(path) { unsafe stat($0, &status) } == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// One file of a scan.
struct ScanFile: Sendable {
  /// Its name, as bytes.
  var path: [UInt8]
  var followsLinks: Bool

  /// Its size, or that of what it leads to; 0 when there is nothing.
  var byteCount: Int {
    var status = stat()
    return unsafe CommandLineBytes.withPath(path) { unsafe stat($0, &status) } == 0 ? Int(status.st_size) : 0
  }
}
