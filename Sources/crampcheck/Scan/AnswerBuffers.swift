import CheckReport
import Synchronization

/// Memory for the records of answers, which goes round between the desks that fill it and the output that empties it:
/// the system need not clear new pages for every answer.
final class AnswerBuffers: Sendable {
  private let free = Mutex<[OutputBytes]>([])
  private let mostFree: Int

  /// Larger ones go back to the system.
  private static let mostBytes = 4 << 20

  /// - Parameter jobs: How many desks there are.
  init(jobs: Int) { mostFree = 2 * jobs }

  /// Memory without bytes.
  func take() -> OutputBytes { free.withLock { $0.popLast() } ?? OutputBytes() }

  /// Takes memory back whose bytes nobody needs any more.
  func give(_ bytes: OutputBytes) {
    guard bytes.capacity <= Self.mostBytes else { return }
    bytes.removeAll()
    free.withLock { if $0.count < mostFree { $0.append(bytes) } }
  }
}
