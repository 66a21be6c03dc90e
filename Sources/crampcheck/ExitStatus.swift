import Glibc

/// The exit statuses other people's scripts hang on.
enum ExitStatus: Int32 {
  case success = 0
  /// All was read, and something at or above `--fail-on` was found; for `diff`: different.
  case found = 1
  /// Something was not read, not recognised or not written.
  case incomplete = 2
  case usage = 64
  case malformedInput = 65
  case missingInput = 66
  case cannotCreateOutput = 73
  case outputFailed = 74
  case catalogUnusable = 78
  case interrupted = 130
}

/// An end of the run: what to say on standard error, and the exit status.
struct Failure: Error {
  var status: ExitStatus
  /// Lines for standard error, each with its place; empty when all was said already.
  var messages: [String]

  init(_ status: ExitStatus, _ messages: String...) {
    self.status = status
    self.messages = messages
  }

  init(_ status: ExitStatus, messages: [String]) {
    self.status = status
    self.messages = messages
  }

  func report() {
    for message in messages { StandardError.write(message) }
  }
}

/// Messages, never a patient's words.
enum StandardError {
  /// Writes one line, with everything that could steer a terminal made visible.
  static func write(_ line: String) {
    var bytes = Array(PrintableText.escaped(line).utf8)
    bytes.append(UInt8(ascii: "\n"))
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
