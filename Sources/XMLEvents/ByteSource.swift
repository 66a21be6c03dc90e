import Glibc

/// Bytes of a document, chunk by chunk. Files, standard input and memory come through this one door.
package protocol ByteSource: AnyObject {
  /// Replaces `chunk` with the next bytes, at most about 64 KiB; leaves it empty at the end.
  func read(into chunk: inout [UInt8]) throws(XMLError)
}

/// Bytes already in memory.
package final class MemoryBytes: ByteSource {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  private let chunkSize: Int

  /// - Parameter chunkSize: How many bytes to hand out at a time; smaller only in tests.
  package init(_ bytes: [UInt8], chunkSize: Int = FileBytes.chunkSize) {
    self.bytes = bytes
    position = 0
    end = bytes.count
    self.chunkSize = max(1, chunkSize)
  }

  package func read(into chunk: inout [UInt8]) throws(XMLError) {
    let next = min(end, position + chunkSize)
    chunk.removeAll(keepingCapacity: true)
    chunk.append(contentsOf: bytes[position..<next])
    position = next
  }
}

/// A regular file, opened so that a device, a pipe or a link in a batch cannot hold us up.
package final class FileBytes: ByteSource {
  package static let chunkSize = 64 * 1024

  private let descriptor: Int32
  private let closesDescriptor: Bool
  /// Size at the time of opening, in bytes; 0 for standard input.
  package let byteCount: Int
  /// What was read already, and is handed out first.
  private var start: ArraySlice<UInt8> = []

  /// - Parameters:
  ///   - path: The file's name as bytes, without a final zero.
  ///   - followsLinks: False in batches, where a link may lead out of the folder.
  ///   - mostBytes: A larger file is refused.
  /// - Throws: `XMLError` of kind `missing`, `unreadable` or `limit`.
  package convenience init(path: [UInt8], followsLinks: Bool = true, mostBytes: Int = .max) throws(XMLError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
    let name = path.map { CChar(bitPattern: $0) } + [0]
    let opened = unsafe name.withUnsafeBufferPointer { unsafe open($0.baseAddress!, flags) }
    guard opened >= 0 else {
      throw errno == ENOENT
        ? XMLError(.missing) : XMLError(.unreadable("cannot be opened: \(Self.problem())"))
    }
    try self.init(taking: opened, mostBytes: mostBytes)
  }

  /// A file that somebody opened already; it is closed with this object, or now when it is refused.
  /// - Throws: `XMLError` of kind `unreadable` or `limit`.
  package init(taking opened: Int32, mostBytes: Int = .max) throws(XMLError) {
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw XMLError(.unreadable("is not a regular file"))
    }
    guard status.st_size <= mostBytes else {
      close(opened)
      throw XMLError(.limit("the file is larger than the limit of \(mostBytes) bytes"))
    }
    descriptor = opened
    closesDescriptor = true
    byteCount = Int(status.st_size)
  }

  /// Standard input, or another descriptor that somebody else closes.
  /// - Parameter start: What was read from it already, to be handed out first.
  package init(descriptor: Int32, after start: [UInt8] = []) {
    self.descriptor = descriptor
    self.start = start[...]
    closesDescriptor = false
    byteCount = 0
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  package func read(into chunk: inout [UInt8]) throws(XMLError) {
    if chunk.count != Self.chunkSize { chunk = [UInt8](repeating: 0, count: Self.chunkSize) }
    let filled = unsafe chunk.withUnsafeMutableBytes { bytes in
      Result { () throws(XMLError) in try unsafe self.read(into: bytes) }
    }
    let count = try filled.get()
    if count < chunk.count { chunk.removeLast(chunk.count - count) }
  }

  /// Fills `bytes` as far as the file goes.
  /// - Returns: How many bytes were read; fewer than there is room for at the end only.
  package func read(into bytes: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    var count = min(self.start.count, bytes.count)
    unsafe bytes.copyBytes(from: self.start.prefix(count))
    self.start = self.start.dropFirst(count)
    // A pipe gives what it has; fill the chunk so that results do not depend on how it was cut.
    while count < bytes.count {
      let got = unsafe Glibc.read(descriptor, start + count, bytes.count - count)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN, waitUntilReadable() { continue }
        throw XMLError(.unreadable("cannot be read: \(Self.problem())"))
      }
      count += got
    }
    return count
  }

  private func waitUntilReadable() -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, -1) > 0
  }

  private static func problem() -> String {
    guard let text = unsafe strerror(errno) else { return "error \(errno)" }
    let words = unsafe String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}

/// Hands every chunk of another source to an observer on the way: for sums over a file's bytes.
package final class ObservedBytes: ByteSource {
  private let source: any ByteSource
  private let observe: ([UInt8]) -> Void

  package init(_ source: any ByteSource, observe: @escaping ([UInt8]) -> Void) {
    self.source = source
    self.observe = observe
  }

  package func read(into chunk: inout [UInt8]) throws(XMLError) {
    try source.read(into: &chunk)
    observe(chunk)
  }
}
