import DrugCatalog
import Glibc

/// A catalog on disk.
enum CatalogFile {
  /// Maps the catalog and checks it whole.
  /// - Throws: `Failure` with status 78 when it is missing, damaged, foreign or of another version.
  static func open(_ path: String) throws(Failure) -> Catalog {
    let shown = PrintableText.escaped(path)
    let descriptor = unsafe withPath(path) {
      unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    }
    guard descriptor >= 0 else {
      throw Failure(.catalogUnusable, "\(shown): error: cannot open the catalog: \(SystemError.text(errno))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.catalogUnusable, "\(shown): error: the catalog is not a regular file")
    }
    let count = Int(status.st_size)
    guard count > 0 else { throw Failure(.catalogUnusable, "\(shown): error: the catalog is empty") }
    guard let base = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe base != MAP_FAILED
    else {
      throw Failure(.catalogUnusable, "\(shown): error: cannot map the catalog: \(SystemError.text(errno))")
    }
    do throws(CatalogError) {
      return unsafe try Catalog(base: UnsafeRawPointer(base), count: count, checkingSum: true) {
        unsafe munmap(base, count)
      }
    } catch {
      unsafe munmap(base, count)
      throw Failure(.catalogUnusable, "\(shown): error: \(error.message)")
    }
  }

  /// Hands the bytes of a path, as C wants them, to `body`.
  static func withPath<Result>(_ path: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    unsafe CommandLineBytes.withPath(CommandLineBytes.bytes(of: path), body)
  }
}
