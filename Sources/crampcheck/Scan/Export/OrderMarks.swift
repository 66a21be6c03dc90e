/// The marks of all orders of an export, in a file: eight bytes an order are more than a small `--memory` has room for,
/// and every part of the export has to know of some.
final class OrderMarks {
  private let file: NamelessFile
  /// The whole export was read.
  private(set) var areWhole = false

  private static let marksAtOnce = 1 << 15

  /// - Throws: `Failure` with status 73.
  init(in folder: String) throws(Failure) { file = try NamelessFile(in: folder) }

  /// The export is read anew.
  /// - Throws: `Failure` with status 74, as everything below.
  func begin() throws(Failure) { try file.empty() }

  /// Takes the marks of a piece.
  func append(_ marks: [UInt64]) throws(Failure) {
    try file.append(marks)
  }

  /// The export was read to its end.
  func end() { areWhole = true }

  /// Those of some marks that stand here.
  /// - Complexity: O(all marks).
  func known(of marks: Set<UInt64>) throws(Failure) -> [UInt64] {
    var known: Set<UInt64> = []
    var buffer = [UInt64](repeating: 0, count: marks.isEmpty ? 0 : Self.marksAtOnce)
    var offset = 0
    while known.count < marks.count, offset < file.count {
      let got = try file.read(into: &buffer, at: offset)
      guard got >= 8 else { throw file.problem("ends too early") }
      for mark in buffer[..<(got / 8)] where marks.contains(mark) { known.insert(mark) }
      offset += got / 8 * 8
    }
    return Array(known)
  }
}
