import PatientMedications

/// Bytes put behind one another, in memory of their own.
///
/// Records consist of a hundred pieces each: an array would ask at every one whether its memory is shared, and a new
/// array for every answer would have the system clear its pages again and again. One thread at a time.
@safe package final class OutputBytes: @unchecked Sendable {
  private var memory: UnsafeMutableRawPointer
  private(set) package var capacity: Int
  private(set) package var count = 0

  package init(capacity: Int = 256) {
    self.capacity = max(capacity, 1)
    unsafe memory = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { unsafe memory.deallocate() }

  package var isEmpty: Bool { count == 0 }

  /// Forgets the bytes and keeps the room.
  package func removeAll() { count = 0 }

  package func withBytes<Result, Problem: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    try unsafe body(UnsafeRawBufferPointer(start: memory, count: count))
  }

  /// A copy of all bytes.
  package var array: [UInt8] { unsafe withBytes { unsafe Array($0) } }

  // MARK: Room

  /// Where the next bytes go, with room for that many.
  @inline(__always) private func room(_ more: Int) -> UnsafeMutableRawPointer {
    if capacity - count < more { grow(more) }
    return unsafe memory + count
  }

  @inline(never) private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    unsafe larger.copyMemory(from: memory, byteCount: count)
    unsafe memory.deallocate()
    unsafe memory = larger
  }

  // MARK: Pieces

  @inline(__always) func append(_ literal: StaticString) {
    let length = literal.utf8CodeUnitCount
    unsafe room(length).copyMemory(from: literal.utf8Start, byteCount: length)
    count += length
  }

  @inline(__always) func append(_ byte: UInt8) {
    unsafe room(1).storeBytes(of: byte, as: UInt8.self)
    count += 1
  }

  package func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    unsafe room(bytes.count).copyMemory(from: start, byteCount: bytes.count)
    count += bytes.count
  }

  package func append(_ bytes: some Collection<UInt8>) {
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable {
      unsafe append(UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil { for byte in bytes { append(byte) } }
  }

  /// A run of bytes that can be copied from here; good until everything is forgotten.
  struct Piece {
    fileprivate(set) var start = 0
    fileprivate(set) var count = 0

    var isEmpty: Bool { count == 0 }
  }

  /// All bytes as one piece.
  var whole: Piece { Piece(start: 0, count: count) }

  /// What `write` appends.
  func piece(_ write: (OutputBytes) -> Void) -> Piece {
    let start = count
    write(self)
    return Piece(start: start, count: count - start)
  }

  /// Appends a piece of other bytes.
  @inline(__always) func append(_ piece: Piece, of other: OutputBytes) {
    precondition(piece.start + piece.count <= other.count)
    unsafe room(piece.count).copyMemory(from: other.memory + piece.start, byteCount: piece.count)
    count += piece.count
  }

  /// Appends a text in quotes when all of it is printable ASCII of which JSON escapes nothing, as most are.
  /// - Returns: Whether it is; otherwise nothing was appended.
  func appendPlain(_ text: String) -> Bool {
    let length = text.utf8.count
    let start = unsafe room(length + 2)
    let isPlain = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      guard unsafe Self.isPlain(bytes) else { return false }
      if let first = bytes.baseAddress {
        unsafe (start + 1).copyMemory(from: first, byteCount: bytes.count)
      }
      return true
    }
    guard isPlain == true else { return false }
    unsafe start.storeBytes(of: 0x22, as: UInt8.self)
    unsafe (start + 1 + length).storeBytes(of: 0x22, as: UInt8.self)
    count += length + 2
    return true
  }

  @inline(__always) private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Without an early end, so that many bytes are looked at together.
    var others: UInt8 = 0
    var index = 0
    while index < bytes.count {
      let byte = unsafe bytes[index]
      others |= byte &- 0x20 > 0x5E || byte == 0x22 || byte == 0x5C ? 1 : 0
      index += 1
    }
    return others == 0
  }

  // MARK: Numbers

  /// In decimal digits.
  @inline(__always) func append(number: Int) {
    if UInt(bitPattern: number) < 10 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
    } else {
      append(longNumber: number)
    }
  }

  private func append(longNumber number: Int) {
    if number < 0 { return append(String(number).utf8) }
    var length = 2
    var limit = 100 as UInt
    var rest = UInt(number)
    while rest >= limit {
      length += 1
      limit *= 10
    }
    let start = unsafe room(length)
    var end = length
    while end >= 2 {
      end -= 2
      unsafe Self.store(rest % 100, at: start + end)
      rest /= 100
    }
    if end == 1 { unsafe start.storeBytes(of: UInt8(ascii: "0") + UInt8(rest), as: UInt8.self) }
    count += length
  }

  /// As ISO 8601, without quotes.
  func append(_ date: PartialDate) {
    guard (0...9999).contains(date.year) else { return append(date.iso8601.utf8) }
    append(twoDigits: date.year / 100)
    append(twoDigits: date.year % 100)
    guard let month = date.month else { return }
    append(UInt8(ascii: "-"))
    append(twoDigits: month)
    guard let day = date.day else { return }
    append(UInt8(ascii: "-"))
    append(twoDigits: day)
  }

  private func append(twoDigits number: Int) {
    unsafe Self.store(UInt(bitPattern: number) % 100, at: room(2))
    count += 2
  }

  private static let pairs: StaticString = """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """

  /// - Parameter number: Below 100.
  @inline(__always) private static func store(_ number: UInt, at place: UnsafeMutableRawPointer) {
    unsafe place.copyMemory(from: pairs.utf8Start + 2 * Int(number), byteCount: 2)
  }
}
