import CheckReport
import Glibc

/// Where the records of a scan go: standard output, or a file that a later run can go on with.
///
/// What a file holds already is compared with what this run would have written, byte for byte, and only the rest is
/// written: nothing stands twice, nothing is missing, and another input is noticed.
final class ScanOutput {
  private let descriptor: Int32
  private let name: String
  private let isFile: Bool
  private let buffer = OutputBytes()
  /// Bytes that the file held, still to be met.
  private var heldCount: Int
  private var held: [UInt8] = []
  /// Bytes of whole records that the system accepted.
  private var wholeCount = 0

  private static let bufferSize = 1 << 18

  static func standard() -> ScanOutput {
    ScanOutput(descriptor: STDOUT_FILENO, name: "standard output", isFile: false, heldCount: 0)
  }

  static func standardError() -> ScanOutput {
    ScanOutput(descriptor: STDERR_FILENO, name: "standard error", isFile: false, heldCount: 0)
  }

  /// - Parameter resumes: Go on behind what the file holds; else it is made anew.
  /// - Throws: `Failure` with status 73.
  static func file(_ path: String, resumes: Bool) throws(Failure) -> ScanOutput {
    let shown = PrintableText.escaped(path)
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | (resumes ? 0 : O_TRUNC)
    let descriptor = unsafe CatalogFile.withPath(path) { unsafe open($0, flags, 0o600) }
    guard descriptor >= 0 else {
      throw Failure(.cannotCreateOutput, "\(shown): error: cannot be written: \(SystemError.text(errno))")
    }
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    if resumes, !isFile {
      throw Failure(.cannotCreateOutput, "\(shown): error: --resume needs a regular file")
    }
    return ScanOutput(
      descriptor: descriptor, name: shown, isFile: isFile, heldCount: resumes ? Int(status.st_size) : 0)
  }

  private init(descriptor: Int32, name: String, isFile: Bool, heldCount: Int) {
    self.descriptor = descriptor
    self.name = name
    self.isFile = isFile
    self.heldCount = heldCount
  }

  /// - Parameter records: Whole records.
  /// - Throws: `Failure` with status 74 when bytes are not accepted; a file is cut behind its last whole record.
  func write(_ records: [UInt8]) throws(Failure) {
    try unsafe records.withUnsafeBufferPointer { bytes throws(Failure) in
      try unsafe write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// The same.
  func write(_ records: OutputBytes) throws(Failure) {
    try unsafe records.withBytes { bytes throws(Failure) in try unsafe write(bytes) }
  }

  private func write(_ records: UnsafeRawBufferPointer) throws(Failure) {
    let held = heldCount > 0 ? try unsafe skipHeld(records) : 0
    let new = unsafe UnsafeRawBufferPointer(rebasing: records[held...])
    guard new.count >= Self.bufferSize else {
      unsafe buffer.append(new)
      if buffer.count >= Self.bufferSize { try flush() }
      return
    }
    // What is large enough to be written by itself need not be copied.
    try flush()
    try unsafe send(new)
  }

  func flush() throws(Failure) {
    try unsafe buffer.withBytes { bytes throws(Failure) in try unsafe send(bytes) }
    buffer.removeAll()
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var start = 0
    while start < bytes.count {
      let written = unsafe Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      if written < 0 {
        if errno == EINTR { continue }
        let reason = SystemError.text(errno)
        unsafe cut(UnsafeRawBufferPointer(rebasing: bytes[..<start]))
        throw Failure(.outputFailed, "\(name): error: not all results could be written: \(reason)")
      }
      start += written
    }
    wholeCount += bytes.count
  }

  /// Ends the output; with `isWhole`, what a file held beyond this run's records is an error.
  func finish(isWhole: Bool) throws(Failure) {
    try flush()
    if isWhole, heldCount > 0 { throw foreign }
    if isFile {
      while fsync(descriptor) != 0 {
        if errno == EINTR { continue }
        throw Failure(.outputFailed, "\(name): error: cannot be synced: \(SystemError.text(errno))")
      }
    }
  }

  // MARK: What was there

  /// - Returns: How many bytes of `records` the file held.
  private func skipHeld(_ records: UnsafeRawBufferPointer) throws(Failure) -> Int {
    let count = min(heldCount, records.count)
    held.removeAll(keepingCapacity: true)
    held.reserveCapacity(count)
    while held.count < count {
      var piece = [UInt8](repeating: 0, count: count - held.count)
      let got = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw foreign }
      held += piece.prefix(got)
    }
    guard unsafe held.elementsEqual(records.prefix(count)) else { throw foreign }
    heldCount -= count
    wholeCount += count
    return count
  }

  private var foreign: Failure {
    Failure(
      .cannotCreateOutput,
      "\(name): error: holds results of other input, options or catalog; remove it or leave out --resume")
  }

  /// Takes a record of which only a part was accepted off the end of a file.
  private func cut(_ accepted: UnsafeRawBufferPointer) {
    guard isFile else { return }
    let whole = unsafe accepted.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    _ = ftruncate(descriptor, off_t(wholeCount + whole))
  }
}
