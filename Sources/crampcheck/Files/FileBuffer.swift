import Glibc
import XMLEvents

/// Memory into which files are read whole, one after the other: fresh memory for each costs more than the reading.
struct FileBuffer {
  /// The file that was read last.
  private(set) var bytes: [UInt8] = []

  /// More than this is given back after a large file.
  private static let mostKept = 16 << 20
  private static let pieceSize = 1 << 16

  /// Reads a regular file, or standard input, to its end.
  /// - Throws: `XMLError` of kind `unreadable` or `limit`.
  mutating func read(_ descriptor: Int32, mostBytes: Int) throws(XMLError) {
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
    // One byte more than expected: the end shows without another piece of memory.
    bytes.reserveCapacity(expected + 1)
    while try readPiece(descriptor, atMost: max(expected + 1 - bytes.count, Self.pieceSize)) {
      guard bytes.count <= mostBytes else { throw limit }
    }
  }

  /// - Returns: False at the end.
  private mutating func readPiece(_ descriptor: Int32, atMost count: Int) throws(XMLError) -> Bool {
    let room = max(min(count, bytes.capacity - bytes.count), min(count, Self.pieceSize))
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
