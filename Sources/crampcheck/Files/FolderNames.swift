import Glibc

/// The names in a folder, which are bytes and may be no UTF-8.
enum FolderNames {
  /// The number of a failed system call.
  struct Problem: Error {
    var number: Int32
  }

  /// The names without `.` and `..`, in the order of their bytes. A folder that could not be read to its end fails:
  /// a part of its names would pass for all.
  /// - Parameter followsLinks: Whether a link to a folder is one.
  static func read(_ folder: [UInt8], followsLinks: Bool) -> Result<[[UInt8]], Problem> {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = unsafe CommandLineBytes.withPath(folder) { unsafe open($0, flags) }
    guard descriptor >= 0 else { return .failure(Problem(number: errno)) }
    defer { close(descriptor) }
    return read(descriptor: descriptor)
  }

  /// The same for a folder that is open, and stays so.
  static func read(descriptor folder: Int32) -> Result<[[UInt8]], Problem> {
    let descriptor = fcntl(folder, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return .failure(Problem(number: errno)) }
    guard let stream = unsafe fdopendir(descriptor) else {
      let problem = Problem(number: errno)
      close(descriptor)
      return .failure(problem)
    }
    defer { unsafe _ = closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name: [UInt8] = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
        unsafe Array(field.prefix { $0 != 0 })
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    if errno != 0 { return .failure(Problem(number: errno)) }
    return .success(names.sorted { $0.lexicographicallyPrecedes($1) })
  }
}
