import CheckReport
import Glibc

/// Results that wait for their place, in a file without a name: nobody else can open it, and whatever becomes of the
/// process, nothing is left of it.
final class SpillFile {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// What of `buffer` was handed out while reading.
  private var start = 0

  private static let bufferSize = 1 << 18
  private static let headSize = 16

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

  /// Appends a result.
  /// - Parameters:
  ///   - range: Where it stands in `results`.
  ///   - place: Never lower than that of the result before it.
  /// - Throws: `Failure` with status 74.
  func append(_ results: OutputBytes, _ range: Range<Int>, place: UInt64) throws(Failure) {
    for number in [place, UInt64(range.count)] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        buffer.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    unsafe results.withBytes { unsafe buffer += $0[range] }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  private func flush() throws(Failure) {
    var written = 0
    while written < buffer.count {
      let count = unsafe buffer.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
      }
      if count < 0, errno != EINTR { throw problem("cannot hold all that is spilled") }
      written += max(0, count)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  // MARK: Reading

  /// Goes back to the first result.
  func rewind() throws(Failure) {
    try flush()
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw problem("cannot be read") }
    start = 0
  }

  /// The place of the next result; `nil` at the end.
  func nextPlace() throws(Failure) -> UInt64? {
    guard try holds(Self.headSize) else { return nil }
    return number(at: start)
  }

  /// Takes the next result, behind `nextPlace`.
  func next(into output: OutputBytes) throws(Failure) {
    let count = Int(truncatingIfNeeded: number(at: start + 8))
    guard try holds(Self.headSize + count) else { throw problem("ends too early") }
    output.append(buffer[(start + Self.headSize)..<(start + Self.headSize + count)])
    start += Self.headSize + count
  }

  private func number(at index: Int) -> UInt64 {
    buffer[index..<(index + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads on until that many bytes are at hand; false when the file ends before.
  private func holds(_ count: Int) throws(Failure) -> Bool {
    while buffer.count - start < count {
      buffer.removeFirst(start)
      start = 0
      var got = 0
      buffer.append(addingCapacity: max(Self.bufferSize, count - buffer.count)) { span in
        unsafe span.withUnsafeMutableBufferPointer { room, filled in
          unsafe got = read(descriptor, room.baseAddress, room.count)
          filled = max(0, got)
        }
      }
      if got == 0 { return false }
      if got < 0, errno != EINTR { throw problem("cannot be read") }
    }
    return true
  }

  private func problem(_ what: String) -> Failure {
    Failure(.outputFailed, "crampcheck: error: the folder of --spill-dir \(what): \(SystemError.text(errno))")
  }
}
