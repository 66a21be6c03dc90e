import CheckReport

/// Results that wait for their place: those of one part of an export behind those of another, each part in order.
final class SpillFile {
  private let file: NamelessFile
  private var buffer: [UInt8] = []
  /// Where the parts begin.
  private var starts: [Int] = []

  private static let bufferSize = 1 << 18
  fileprivate static let headSize = 16
  /// What readers of all parts together may hold, and the least that one of them needs to be quick.
  private static let readBytes = 8 << 20
  private static let leastReadBytes = 1 << 13

  /// - Throws: `Failure` with status 73.
  init(in folder: String) throws(Failure) { file = try NamelessFile(in: folder) }

  /// What follows belongs to another part.
  func beginPart() { starts.append(file.count + buffer.count) }

  /// Appends a result.
  /// - Parameters:
  ///   - range: Where it stands in `results`.
  ///   - place: Never lower than that of the result before it in the same part.
  /// - Throws: `Failure` with status 74.
  func append(_ results: OutputBytes, _ range: Range<Int>, place: UInt64) throws(Failure) {
    for number in [place, UInt64(range.count)] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        buffer.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    unsafe results.withBytes { unsafe buffer += $0[range] }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  private func flush() throws(Failure) {
    try file.append(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Readers of the parts, each at its first result.
  /// - Throws: `Failure` with status 74.
  func parts() throws(Failure) -> [SpilledPart] {
    try flush()
    buffer = []
    let size = min(Self.bufferSize, max(Self.leastReadBytes, Self.readBytes / max(1, starts.count)))
    let ends = starts.dropFirst() + [file.count]
    return zip(starts, ends).map { SpilledPart(file, $0..<$1, size: size) }
  }
}

/// The results of a part, read one by one.
struct SpilledPart {
  private let file: NamelessFile
  /// What was not read yet.
  private var range: Range<Int>
  private let size: Int
  private var buffer: [UInt8] = []
  /// What of `buffer` was handed out.
  private var start = 0

  fileprivate init(_ file: NamelessFile, _ range: Range<Int>, size: Int) {
    self.file = file
    self.range = range
    self.size = size
  }

  /// The place of the next result; `nil` at the end.
  /// - Throws: `Failure` with status 74, as `next`.
  mutating func nextPlace() throws(Failure) -> UInt64? {
    guard try holds(SpillFile.headSize) else { return nil }
    return number(at: start)
  }

  /// Takes the next result, behind `nextPlace`.
  mutating func next(into output: OutputBytes) throws(Failure) {
    let count = Int(truncatingIfNeeded: number(at: start + 8))
    guard try holds(SpillFile.headSize + count) else { throw file.problem("ends too early") }
    output.append(buffer[(start + SpillFile.headSize)..<(start + SpillFile.headSize + count)])
    start += SpillFile.headSize + count
  }

  private func number(at index: Int) -> UInt64 {
    buffer[index..<(index + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads on until that many bytes are at hand; false when the part ends before.
  private mutating func holds(_ count: Int) throws(Failure) -> Bool {
    if buffer.count - start >= count { return true }
    buffer.removeFirst(start)
    start = 0
    while buffer.count < count {
      let known = buffer.count
      let room = min(range.count, max(size - known, count - known))
      if room == 0 { return false }
      buffer += repeatElement(0, count: room)
      let got = try file.read(into: &buffer, from: known, at: range.lowerBound)
      buffer.removeLast(room - got)
      range = (range.lowerBound + got)..<range.upperBound
      if got == 0 { return false }
    }
    return true
  }
}
