import Glibc

/// What the process gives up before it reads anything, so that a patient's words cannot leave it by accident.
enum ProcessSafety {
  /// Crashes print nothing (the language's own crash report prints registers, which may hold text of a file), no
  /// core file is written, and a closed pipe ends the process as it ends `cat`.
  static func takeEffect() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGPIPE] { signal(number, SIG_DFL) }
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
