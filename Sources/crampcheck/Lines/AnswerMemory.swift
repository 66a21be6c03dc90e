/// The answers a worker has given, by line, in memory that has an upper bound: lists repeat their lines.
///
/// A table with open addressing over two pools of bytes, since a dictionary of arrays costs more than most answers.
struct AnswerMemory {
  private struct Slot {
    var hash: UInt64 = 0
    var lineStart: UInt32 = 0
    var lineEnd: UInt32 = 0
    var answerStart: UInt32 = 0
    /// 0 marks a free slot: every answer ends with a line feed.
    var answerEnd: UInt32 = 0
    var isOpen = false
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var count = 0
  private var lines: [UInt8] = []
  private var answers: [UInt8] = []

  private static let mostAnswers = 100_000
  private static let mostBytes = 48 << 20
  /// A longer line is not kept.
  private static let longestLine = 512
  /// Lines chosen so that they collide cost this many comparisons, and are then answered without the memory.
  private static let mostProbes = 16

  /// Appends the answer to `line` to `output`.
  /// - Returns: Whether the line stayed open; `nil` when the line is not here.
  func recall(_ line: RawSpan, hash: UInt64, into output: inout [UInt8]) -> Bool? {
    var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    for _ in 0..<Self.mostProbes {
      let slot = slots[at]
      if slot.answerEnd == 0 { return nil }
      let range = Int(slot.lineStart)..<Int(slot.lineEnd)
      if slot.hash == hash, unsafe Self.equal(line, lines.span.bytes.extracting(range)) {
        output += answers[Int(slot.answerStart)..<Int(slot.answerEnd)]
        return slot.isOpen
      }
      at = (at + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Keeps an answer of at least one byte to a line that `recall` did not know.
  mutating func keep(_ answer: [UInt8], to line: RawSpan, hash: UInt64, isOpen: Bool) {
    guard line.byteCount <= Self.longestLine, !answer.isEmpty else { return }
    if count >= Self.mostAnswers || lines.count + answers.count + answer.count > Self.mostBytes { forget() }
    if (count + 1) * 2 > slots.count { grow() }
    let lineStart = lines.count
    for index in line.byteOffsets {
      lines.append(unsafe line.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    }
    let answerStart = answers.count
    answers += answer
    insert(
      Slot(
        hash: hash, lineStart: UInt32(lineStart), lineEnd: UInt32(lines.count),
        answerStart: UInt32(answerStart),
        answerEnd: UInt32(answers.count), isOpen: isOpen))
  }

  /// A hash of all bytes of `line`, eight at a time.
  static func hash(_ line: RawSpan) -> UInt64 {
    var hash = UInt64(line.byteCount) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at + 8 <= line.byteCount {
      mix(unsafe line.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self), into: &hash)
      at += 8
    }
    var rest: UInt64 = 0
    while at < line.byteCount {
      rest = rest << 8 | UInt64(unsafe line.unsafeLoad(fromByteOffset: at, as: UInt8.self))
      at += 1
    }
    mix(rest, into: &hash)
    return hash ^ hash >> 32
  }

  /// Multiplies and folds the two halves of the product together.
  private static func mix(_ word: UInt64, into hash: inout UInt64) {
    let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    hash = product.high ^ product.low &+ 0xA076_1D64_78BD_642F
  }

  private static func equal(_ a: RawSpan, _ b: RawSpan) -> Bool {
    guard a.byteCount == b.byteCount else { return false }
    var at = 0
    while at + 8 <= a.byteCount {
      let same =
        unsafe a.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
        == b.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      guard same else { return false }
      at += 8
    }
    while at < a.byteCount {
      let same =
        unsafe a.unsafeLoad(fromByteOffset: at, as: UInt8.self)
        == b.unsafeLoad(fromByteOffset: at, as: UInt8.self)
      guard same else { return false }
      at += 1
    }
    return true
  }

  private mutating func insert(_ slot: Slot) {
    var at = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
    for _ in 0..<Self.mostProbes {
      if slots[at].answerEnd == 0 {
        slots[at] = slot
        count += 1
        return
      }
      at = (at + 1) & (slots.count - 1)
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    count = 0
    for slot in old where slot.answerEnd != 0 { insert(slot) }
  }

  private mutating func forget() {
    slots = [Slot](repeating: Slot(), count: slots.count)
    count = 0
    lines.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
  }
}
