import CheckReport
import Synchronization

/// A scan from inputs to the last record.
struct Scan {
  let plan: ScanPlan
  let desks: [ScanDesk]
  private let output: ScanOutput
  let buffers: AnswerBuffers
  var progress: ScanProgress
  private var unreadCount = 0
  /// All of them where they will be listed, else the first.
  private var unread: [UnreadInput] = []
  private var isIncomplete = false
  private var hasFound = false
  private var patients = 0
  private var ranked: [RankedRecord] = []
  private(set) var isInterrupted = false
  private(set) var times = ScanTimes()

  init(_ plan: ScanPlan, jobs: Int, output: ScanOutput, progress: ScanProgress) {
    self.plan = plan
    let buffers = AnswerBuffers(jobs: jobs)
    desks = (0..<jobs).map { _ in ScanDesk(plan, buffers) }
    self.buffers = buffers
    self.output = output
    self.progress = progress
  }

  /// Reads everything and writes the records in order.
  /// - Throws: `Failure` when output is not accepted.
  mutating func run(_ inputs: ScanInputs) throws(Failure) {
    progress.fileCount = inputs.files.count
    for input in inputs.unread { note(input) }
    if plan.format == .csv { try output.write(ScanDesk.csvHeader) }
    let tasks = ScanTask.tasks(inputs.files, format: plan.inputFormat, gathersAll: plan.gathersAll)
    for (number, task) in tasks.enumerated() {
      guard !isInterrupted else { break }
      switch task {
      case .files(let files): try run(files)
      case .export(let files): try run(files, number: number)
      }
    }
    ranked.sort { $1.risk < $0.risk }
    for record in ranked { try output.write(record.contents()) }
    try end()
  }

  /// Ends the output behind the last record.
  mutating func end() throws(Failure) {
    progress.clear()
    try output.finish(isWhole: !isInterrupted)
  }

  private mutating func run(_ files: [ScanFile]) throws(Failure) {
    let next = Mutex(0)
    try OrderedWork<ScanFile, ScanAnswer>.run(
      desks,
      take: {
        guard !Interruption.wasAsked else { return nil }
        return next.withLock { number in
          guard number < files.count else { return nil }
          number += 1
          return files[number - 1]
        }
      },
      work: { $0.answer($1) },
      deliver: { answer throws(Failure) in try deliver(answer) })
    noteInterruption()
  }

  mutating func noteInterruption() {
    if Interruption.wasAsked { isInterrupted = true }
  }

  /// Takes over an answer, with its memory; false when the scan shall end.
  mutating func deliver(_ answer: ScanAnswer) throws(Failure) -> Bool {
    for input in answer.unread { note(input) }
    isIncomplete = isIncomplete || answer.isIncomplete
    hasFound = hasFound || answer.hasFound
    patients += answer.patients
    ranked += answer.ranked
    times.add(answer.times)
    try output.write(answer.bytes)
    buffers.give(answer.bytes)
    if answer.endsAtPause { try output.flush() }
    progress.note(answer)
    noteInterruption()
    return !isInterrupted
  }

  /// Takes records that are put in order at the end.
  mutating func take(_ records: [RankedRecord]) { ranked += records }

  mutating func note(_ input: UnreadInput) {
    progress.clear()
    StandardError.write(input.message)
    unreadCount += 1
    if plan.listsUnread || unread.isEmpty { unread.append(input) }
    isIncomplete = true
  }

  /// Counts what a piece of an export took to be read.
  mutating func note(_ times: ScanTimes) {
    self.times.add(times)
    progress.note(read: times.byteCount)
  }

  // MARK: The end

  /// Tells how long it took.
  func tellTimes() { StandardError.write(times.message(patients: patients)) }

  /// What all of it adds up to.
  var summary: ScanSummary {
    var summary = ScanSummary(catalog: plan.catalog)
    for desk in desks { summary.merge(desk.summary) }
    summary.addUnread(count: unreadCount - unread.count)
    for input in unread {
      let place = input.line > 0 ? ":\(input.line)" : ""
      summary.addUnread(path: PrintableText.escaped(input.path) + place, reason: input.reason)
    }
    return summary
  }

  /// - Parameter isSingleFile: One file was asked for, and its status is the run's.
  /// - Throws: `Failure` with every status but 0.
  func finish(isSingleFile: Bool) throws(Failure) {
    if isInterrupted {
      throw Failure(.interrupted, "crampcheck: interrupted; what was written is whole, and --resume goes on")
    }
    if isSingleFile, patients == 0, unreadCount == 1, let input = unread.first {
      throw Failure(input.isMissing ? .missingInput : .malformedInput, messages: [])
    }
    if isIncomplete { throw Failure(.incomplete, messages: []) }
    if hasFound { throw Failure(.found, messages: []) }
  }
}
