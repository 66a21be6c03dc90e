private import CFileSync
import DrugCatalog
import Glibc

/// Puts a file in place so that its name always leads to a whole one: the old or the new.
///
/// Write to a temporary file beside it, fsync, rename over it, fsync the folder. A lock file beside the target
/// keeps two writers apart; it is released by the system whatever happens to its holder, and a temporary file
/// that a killed writer left behind is removed by the next one.
final class DurableFile: CatalogReceiver {
  private let path: String
  private let folder: String
  private let lock: Int32
  /// Of the temporary file, while it is written.
  private var descriptor: Int32?
  /// The first trouble met while writing.
  private var failure: Failure?
  private var temporary: String { path + ".new" }
  private var lockName: String { path + ".lock" }

  /// Takes the lock.
  /// - Parameter path: The file to replace; where it is a link, the file it leads to.
  /// - Throws: `Failure` with status 73 when the folder cannot be written, another writer is at work, or the path
  ///   leads to a device or anything else that is no file.
  init(replacing path: String) throws(Failure) {
    let path = Self.resolved(path)
    self.path = path
    try Self.checkTarget(path)
    let slash = path.lastIndex(of: "/")
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    lock = try Self.takeLock(path + ".lock", for: path)
  }

  /// The path without links, as far as it exists.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe CatalogFile.withPath(path, { unsafe realpath($0, nil) }) else { return path }
    defer { unsafe free(real) }
    return unsafe CommandLineBytes.text(of: Array(UnsafeRawBufferPointer(start: real, count: strlen(real))))
  }

  /// A rename would put a file in the place of a device.
  private static func checkTarget(_ path: String) throws(Failure) {
    var status = stat()
    guard unsafe CatalogFile.withPath(path, { unsafe lstat($0, &status) }) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.cannotCreateOutput, "\(PrintableText.escaped(path)): error: is not a regular file")
    }
  }

  /// Opens and locks the lock file. A holder removes it before letting go, so a lock on a file that no longer
  /// bears the name is worth nothing: then once more.
  private static func takeLock(_ lockName: String, for path: String) throws(Failure) -> Int32 {
    while true {
      let lock = unsafe CatalogFile.withPath(lockName) {
        unsafe Glibc.open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      }
      guard lock >= 0 else { throw failure("cannot create", path, .cannotCreateOutput) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
        close(lock)
        throw Failure(
          .cannotCreateOutput,
          "\(PrintableText.escaped(path)): error: another import is writing this catalog; wait for it to end")
      }
      var held = stat()
      var named = stat()
      let isNamed = unsafe CatalogFile.withPath(lockName) { unsafe lstat($0, &named) } == 0
      if isNamed, unsafe fstat(lock, &held) == 0, held.st_ino == named.st_ino { return lock }
      close(lock)
    }
  }

  /// Writes bytes of the new file at their place; the temporary file begins with the first of them.
  /// Trouble is kept for `finish`: nothing more is written then.
  func take(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    guard failure == nil else { return }
    do throws(Failure) {
      let descriptor = try temporaryFile()
      var start = 0
      while start < bytes.count {
        let written = unsafe pwrite(
          descriptor, bytes.baseAddress! + start, bytes.count - start, off_t(place + start))
        if written > 0 {
          start += written
        } else if written == 0 || errno != EINTR {
          if written == 0 { errno = ENOSPC }
          throw Self.failure("cannot write all bytes", path, .outputFailed)
        }
      }
      // Gets the disk going, so that less is left to wait for at the end. `settle` hears of any trouble.
      guard bytes.count >= 1 << 20 else { return }
      _ = crampcheck_start_writing(descriptor, off_t(place), off_t(bytes.count))
    } catch { failure = error }
  }

  /// The bytes as the file has them in memory; `nil` after trouble, and where files cannot be mapped.
  func mapping(of range: Range<Int>) -> UnsafeMutableRawPointer? {
    guard failure == nil, let descriptor else { return nil }
    let memory = unsafe mmap(nil, range.count, PROT_READ, MAP_SHARED, descriptor, off_t(range.lowerBound))
    return unsafe memory == MAP_FAILED ? nil : memory
  }

  /// The temporary file, made when it is first asked for.
  private func temporaryFile() throws(Failure) -> Int32 {
    if let descriptor { return descriptor }
    unsafe CatalogFile.withPath(temporary) { unsafe _ = unlink($0) }
    let opened = unsafe CatalogFile.withPath(temporary) {
      unsafe Glibc.open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard opened >= 0 else { throw Self.failure("cannot create", path, .cannotCreateOutput) }
    descriptor = opened
    takeOverPermissions(opened)
    return opened
  }

  /// Puts the file in place, whose bytes have all been taken.
  /// - Throws: `Failure` with status 73 or 74; the old file is as it was then.
  func finish() throws(Failure) {
    if let failure { throw failure }
    let descriptor = try temporaryFile()
    self.descriptor = nil
    do throws(Failure) {
      try settle(descriptor)
      try moveIntoPlace()
    } catch {
      unsafe CatalogFile.withPath(temporary) { unsafe _ = unlink($0) }
      throw error
    }
  }

  private func settle(_ descriptor: Int32) throws(Failure) {
    var trouble: Int32 = 0
    while trouble == 0, fsync(descriptor) != 0 { if errno != EINTR { trouble = errno } }
    if close(descriptor) != 0, trouble == 0, errno != EINTR { trouble = errno }
    if trouble != 0 {
      errno = trouble
      throw Self.failure("cannot write all bytes", path, .outputFailed)
    }
  }

  /// Gives the lock back and removes its file, and what was written unless it was put in place.
  func release() {
    if let descriptor {
      close(descriptor)
      unsafe CatalogFile.withPath(temporary) { unsafe _ = unlink($0) }
      self.descriptor = nil
    }
    unsafe CatalogFile.withPath(lockName) { unsafe _ = unlink($0) }
    close(lock)
  }

  /// Gives the new file the old one's owner and permission bits, so that a catalog others may not read stays so.
  /// Until then it is for its writer alone.
  private func takeOverPermissions(_ descriptor: Int32) {
    var old = stat()
    guard unsafe CatalogFile.withPath(path, { unsafe stat($0, &old) }) == 0 else {
      let mask = umask(0o077)
      _ = umask(mask)
      _ = fchmod(descriptor, 0o644 & ~mask)
      return
    }
    // Only a privileged writer may give a file away; a group it belongs to, everybody.
    if fchown(descriptor, old.st_uid, old.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, old.st_gid) }
    _ = fchmod(descriptor, old.st_mode & 0o777)
  }

  private func moveIntoPlace() throws(Failure) {
    let moved = unsafe CatalogFile.withPath(temporary) { from in
      unsafe CatalogFile.withPath(path) { unsafe rename(from, $0) }
    }
    guard moved == 0 else { throw Self.failure("cannot replace the old file", path, .cannotCreateOutput) }
    let directory = unsafe CatalogFile.withPath(folder) {
      unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard directory >= 0 else { throw Self.failure("cannot open the folder", path, .outputFailed) }
    defer { close(directory) }
    while fsync(directory) != 0 {
      if errno == EINTR { continue }
      throw Self.failure("the new catalog is in place, but the folder cannot be synced", path, .outputFailed)
    }
  }

  private static func failure(_ what: String, _ path: String, _ status: ExitStatus) -> Failure {
    let reason = SystemError.text(errno)
    return Failure(status, "\(PrintableText.escaped(path)): error: \(what): \(reason)")
  }
}
