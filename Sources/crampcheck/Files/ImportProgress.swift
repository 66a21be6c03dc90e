/// Tells on a terminal how much of the lists is read, and how fast. Told by one thread at a time.
final class ImportProgress {
  private var line = ProgressLine()
  private var readCount = 0
  /// Size of all lists together; `nil` where nobody knows before the end.
  private let byteCount: Int?
  private var isEndShown = false

  init(byteCount: Int?) { self.byteCount = byteCount }

  /// Notes that so many bytes were read.
  func note(_ count: Int) {
    readCount += count
    let isAtEnd = readCount >= byteCount ?? .max
    line.show(isLast: isAtEnd && !isEndShown, text)
    isEndShown = isAtEnd
  }

  func clear() { line.clear() }

  private func text(_ seconds: Double) -> String {
    let rate = "\(Self.megabytes(Int(Double(readCount) / seconds))) MB/s"
    guard let byteCount, byteCount > 0 else { return "\(Self.megabytes(readCount)) MB read, \(rate)" }
    // What tells lists apart is read twice where there are several.
    let done = min(readCount, byteCount)
    return "\(Self.megabytes(done)) of \(Self.megabytes(byteCount)) MB, \(done * 100 / byteCount)%, \(rate)"
      + (done == byteCount ? "; making the catalog" : "")
  }

  /// With one decimal place, the same under every locale.
  private static func megabytes(_ count: Int) -> String { "\(count / 1_000_000).\(count / 100_000 % 10)" }
}
