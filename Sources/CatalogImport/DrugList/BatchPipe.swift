import DrugCatalog
import Glibc
import XMLEvents

/// Hands out the batches of a drug list in their order. A list of more than a few batches is read by a thread of its
/// own from then on, so that records are put together and understood at the same time.
///
/// The reader belongs to one thread at a time: to the caller until the thread is begun, to the thread until it is
/// joined.
@safe final class BatchPipe {
  private let shared: SharedBatches
  private var thread: SideThread?
  private var batchCount = 0
  private let current: ListBatch
  private var isDone = false

  /// Batches that the caller reads itself: a small list is read before a thread has begun.
  private static let batchesBeforeThread = 4

  init(_ reader: DrugListReader, file: Int32) {
    shared = SharedBatches(reader, file: file)
    current = ListBatch(file: file)
  }

  deinit { stop() }

  /// The next batch, valid until the next call; `nil` behind the last.
  /// - Parameter error: Set when the document broke off in or behind this batch, which is the last one then.
  func next(_ error: inout XMLError?) -> ListBatch? {
    if isDone { return nil }
    batchCount += 1
    if batchCount == Self.batchesBeforeThread { begin() }
    if thread == nil {
      error = shared.fill(current)
      isDone = error != nil || shared.reader.isAtEnd
      return current
    }
    let (batch, isLast) = shared.take(&error)
    if isLast { stop() }
    return batch
  }

  private func begin() {
    // No thread is no loss: the caller goes on reading by itself.
    thread = SideThread { [shared] in shared.readAll() }
  }

  /// Ends the reading; what was not taken is lost.
  func stop() {
    isDone = true
    guard let thread else { return }
    shared.stop()
    thread.join()
    self.thread = nil
  }
}

/// What the reading thread and the caller share: full batches on one side, used ones on the other.
@safe private final class SharedBatches: @unchecked Sendable {
  let reader: DrugListReader
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Under the lock from here on.
  private var full: [ListBatch] = []
  private var empty: [ListBatch]
  private var inUse: ListBatch?
  private var error: XMLError?
  private var isAtEnd = false
  private var isStopped = false

  init(_ reader: DrugListReader, file: Int32) {
    self.reader = reader
    empty = (0..<6).map { _ in ListBatch(file: file) }
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
    unsafe lock.deallocate()
  }

  /// Fills a batch. - Returns: why the document broke off.
  func fill(_ batch: ListBatch) -> XMLError? {
    do throws(XMLError) {
      try reader.fill(batch)
      return nil
    } catch { return error }
  }

  /// The reading thread: fills batches until the end, an error, or `stop`.
  func readAll() {
    XMLEventReader.silenceThisThread()
    var isLast = false
    while !isLast, let batch = takeEmpty() {
      let error = fill(batch)
      isLast = error != nil || reader.isAtEnd
      unsafe pthread_mutex_lock(lock)
      full.append(batch)
      self.error = error
      isAtEnd = isLast
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(lock)
    }
  }

  private func takeEmpty() -> ListBatch? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe _ = pthread_mutex_unlock(lock) }
    while empty.isEmpty, !isStopped { unsafe _ = pthread_cond_wait(changed, lock) }
    return isStopped ? nil : empty.removeLast()
  }

  /// The caller: the next full batch, giving back the one before.
  func take(_ error: inout XMLError?) -> (batch: ListBatch, isLast: Bool) {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe _ = pthread_mutex_unlock(lock) }
    if let used = inUse { empty.append(used) }
    unsafe _ = pthread_cond_broadcast(changed)
    while full.isEmpty { unsafe _ = pthread_cond_wait(changed, lock) }
    let batch = full.removeFirst()
    inUse = batch
    let isLast = isAtEnd && full.isEmpty
    if isLast { error = self.error }
    return (batch, isLast)
  }

  func stop() {
    unsafe pthread_mutex_lock(lock)
    isStopped = true
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
  }
}
