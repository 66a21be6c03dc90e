import Glibc

/// One line of a terminal on standard error that is written over and over, and gone at the end; nothing anywhere else.
struct ProgressLine {
  let isShown: Bool
  private let began = Self.now
  private var shownAt = 0.0

  private static let interval = 0.25

  init(isShown: Bool = Terminal.showsProgress) { self.isShown = isShown }

  /// Writes what `text` makes of the seconds since the beginning, a few times a second at most.
  /// - Parameter isLast: True to write it in any case.
  mutating func show(isLast: Bool = false, _ text: (Double) -> String) {
    guard isShown else { return }
    let now = Self.now
    guard isLast || now - shownAt >= Self.interval else { return }
    shownAt = now
    Self.write("\r\u{1B}[K" + text(max(now - began, 0.001)))
  }

  /// Removes the line, so that a message can stand in its place.
  func clear() {
    if isShown, shownAt > 0 { Self.write("\r\u{1B}[K") }
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    unsafe _ = bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Seconds of a clock that never goes back.
  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
