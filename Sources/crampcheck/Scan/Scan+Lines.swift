/// A scan as a filter of lines.
extension Scan {
  /// Answers line by line: each line is one patient's document.
  /// - Throws: `Failure` when output is not accepted.
  mutating func run(_ lines: LineSource) throws(Failure) {
    try OrderedWork<LineSource.Block, ScanAnswer>.run(
      desks, piecesAhead: 2, take: { lines.next() }, work: { $0.answer($1) },
      deliver: { answer throws(Failure) in
        do throws(Failure) { return try deliver(answer) } catch {
          // A thread may be waiting for input that never comes.
          lines.stop()
          throw error
        }
      })
    noteInterruption()
    if let problem = lines.problem {
      note(UnreadInput(path: "-", reason: "cannot be read: \(problem)"))
    }
    try end()
  }
}
