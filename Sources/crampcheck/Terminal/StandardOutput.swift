import Glibc

/// Standard output, or a named file, through one loop that accepts no loss: every byte is written, or the run
/// fails.
final class Output {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private static let flushSize = 1 << 16

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  static func standard() -> Output { Output(descriptor: STDOUT_FILENO, name: "standard output") }

  /// - Throws: `Failure` with status 74 when the bytes are not accepted. The same for `flush`.
  func write(_ bytes: [UInt8]) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.flushSize { try flush() }
  }

  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  func flush() throws(Failure) {
    var start = 0
    defer { buffer.removeAll(keepingCapacity: true) }
    while start < buffer.count {
      let written = unsafe buffer.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw Failure(.outputFailed, "crampcheck: error: cannot write to \(name): \(SystemError.text(errno))")
      }
      start += written
    }
  }
}

/// The system's words for an error number.
enum SystemError {
  static func text(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    let words = unsafe String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
