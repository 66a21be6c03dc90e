import Glibc

/// Arguments as text, without losing a byte: file names are bytes and need not be UTF-8.
///
/// Bytes that are no UTF-8 travel as scalars of a private plane, one for each byte, and `bytes(of:)` turns them
/// back. A scalar of that range in real text travels byte by byte too, so the way back is never in doubt.
enum CommandLineBytes {
  private static let escapeBase: UInt32 = 0x10_FE00

  /// All arguments after the program's name.
  /// - Throws: `Failure` with the status of wrong usage where the system does not tell them: the Swift library looks
  ///   them up under /proc, and without it a command would read as none.
  static func arguments() throws(Failure) -> [String] {
    guard CommandLine.argc > 0 else {
      throw Failure(.usage, "crampcheck: error: cannot read the command line; is /proc mounted?")
    }
    var arguments: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
      let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
      arguments.append(unsafe text(of: Array(bytes)))
    }
    return arguments
  }

  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: isEscape) {
      return text
    }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      if let piece = String(validating: rest.prefix(length), as: UTF8.self),
        let scalar = piece.unicodeScalars.first, piece.unicodeScalars.count == 1, !isEscape(scalar)
      {
        text.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        text.append(Unicode.Scalar(escapeBase + UInt32(first))!)
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if isEscape(scalar) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value - escapeBase))
      } else {
        bytes.append(contentsOf: Array(String(scalar).utf8))
      }
    }
    return bytes
  }

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool {
    (escapeBase...escapeBase + 0xFF).contains(scalar.value)
  }

  /// Hands a path of bytes, as C wants it, to `body`.
  static func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    return unsafe name.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }
}
