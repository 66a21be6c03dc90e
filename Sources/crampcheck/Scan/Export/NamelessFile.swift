import Glibc

/// A file of the folder of `--spill-dir` without a name: nobody else can open it, and whatever becomes of the process,
/// nothing is left of it. One thread at a time.
final class NamelessFile: @unchecked Sendable {
  private let descriptor: Int32
  /// Bytes that were written.
  private(set) var count = 0

  /// - Throws: `Failure` with status 73.
  init(in folder: String) throws(Failure) {
    let name = "\(folder)/.crampcheck-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    descriptor = unsafe CatalogFile.withPath(name) {
      unsafe open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard descriptor >= 0 else {
      throw Failure(
        .cannotCreateOutput,
        "\(PrintableText.escaped(folder)): error: cannot be used by --spill-dir: \(SystemError.text(errno))")
    }
    unsafe CatalogFile.withPath(name) { unsafe _ = unlink($0) }
  }

  deinit { close(descriptor) }

  /// Drops all that was written.
  /// - Throws: `Failure` with status 74, as everything below.
  func empty() throws(Failure) {
    guard ftruncate(descriptor, 0) == 0 else { throw problem("cannot be emptied") }
    count = 0
  }

  /// Writes behind what was written.
  func append<Element: BitwiseCopyable>(_ elements: [Element]) throws(Failure) {
    var written = 0
    while written < elements.count * MemoryLayout<Element>.stride {
      let accepted = unsafe elements.withUnsafeBytes { bytes in
        unsafe pwrite(
          descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written, off_t(count))
      }
      if accepted < 0, errno != EINTR { throw problem("cannot hold all that is spilled") }
      written += max(0, accepted)
      count += max(0, accepted)
    }
  }

  /// Reads what stands at an offset, and no more than there is room for.
  /// - Parameters:
  ///   - first: Where in `elements` the room begins.
  ///   - offset: In bytes.
  /// - Returns: How many bytes; 0 at the end.
  func read<Element: BitwiseCopyable>(
    into elements: inout [Element], from first: Int = 0, at offset: Int
  ) throws(Failure) -> Int {
    while true {
      let got = unsafe elements.withUnsafeMutableBytes { bytes in
        let room = unsafe UnsafeMutableRawBufferPointer(
          rebasing: bytes[(first * MemoryLayout<Element>.stride)...])
        return unsafe pread(descriptor, room.baseAddress, room.count, off_t(offset))
      }
      if got >= 0 { return got }
      if errno != EINTR { throw problem("cannot be read") }
    }
  }

  func problem(_ what: String) -> Failure {
    Failure(.outputFailed, "crampcheck: error: the folder of --spill-dir \(what): \(SystemError.text(errno))")
  }
}
