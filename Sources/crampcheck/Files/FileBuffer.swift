import Glibc
import XMLEvents

/// Memory into which files are read whole, one after the other: fresh memory for each costs more than the reading.
struct FileBuffer {
  /// The file that was read last.
  private(set) var bytes: [UInt8] = []

  /// More than this is given back after a large file.
  private static let mostKept = 16 << 20
  private static let pieceSize = 1 << 16
  /// More than one byte: the end shows without another piece of memory, and parsers that look past the end, which is
  /// how they are fast, need no copy.
  private static let roomBehind = 128
  private static let leastPopulated = 1 << 18

  /// Reads a regular file, or standard input, to its end.
  /// - Parameter start: What was read from it already.
  /// - Throws: `XMLError` of kind `unreadable` or `limit`.
  mutating func read(_ descriptor: Int32, after start: [UInt8] = [], mostBytes: Int) throws(XMLError) {
    if bytes.capacity > Self.mostKept { bytes = [] } else { bytes.removeAll(keepingCapacity: true) }
    var expected = 0
    if descriptor != STDIN_FILENO {
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw XMLError(.unreadable("is not a regular file"))
      }
      expected = Int(status.st_size)
    }
    let limit = XMLError(.limit("the input is larger than the limit of \(mostBytes) bytes; split it"))
    guard expected <= mostBytes else { throw limit }
    bytes.reserveCapacity(max(expected + Self.roomBehind, Self.pieceSize))
    populate(expected)
    bytes += start
    while try readPiece(descriptor) {
      guard bytes.count <= mostBytes else { throw limit }
    }
  }

  /// Asks for the memory of a large file at once: pages that come one by one, as they are filled, cost several times as
  /// much. Advice only.
  private mutating func populate(_ expected: Int) {
    guard expected >= Self.leastPopulated else { return }
    unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      let page = 4096
      let start = (Int(bitPattern: base) + page - 1) / page * page
      let end = (Int(bitPattern: base) + expected) / page * page
      if start < end {
        unsafe _ = madvise(
          UnsafeMutableRawPointer(bitPattern: start), end - start, Int32(MADV_POPULATE_WRITE))
      }
    }
  }

  /// - Returns: False at the end.
  private mutating func readPiece(_ descriptor: Int32) throws(XMLError) -> Bool {
    let left = bytes.capacity - bytes.count
    let room = left > 0 ? left : max(Self.pieceSize, bytes.count)
    var got = 0
    bytes.append(addingCapacity: room) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, filled in
        unsafe got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        filled = max(0, got)
      }
    }
    if got > 0 { return true }
    if got == 0 { return false }
    let number = errno
    if number == EINTR || (number == EAGAIN && waitUntilReadable(descriptor)) { return true }
    throw XMLError(.unreadable("cannot be read: \(SystemError.text(number))"))
  }

  private func waitUntilReadable(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, -1) > 0
  }
}
