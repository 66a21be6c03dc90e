import Glibc

/// What the place that standard output goes to can show.
enum Terminal {
  static var isStandardOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isStandardError: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal, or 80: pipes and files always get 80, so that the same input gives the same bytes.
  static var width: Int {
    guard isStandardOutput else { return 80 }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
    return min(Int(size.ws_col), 160)
  }

  /// Colour only on a terminal that wants it: `NO_COLOR` and `TERM=dumb` say no, and so does `--no-color`.
  static func showsColour(unlessRefused refused: Bool) -> Bool {
    guard isStandardOutput, !refused else { return false }
    if let value = environment("NO_COLOR"), !value.isEmpty { return false }
    guard let term = environment("TERM") else { return false }
    return term != "dumb"
  }

  /// A terminal on standard error that can go back in its line.
  static var showsProgress: Bool { isStandardError && environment("TERM").map { $0 != "dumb" } ?? false }

  private static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
