import Glibc

/// What lies behind the space of a catalog's header, summed and handed to a receiver in its order: by a thread of its
/// own once there is much of it, so that text is on the disk while more is read.
@safe final class CatalogStream: @unchecked Sendable {
  private let receiver: any CatalogReceiver
  private var thread: SideThread?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Under the lock, once there is a thread.
  private var jobs: [Job] = []
  private var mapped: [Mapped] = []
  private var isClosed = false
  private var isStopped = false
  // Of whoever does the jobs.
  private var sum: SHA256Digest? = SHA256Digest()
  private var checksum = RunningChecksum()
  private var passedTo = 0
  private var unmapped: [(place: Int, neededTo: Int)] = []

  /// Pieces of text that may wait; whoever makes more waits too.
  private static let mostJobs = 4
  /// A catalog with less text is done before a thread has begun.
  private static let leastForThread = 1 << 20

  /// Something to hand on: bytes that stay where they are until they are mapped, or a table.
  @safe private struct Job {
    var bytes = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    var words: [UInt32] = []
    let place: Int
    /// What begins in the bytes ends here; `nil` when they stay where they are.
    var neededTo: Int?
  }

  /// A piece in the receiver's memory.
  @safe struct Mapped {
    let place: Int
    let memory: UnsafeMutableRawPointer
    let byteCount: Int
  }

  init(_ receiver: any CatalogReceiver) {
    self.receiver = receiver
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    stop()
    for mapped in mapped { unsafe munmap(mapped.memory, mapped.byteCount) }
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
    unsafe lock.deallocate()
  }

  /// Passes bytes on that follow those before.
  /// - Parameters:
  ///   - bytes: Stay as they are until `takeMapped` gives their place, or `finish` or `stop` returns.
  ///   - end: Their memory is looked at up to here, which may be behind them; `nil` when they may stay for good.
  func pass(_ bytes: UnsafeRawBufferPointer, at place: Int, neededTo end: Int?) {
    let isLarge = bytes.count >= Self.leastForThread
    unsafe pass(Job(bytes: bytes, place: place, neededTo: end), isLarge: isLarge)
  }

  /// Passes a table on. What lies between it and the bytes before is zero.
  func pass(_ words: [UInt32], at place: Int) {
    let words = 1.littleEndian == 1 ? words : words.map(\.littleEndian)
    unsafe pass(Job(words: words, place: place), isLarge: false)
  }

  private func pass(_ job: Job, isLarge: Bool) {
    // Set by the caller alone.
    if isStopped { return }
    if thread == nil, isLarge { thread = SideThread { [unowned self] in self.work() } }
    // No thread is no loss: the caller does it.
    guard thread != nil else { return self.do(job) }
    unsafe pthread_mutex_lock(lock)
    while isLarge, jobs.count >= Self.mostJobs { unsafe _ = pthread_cond_wait(changed, lock) }
    jobs.append(job)
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
  }

  /// Pieces that the receiver has and that need not be kept any more; each is given once.
  func takeMapped() -> [Mapped] {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe _ = pthread_mutex_unlock(lock) }
    defer { mapped = [] }
    return mapped
  }

  /// Waits until everything is handed on, then hands the header on, sealed with the sums.
  /// - Parameter head: Everything before the body, the sums zero.
  func finish(_ head: [UInt8]) {
    unsafe pthread_mutex_lock(lock)
    isClosed = true
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
    join()
    var head = head
    head.replaceSubrange(
      CatalogHeader.placeOfSHA256, with: CatalogHeader.sha256(sum.take() ?? SHA256Digest(), head: head.span))
    unsafe withUnsafeBytes(of: checksum.finish(head).littleEndian) {
      unsafe head.replaceSubrange(CatalogChecksum.place, with: $0)
    }
    unsafe head.withUnsafeBytes { unsafe receiver.take($0, at: 0) }
  }

  /// Ends without handing on what still waits.
  func stop() {
    unsafe pthread_mutex_lock(lock)
    isStopped = true
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
    join()
  }

  private func join() {
    thread?.join()
    thread = nil
  }

  // MARK: The thread

  private func work() {
    while let job = nextJob() { self.do(job) }
  }

  private func nextJob() -> Job? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe _ = pthread_mutex_unlock(lock) }
    while jobs.isEmpty, !isClosed, !isStopped { unsafe _ = pthread_cond_wait(changed, lock) }
    guard !isStopped, !jobs.isEmpty else { return nil }
    unsafe pthread_cond_broadcast(changed)
    return jobs.removeFirst()
  }

  private func `do`(_ job: Job) {
    if job.words.isEmpty {
      unsafe handOn(job.bytes, at: job.place)
      if let end = job.neededTo { map(job.place, neededTo: end) }
    } else {
      let zeros = [UInt8](repeating: 0, count: max(0, job.place - passedTo))
      unsafe zeros.withUnsafeBytes { unsafe handOn($0, at: passedTo) }
      unsafe job.words.withUnsafeBytes { unsafe handOn($0, at: job.place) }
    }
  }

  /// In pieces that end at multiples of the size of one in the file.
  private func handOn(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    var start = 0
    while start < bytes.count {
      let rest = PieceStore.pieceByteCount - (place + start) % PieceStore.pieceByteCount
      let end = min(start + rest, bytes.count)
      let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      unsafe sum?.update(Span(_unsafeBytes: piece))
      unsafe checksum.update(piece, at: place + start)
      unsafe receiver.take(piece, at: place + start)
      start = end
    }
    passedTo = place + bytes.count
  }

  /// Asks for memory for the pieces that are written as far as they are needed.
  private func map(_ place: Int, neededTo end: Int) {
    unmapped.append((place / PieceStore.pieceByteCount * PieceStore.pieceByteCount, end))
    while let first = unmapped.first, first.neededTo <= passedTo {
      unmapped.removeFirst()
      guard let memory = unsafe receiver.mapping(of: first.place..<first.neededTo) else { continue }
      unsafe pthread_mutex_lock(lock)
      unsafe mapped.append(
        Mapped(place: first.place, memory: memory, byteCount: first.neededTo - first.place))
      unsafe pthread_mutex_unlock(lock)
    }
  }
}
