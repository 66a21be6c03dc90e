import Glibc
import Synchronization

/// SIGINT and SIGTERM ask a scan to end behind the record in hand; a second one ends it at once.
enum Interruption {
  private static let isAsked = Atomic<Bool>(false)

  /// Begins to listen.
  static func listen() {
    // Made before a signal can ask for it.
    _ = isAsked.load(ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in
      Interruption.isAsked.store(true, ordering: .relaxed)
    }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    // Whoever started the process may have blocked them.
    var listened = sigset_t()
    unsafe sigemptyset(&listened)
    for number in [SIGINT, SIGTERM] {
      unsafe _ = sigaction(number, &action, nil)
      unsafe _ = sigaddset(&listened, number)
    }
    unsafe _ = pthread_sigmask(SIG_UNBLOCK, &listened, nil)
  }

  static var wasAsked: Bool { isAsked.load(ordering: .relaxed) }
}
