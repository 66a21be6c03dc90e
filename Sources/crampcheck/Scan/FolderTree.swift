import Glibc
import XMLEvents

/// A folder held open, and what lies below it.
///
/// Everything is opened name by name from the folder's descriptor, and links are read and followed by hand. So nothing
/// outside the folder is opened, whatever is swapped for a link while a scan runs.
final class FolderTree: Sendable {
  /// As the user named it.
  let path: [UInt8]
  let followsLinks: Bool
  let descriptor: Int32
  /// What absolute links may begin with.
  private let ownPaths: [[UInt8]]

  /// Why a place could not be opened.
  enum Problem: Error {
    /// The number of a failed system call.
    case system(Int32)
    /// A link leads out of the folder.
    case outside
  }

  private static let mostLinks = 40
  private static let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW

  /// - Throws: `Problem` when the folder cannot be read.
  init(_ path: [UInt8], followsLinks: Bool) throws(Problem) {
    descriptor = unsafe CommandLineBytes.withPath(path) {
      unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
    }
    guard descriptor >= 0 else { throw .system(errno) }
    self.path = path
    self.followsLinks = followsLinks
    ownPaths = [path, Self.real(path)].compactMap { $0 }.filter { $0.first == UInt8(ascii: "/") }
  }

  deinit { close(descriptor) }

  /// A path for messages and results.
  func path(of place: [UInt8]) -> [UInt8] {
    path + (path.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + place
  }

  /// Opens a file or folder.
  /// - Parameter place: Names below the folder, with slashes between them.
  /// - Returns: A descriptor, the caller's to close.
  func open(_ place: [UInt8]) throws(Problem) -> Int32 {
    var folders: [Int32] = []
    defer { for folder in folders { close(folder) } }
    var names = Self.names(place)
    var links = 0
    while let name = names.popLast() {
      let here = folders.last ?? descriptor
      if name == Array("..".utf8) {
        guard let left = folders.popLast() else { throw .outside }
        close(left)
        continue
      }
      let opened = Self.open(name, in: here, isFolder: !names.isEmpty)
      if opened >= 0, names.isEmpty { return opened }
      if opened >= 0 {
        folders.append(opened)
        continue
      }
      let problem = errno
      guard followsLinks, let target = Self.target(of: name, in: here) else { throw .system(problem) }
      links += 1
      guard links <= Self.mostLinks else { throw .system(ELOOP) }
      if target.first == UInt8(ascii: "/") {
        names += Self.names(try below(target))
        for folder in folders { close(folder) }
        folders = []
      } else {
        names += Self.names(target)
      }
    }
    let copy = fcntl(folders.last ?? descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw .system(errno) }
    return copy
  }

  /// Opens what stands in a folder under one name, unless that is a link.
  /// - Returns: A descriptor; negative with `errno` set when it cannot be had.
  static func open(_ name: [UInt8], in folder: Int32, isFolder: Bool) -> Int32 {
    unsafe CommandLineBytes.withPath(name) {
      unsafe openat(folder, $0, flags | (isFolder ? O_DIRECTORY : 0))
    }
  }

  /// The rest of an absolute path that begins with the folder's own.
  private func below(_ target: [UInt8]) throws(Problem) -> [UInt8] {
    for own in ownPaths {
      let rest = target.dropFirst(own.count)
      if target.starts(with: own),
        rest.isEmpty || rest.first == UInt8(ascii: "/") || own.last == UInt8(ascii: "/")
      {
        return Array(rest)
      }
    }
    throw .outside
  }

  /// The names of a path, the first at the end.
  private static func names(_ path: [UInt8]) -> [[UInt8]] {
    path.split(separator: UInt8(ascii: "/")).map { Array($0) }.filter { $0 != Array(".".utf8) }.reversed()
  }

  // MARK: The system

  /// Where a link leads; `nil` for what is none.
  private static func target(of name: [UInt8], in folder: Int32) -> [UInt8]? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe CommandLineBytes.withPath(name) { name in
      unsafe target.withUnsafeMutableBufferPointer { room in
        unsafe room.baseAddress.map { unsafe readlinkat(folder, name, $0, room.count) } ?? -1
      }
    }
    return count > 0 && count < target.count ? target.prefix(count).map { UInt8(bitPattern: $0) } : nil
  }

  /// The path without links; `nil` when it leads nowhere.
  private static func real(_ path: [UInt8]) -> [UInt8]? {
    guard let real = unsafe CommandLineBytes.withPath(path, { unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return unsafe Array(UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }
}

extension FolderTree.Problem {
  /// For a message about a file.
  var asFileError: XMLError {
    switch self {
    case .system(ENOENT): XMLError(.missing)
    case .system(ELOOP): XMLError(.unreadable("cannot be opened: it is a link now"))
    case .system(let number): XMLError(.unreadable("cannot be opened: \(SystemError.text(number))"))
    case .outside: XMLError(.unreadable("cannot be opened: the link leads outside the folder"))
    }
  }
}
