import Dispatch
import Synchronization

/// Pieces of work done on several threads, their answers handed out in the order of the pieces.
///
/// A thread may run ahead of the slowest piece by a fixed number of pieces, so memory does not grow with the work.
final class OrderedWork<Piece: Sendable, Answer: Sendable>: Sendable {
  private struct State {
    var answers: [Int: Answer] = [:]
    var isStopped = false
    var idleWorkers = 0
  }

  private let state = Mutex(State())
  /// The number of the next piece; held while a piece is taken, which may have to wait for input.
  private let nextNumber = Mutex(0)
  private let room = DispatchSemaphore(value: 0)
  private let news = DispatchSemaphore(value: 0)
  private let take: @Sendable () -> Piece?
  /// How many answers wait before anybody is told: waking a thread for each costs more than handing it out.
  private let answersAtOnce: Int

  private init(answersAtOnce: Int, take: @escaping @Sendable () -> Piece?) {
    self.answersAtOnce = answersAtOnce
    self.take = take
  }

  /// Runs until `take` has no more pieces or `deliver` says to stop.
  /// - Parameters:
  ///   - workers: One for each thread.
  ///   - piecesAhead: How far one thread may be ahead.
  ///   - answersAtOnce: How many answers may wait while there are more pieces, fewer than `piecesAhead`. 1 where a piece
  ///     may be long in coming.
  ///   - take: The next piece; never called by two threads at once.
  ///   - deliver: Called on the calling thread, in the order of the pieces; false ends the work.
  /// - Throws: What `deliver` throws, after all threads have ended.
  static func run<Worker: Sendable>(
    _ workers: [Worker], piecesAhead: Int = 8, answersAtOnce: Int = 1, take: @escaping @Sendable () -> Piece?,
    work: @escaping @Sendable (Worker, Piece) -> Answer, deliver: (Answer) throws(Failure) -> Bool
  ) throws(Failure) {
    if workers.count == 1 {
      while let piece = take() {
        guard try deliver(work(workers[0], piece)) else { return }
      }
      return
    }
    let order = OrderedWork(answersAtOnce: answersAtOnce, take: take)
    let threads = DispatchGroup()
    for worker in workers {
      for _ in 0..<piecesAhead { order.room.signal() }
      DispatchQueue.global().async(group: threads) { order.run { work(worker, $0) } }
    }
    defer {
      order.state.withLock { $0.isStopped = true }
      for _ in workers { order.room.signal() }
      threads.wait()
    }
    try order.deliverAll(workers.count, deliver)
  }

  /// What one thread does.
  private func run(_ work: (Piece) -> Answer) {
    while true {
      room.wait()
      let next: (number: Int, piece: Piece)? = nextNumber.withLock { number in
        guard !state.withLock({ $0.isStopped }), let piece = take() else { return nil }
        number += 1
        return (number - 1, piece)
      }
      guard let next else { break }
      let answer = work(next.piece)
      let waiting = state.withLock { state in
        state.answers[next.number] = answer
        return state.answers.count
      }
      if waiting >= answersAtOnce { news.signal() }
    }
    state.withLock { $0.idleWorkers += 1 }
    news.signal()
  }

  private func deliverAll(_ workerCount: Int, _ deliver: (Answer) throws(Failure) -> Bool) throws(Failure) {
    var number = 0
    while true {
      news.wait()
      while let answer = state.withLock({ $0.answers.removeValue(forKey: number) }) {
        number += 1
        guard try deliver(answer) else { return }
        room.signal()
      }
      if state.withLock({ $0.idleWorkers == workerCount && $0.answers.isEmpty }) { return }
    }
  }
}
