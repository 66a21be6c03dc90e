import Glibc
import Synchronization

/// Standard input in blocks of whole lines, held in memory that has an upper bound.
final class LineSource: Sendable {
  /// Lines that one thread works on.
  struct Block: Sendable {
    /// Whole lines; the last of the input may lack its line feed.
    var bytes: [UInt8] = []
    /// Number of the first line, from 1.
    var firstLine: Int
    /// Stands for one line that is longer than the limit and was passed over.
    var isTooLong = false
    /// No more input has come yet: whoever waits for answers should get them.
    var endsAtPause = false
  }

  fileprivate struct State {
    var pending: [UInt8] = []
    /// Where the last whole line of `pending` ends.
    var wholeCount = 0
    var nextLine = 1
    var isPassingOver = false
    var isEnd = false
    /// Lines were handed out, and no pause was told since.
    var owesPause = false
    var problem: Int32?
  }

  /// In bytes, without the line feed.
  static let longestLine = 64 << 20
  /// Small enough that answers come steadily, large enough that handing it over costs nothing.
  private static let blockSize = 1 << 17
  /// A line may be short and its answer long.
  fileprivate static let mostLines = 256
  private static let pieceSize = 1 << 16
  /// How often a wait for input looks whether it still makes sense.
  private static let patienceMilliseconds: Int32 = 200

  private let descriptor: Int32
  private let state = Mutex(State())
  private let isStopped = Atomic<Bool>(false)

  init(descriptor: Int32 = STDIN_FILENO) { self.descriptor = descriptor }

  /// Ends the wait for input.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Why input ended before its end; `nil` when it did not.
  var problem: String? { state.withLock { $0.problem.map(SystemError.text) } }

  /// The next lines; `nil` at the end of input, on a problem, and once the scan shall stop.
  func next() -> Block? { state.withLock { next(&$0) } }

  private func next(_ state: inout State) -> Block? {
    while true {
      if Interruption.wasAsked || isStopped.load(ordering: .relaxed) { return nil }
      if state.isEnd || state.wholeCount >= Self.blockSize {
        return state.pending.isEmpty && !state.isPassingOver ? nil : state.cut(endsAtPause: false)
      }
      guard waitForInput(milliseconds: 0) else {
        if state.wholeCount > 0 || state.owesPause { return state.cut(endsAtPause: true) }
        _ = waitForInput(milliseconds: Self.patienceMilliseconds)
        continue
      }
      let known = state.pending.count
      readPiece(into: &state)
      if state.isPassingOver {
        guard let feed = state.pending.firstIndex(of: 0x0A) else {
          state.pending.removeAll(keepingCapacity: true)
          continue
        }
        state.pending.removeFirst(feed + 1)
        state.wholeCount = state.pending.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return state.passedOver()
      }
      if let feed = state.pending[known...].lastIndex(of: 0x0A) { state.wholeCount = feed + 1 }
      // However fast input comes, no more is held than one line of the longest and a block.
      if state.pending.count - state.wholeCount > Self.longestLine {
        if state.wholeCount > 0 { return state.cut(endsAtPause: false) }
        state.isPassingOver = true
        state.pending = []
      }
    }
  }

  private func waitForInput(milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, milliseconds) > 0
  }

  private func readPiece(into state: inout State) {
    var got = 0
    state.pending.append(addingCapacity: Self.pieceSize) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, filled in
        unsafe got = read(descriptor, buffer.baseAddress, Self.pieceSize)
        filled = max(0, got)
      }
    }
    if got == 0 { state.isEnd = true }
    if got < 0, errno != EINTR, errno != EAGAIN {
      state.problem = errno
      state.isEnd = true
      // A line of which the end was not read is none.
      state.pending.removeLast(state.pending.count - state.wholeCount)
    }
  }
}

extension LineSource.State {
  /// Hands out whole lines, as many as a block may have; at the end of input, the last one too.
  fileprivate mutating func cut(endsAtPause: Bool) -> LineSource.Block {
    if isEnd, isPassingOver { return passedOver() }
    let readyCount = isEnd ? pending.count : wholeCount
    var count = 0
    var lines = 0
    while count < readyCount, lines < LineSource.mostLines {
      count = pending[count..<readyCount].firstIndex(of: 0x0A).map { $0 + 1 } ?? readyCount
      lines += 1
    }
    var block = LineSource.Block(firstLine: nextLine, endsAtPause: endsAtPause && count == readyCount)
    owesPause = !block.endsAtPause
    if count == pending.count {
      swap(&block.bytes, &pending)
    } else {
      block.bytes = Array(pending.prefix(count))
      pending.removeFirst(count)
    }
    wholeCount = readyCount - count
    nextLine += lines
    return block
  }

  /// Hands out what stands for a line that was too long.
  fileprivate mutating func passedOver() -> LineSource.Block {
    isPassingOver = false
    owesPause = true
    nextLine += 1
    return LineSource.Block(firstLine: nextLine - 1, isTooLong: true)
  }
}
