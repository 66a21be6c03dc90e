import Glibc
import XMLEvents

/// What a scan was asked to read, file by file, in order.
struct ScanInputs {
  private(set) var files: [ScanFile] = []
  private(set) var unread: [UnreadInput] = []
  private(set) var hiddenCount = 0
  private(set) var linkCount = 0

  /// - Parameter paths: Files and folders as the user named them. What is named is read, hidden or linked as it may
  ///   be.
  init(_ paths: [String], includesHidden: Bool, followsLinks: Bool) {
    for path in paths {
      let bytes = CommandLineBytes.bytes(of: path)
      guard path != "-", Self.isFolder(path) else {
        files.append(ScanFile(path: bytes))
        continue
      }
      do throws(FolderTree.Problem) {
        take(try FolderTree(bytes, followsLinks: followsLinks), includesHidden)
      } catch {
        unread.append(UnreadInput(path: path, reason: error.asFileError.reason))
      }
    }
  }

  private mutating func take(_ tree: FolderTree, _ includesHidden: Bool) {
    var walk = FolderWalk(tree, includesHidden: includesHidden)
    walk.run()
    files += walk.files.map { ScanFile(path: tree.path(of: $0), tree: tree, place: $0) }
    unread += walk.unread.map {
      UnreadInput(path: CommandLineBytes.text(of: tree.path(of: $0.place)), reason: $0.reason)
    }
    hiddenCount += walk.hiddenCount
    linkCount += walk.linkCount
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe CatalogFile.withPath(path) { unsafe stat($0, &status) } == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// One file of a scan.
struct ScanFile: Sendable {
  /// Its name as bytes, as results show it; `-` is standard input.
  var path: [UInt8]
  /// The folder it was found in, and where below it; `nil` for a file that the user named.
  var tree: FolderTree?
  var place: [UInt8] = []
  /// What was read of standard input already, to see what it is.
  var start: [UInt8] = []

  var isStandardInput: Bool { path == [UInt8(ascii: "-")] }

  /// A file larger than this is refused: files are read whole.
  static let mostBytes = 1 << 30

  /// Hands an open descriptor to `body` and closes it.
  /// - Throws: `XMLError` of kind `missing` or `unreadable`, and what `body` throws.
  func withDescriptor<Result>(_ body: (Int32) throws(XMLError) -> Result) throws(XMLError) -> Result {
    if isStandardInput { return try body(STDIN_FILENO) }
    let descriptor = try open()
    defer { close(descriptor) }
    return try body(descriptor)
  }

  /// The bytes piece by piece.
  /// - Throws: `XMLError` of kind `missing` or `unreadable`.
  func bytes() throws(XMLError) -> FileBytes {
    if isStandardInput { return FileBytes(descriptor: STDIN_FILENO, after: start) }
    return try FileBytes(taking: try open())
  }

  /// Its size, or that of what it leads to; 0 when there is nothing.
  var byteCount: Int {
    var status = stat()
    return unsafe CommandLineBytes.withPath(path) { unsafe stat($0, &status) } == 0 ? Int(status.st_size) : 0
  }

  private func open() throws(XMLError) -> Int32 {
    if let tree {
      do throws(FolderTree.Problem) { return try tree.open(place) } catch { throw error.asFileError }
    }
    let descriptor = unsafe CommandLineBytes.withPath(path) {
      unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    }
    guard descriptor >= 0 else { throw FolderTree.Problem.system(errno).asFileError }
    return descriptor
  }
}
