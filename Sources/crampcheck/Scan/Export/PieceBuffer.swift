import Glibc
import Synchronization

/// Memory for a piece of a file, with room behind it that readers may look at. One owner at a time.
@safe final class PieceBuffer: @unchecked Sendable {
  private var memory: UnsafeMutableRawBufferPointer
  /// Bytes of the piece.
  var count = 0

  /// Small enough to stay in a processor's own memory while its lines are read.
  private static let size = 1 << 18
  private static let padding = 64

  init() { unsafe memory = Self.allocate(Self.size + Self.padding) }

  deinit { unsafe memory.deallocate() }

  private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
    return unsafe memory
  }

  /// Starts anew with these bytes.
  func fill(with bytes: [UInt8]) {
    count = 0
    while unsafe room.count < bytes.count { grow() }
    unsafe room.copyBytes(from: bytes)
    count = bytes.count
  }

  /// What is free behind the piece.
  var room: UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<(memory.count - Self.padding)])
  }

  private(set) var hasGrown = false

  func grow() {
    hasGrown = true
    let larger = unsafe Self.allocate((memory.count - Self.padding) * 2 + Self.padding)
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<count]))
    unsafe memory.deallocate()
    unsafe memory = larger
  }

  /// Behind the last line feed; 0 when there is none.
  var endOfLastLine: Int {
    let bytes = unsafe memory[..<count]
    return unsafe bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  }

  var lineCount: Int {
    guard let start = unsafe memory.baseAddress else { return 0 }
    var at = 0
    var lines = 0
    while at < count, let feed = unsafe memchr(start + at, 0x0A, count - at) {
      lines += 1
      at = unsafe UnsafeRawPointer(feed) - UnsafeRawPointer(start) + 1
    }
    return lines
  }

  var hasByteOrderMark: Bool {
    unsafe count >= 3 && memory[0] == 0xEF && memory[1] == 0xBB && memory[2] == 0xBF
  }

  func bytes(from start: Int) -> [UInt8] { unsafe Array(memory[start..<count]) }

  /// - Parameter body: Gets the piece, and how many bytes from its start on may be looked at.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer, _ readable: Int) -> Result) -> Result {
    unsafe body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<count]), memory.count)
  }
}

/// Buffers that go round between those who read files and those who read pieces.
final class PieceBuffers: Sendable {
  private let free = Mutex<[PieceBuffer]>([])

  func take() -> PieceBuffer { free.withLock { $0.popLast() } ?? PieceBuffer() }

  /// Buffers that have grown do not go round: however often files are read, they fall into the same pieces.
  func give(_ buffer: PieceBuffer) {
    if !buffer.hasGrown { free.withLock { $0.append(buffer) } }
  }
}
