import Glibc

/// Processors that are switched on.
enum Processors {
  static func count(atMost most: Int) -> Int {
    min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), most)
  }
}
