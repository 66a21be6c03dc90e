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
  private static let smallPage = 4096
  private static let largePage = 2 << 20
  /// What the array and the allocator write before the bytes, and some more.
  private static let bytesOfAllocators = 256

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
    reserve(expected + Self.roomBehind)
    bytes += start
    while try readPiece(descriptor) {
      guard bytes.count <= mostBytes else { throw limit }
    }
  }

  /// For a large file, memory that comes at once and in large pages, where the system has them: a thousand small ones
  /// cost more than the reading. Whole numbers of large pages are placed where large pages begin.
  private mutating func reserve(_ count: Int) {
    guard count >= Self.largePage / 2 else { return bytes.reserveCapacity(max(count, Self.pieceSize)) }
    let pages = (count + Self.bytesOfAllocators + Self.largePage - 1) / Self.largePage
    bytes.reserveCapacity(pages * Self.largePage - Self.bytesOfAllocators)
    unsafe bytes.withUnsafeMutableBytes { buffer in
      // Advice only: errors change nothing.
      let address = Int(bitPattern: buffer.baseAddress) / Self.smallPage * Self.smallPage
      let start = unsafe UnsafeMutableRawPointer(bitPattern: address)
      unsafe _ = madvise(start, pages * Self.largePage, MADV_HUGEPAGE)
      unsafe _ = madvise(start, count / Self.smallPage * Self.smallPage, Int32(MADV_POPULATE_WRITE))
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
