import Dispatch
import XMLEvents

/// Lines in, one answer a line out, in order, with memory that does not grow with the input.
///
/// The input is cut into blocks of whole lines; each worker takes one block of a round, and the answers are
/// written in the order of the blocks.
final class LineFilter {
  private let workers: [LineWorker]
  private let output: Output

  /// Small enough that a few thousand lines keep every worker busy.
  private static let blockSize = 32 * 1024
  private static let longestLine = 1 << 20

  init(workers: [LineWorker], output: Output) {
    self.workers = workers
    self.output = output
  }

  var hasOpenLine: Bool { workers.contains { $0.hasOpenLine } }

  func answer(_ line: String) throws(Failure) { try work([Array((line + "\n").utf8)]) }

  /// - Throws: `Failure` when input cannot be read or output is not accepted.
  func readStandardInput() throws(Failure) {
    let source = FileBytes(descriptor: 0)
    var chunk: [UInt8] = []
    var block: [UInt8] = []
    var round: [[UInt8]] = []
    while true {
      do throws(XMLError) { try source.read(into: &chunk) } catch {
        throw Failure(.malformedInput, "standard input: error: \(error.reason)")
      }
      block += chunk
      let isEnd = chunk.isEmpty
      if block.count >= Self.blockSize || isEnd { round += [Self.wholeLines(of: &block, isEnd: isEnd)] }
      if block.count > Self.longestLine {
        throw Failure(.malformedInput, "standard input: error: a line is longer than the limit of 1 MiB")
      }
      if round.count == workers.count || isEnd {
        try work(round)
        round.removeAll(keepingCapacity: true)
      }
      if isEnd { return }
    }
  }

  func finish() throws(Failure) { try output.flush() }

  /// Takes the whole lines off the front of `block`; at the end, everything.
  private static func wholeLines(of block: inout [UInt8], isEnd: Bool) -> [UInt8] {
    guard !isEnd, let last = block.lastIndex(of: 0x0A) else {
      guard isEnd else { return [] }
      defer { block = [] }
      return block
    }
    let lines = Array(block[...last])
    block.removeFirst(last + 1)
    return lines
  }

  private func work(_ blocks: [[UInt8]]) throws(Failure) {
    let workers = workers
    if blocks.count == 1 {
      workers[0].answer(block: blocks[0])
    } else {
      DispatchQueue.concurrentPerform(iterations: blocks.count) { workers[$0].answer(block: blocks[$0]) }
    }
    for index in blocks.indices { try output.write(workers[index].output) }
  }
}
