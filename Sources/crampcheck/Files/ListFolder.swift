import Glibc
import ListArchives
import XMLEvents

/// A folder of lists.
enum ListFolder {
  /// The names in a folder but the hidden ones, in the order of their bytes; `nil` when the path is no folder that can
  /// be read.
  /// - Parameter followsLinks: Whether a link to a folder is one.
  static func names(_ path: String, followsLinks: Bool = true) -> [String]? {
    guard
      case .success(let names) = FolderNames.read(
        CommandLineBytes.bytes(of: path), followsLinks: followsLinks)
    else { return nil }
    return names.filter { $0.first != UInt8(ascii: ".") }.map(CommandLineBytes.text(of:))
  }
}

/// A regular file that is open for as long as this lives.
final class OpenFile {
  private let descriptor: Int32
  let byteCount: Int

  /// - Throws: `XMLError` of kind `missing` or `unreadable`.
  init(_ path: String, followsLinks: Bool) throws(XMLError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
    let opened = unsafe CatalogFile.withPath(path) { unsafe open($0, flags) }
    guard opened >= 0 else {
      throw errno == ENOENT
        ? XMLError(.missing) : XMLError(.unreadable("cannot be opened: \(SystemError.text(errno))"))
    }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw XMLError(.unreadable("is not a regular file"))
    }
    descriptor = opened
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The file as a zip archive, which may be used for longer than this lives.
  func zipArchive() throws(XMLError) -> ZipArchive {
    try ZipArchive(descriptor: descriptor, byteCount: byteCount)
  }
}
