import Glibc

/// A thread beside the caller's, for work that both can do at once. To be joined before it goes.
@safe package final class SideThread {
  private let thread: pthread_t

  /// Begins `work`, which must not touch what the caller touches until `join`.
  /// - Returns: `nil` when the system gives no thread: the caller does the work itself then.
  package init?(_ work: @escaping () -> Void) {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { unsafe attributes.deallocate() }
    guard unsafe pthread_attr_init(attributes) == 0 else { return nil }
    defer { unsafe _ = pthread_attr_destroy(attributes) }
    unsafe _ = pthread_attr_setstacksize(attributes, 1 << 20)
    var thread: pthread_t = 0
    let context = unsafe Unmanaged.passRetained(Work(work))
    let code = unsafe pthread_create(
      &thread, attributes,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      unsafe context.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits for the work to end. To be called once.
  package func join() { _ = pthread_join(thread, nil) }

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}
