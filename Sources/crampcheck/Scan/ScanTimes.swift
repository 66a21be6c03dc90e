import Glibc

/// How long a scan's threads worked, in seconds of processor time: what other programs on the machine do does not
/// count.
struct ScanTimes: Sendable {
  /// Reading files to lists of medicines.
  var reading = 0.0
  /// All the rest: resolving, checking, putting records together.
  var checking = 0.0
  /// Bytes read.
  var byteCount = 0

  mutating func add(_ other: ScanTimes) {
    reading += other.reading
    checking += other.checking
    byteCount += other.byteCount
  }

  /// Runs `body` and adds the time that this thread took for it.
  static func measure<Result>(_ time: inout Double, _ body: () -> Result) -> Result {
    let began = now
    defer { time += now - began }
    return body()
  }

  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// For standard error.
  func message(patients: Int) -> String {
    let megabytes = Self.rounded(Double(byteCount) / 1e6)
    let share = Int((100 * reading / max(reading + checking, 1e-9)).rounded())
    return
      "crampcheck: note: \(patients) patients, \(megabytes) MB; processor time \(Self.rounded(reading)) s reading "
      + "(\(share)%), \(Self.rounded(checking)) s checking and reporting"
  }

  private static func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let digits = String(hundredths % 100)
    return "\(hundredths / 100)." + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
