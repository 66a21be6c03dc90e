import Glibc

/// Bytes that come one behind the other and stay where they are: memory in pieces, of which those that a receiver has
/// written are read from where it has them. A large catalog's text is not in memory twice then, and the memory of a
/// piece is used for the next one: fresh memory costs more than all that is done with it.
///
/// What is appended at once lies together, so that it can be looked at in one go: a piece's memory goes on behind its
/// end as far as what begins in it.
@safe struct PieceStore: ~Copyable {
  private static let bitsOfPiece = 22
  /// Pieces begin at multiples of this. Written like that, a file lies in large pages of the system's cache, and whoever
  /// opens it has next to nothing to map (Decisions/0010).
  static let pieceByteCount = 1 << bitsOfPiece
  private static let roomBehind = 128 << 10
  /// Pieces of 4 GB and of what may go beyond.
  private static let mostPieces = (1 << (32 - bitsOfPiece)) + 8

  private struct Piece {
    /// Bytes there is room for; 0 where the receiver has it.
    var room: Int
    /// Bytes of a receiver's memory that are to be given back.
    var mapped = 0
  }

  /// Number of bytes so far.
  private(set) var count: Int
  private let starts: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// Where what begins in each piece ends.
  private let ends: UnsafeMutablePointer<Int>
  private var pieces: [Piece] = []
  /// Memory of usual size that is free.
  private var free: [UInt] = []
  private let stream: CatalogStream

  /// - Parameters:
  ///   - count: How many zeros it begins with.
  ///   - stream: Is passed every piece as soon as it is full.
  init(zeros count: Int, passingTo stream: CatalogStream) {
    self.count = count
    self.stream = stream
    unsafe starts = .allocate(capacity: Self.mostPieces)
    unsafe ends = .allocate(capacity: Self.mostPieces)
    addPiece(room: Self.pieceByteCount + Self.roomBehind)
    unsafe memset(starts[0], 0, count)
    unsafe ends[0] = count
  }

  deinit {
    stream.stop()
    for at in pieces.indices {
      if pieces[at].mapped > 0 {
        unsafe munmap(starts[at], pieces[at].mapped)
      } else {
        unsafe Glibc.free(starts[at])
      }
    }
    for memory in free { unsafe Glibc.free(UnsafeMutableRawPointer(bitPattern: memory)) }
    unsafe starts.deallocate()
    unsafe ends.deallocate()
  }

  /// Appends `body`'s bytes, which lie together.
  /// - Parameters:
  ///   - most: At most so many bytes.
  ///   - body: Writes them and gives their number.
  @inline(__always)
  mutating func append(most: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
    let last = pieces.count - 1
    let place = count - last << Self.bitsOfPiece
    if place + most > pieces[last].room { enlarge(to: place + most + Self.roomBehind) }
    unsafe count += body(starts[last] + place)
    unsafe ends[last] = count
    if count >= pieces.count << Self.bitsOfPiece { turn() }
  }

  /// Hands the bytes from `place` to the end of what was appended with them to `body`.
  @inline(__always)
  func with<Result>(from place: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let at = place >> Self.bitsOfPiece
    guard place >= 0, at < pieces.count, unsafe place < ends[at] else {
      return unsafe body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    return unsafe body(
      UnsafeRawBufferPointer(start: starts[at] + (place - at << Self.bitsOfPiece), count: ends[at] - place))
  }

  /// Passes on what was not passed yet. Nothing may be appended afterwards.
  func passRest() {
    let last = pieces.count - 1
    unsafe pass(piece: last, starts[last], last << Self.bitsOfPiece..<count, neededTo: nil)
  }

  // MARK: Pieces

  private mutating func enlarge(to room: Int) {
    let last = pieces.count - 1
    let larger = unsafe Self.memory(room)
    let used = count - last << Self.bitsOfPiece
    unsafe memcpy(larger, starts[last], used)
    unsafe Glibc.free(starts[last])
    unsafe starts[last] = larger
    pieces[last].room = room
  }

  /// The piece at hand is full: another one begins with what goes beyond it.
  private mutating func turn() {
    while count >= pieces.count << Self.bitsOfPiece {
      let full = pieces.count - 1
      let end = pieces.count << Self.bitsOfPiece
      addPiece(room: max(Self.pieceByteCount, count - end) + Self.roomBehind)
      unsafe memcpy(starts[full + 1], starts[full] + Self.pieceByteCount, count - end)
      unsafe ends[full + 1] = count
      unsafe pass(piece: full, starts[full], full << Self.bitsOfPiece..<end, neededTo: ends[full])
    }
    giveUpWritten()
  }

  private func pass(piece: Int, _ start: UnsafeMutableRawPointer, _ range: Range<Int>, neededTo end: Int?) {
    // The header is made when all else is known.
    let skipped = piece == 0 ? CatalogHeader.spaceBeforePool : 0
    unsafe stream.pass(
      UnsafeRawBufferPointer(start: start + skipped, count: range.count - skipped),
      at: range.lowerBound + skipped,
      neededTo: end)
  }

  /// Goes over to the receiver's memory where it has some.
  private mutating func giveUpWritten() {
    for written in stream.takeMapped() {
      let at = written.place >> Self.bitsOfPiece
      if pieces[at].room == Self.pieceByteCount + Self.roomBehind {
        unsafe free.append(UInt(bitPattern: starts[at]))
      } else {
        unsafe Glibc.free(starts[at])
      }
      unsafe starts[at] = written.memory
      pieces[at] = Piece(room: 0, mapped: written.byteCount)
    }
  }

  private mutating func addPiece(room: Int) {
    precondition(pieces.count < Self.mostPieces, "more than 4 GB of text")
    let isUsual = room == Self.pieceByteCount + Self.roomBehind
    if isUsual, let used = free.popLast(), let memory = unsafe UnsafeMutableRawPointer(bitPattern: used) {
      unsafe (starts + pieces.count).initialize(to: memory)
    } else {
      unsafe (starts + pieces.count).initialize(to: Self.memory(room))
    }
    pieces.append(Piece(room: room))
  }

  private static func memory(_ byteCount: Int) -> UnsafeMutableRawPointer {
    var memory: UnsafeMutableRawPointer?
    guard unsafe posix_memalign(&memory, 2 << 20, byteCount) == 0, let memory = unsafe memory else {
      fatalError("not enough memory")
    }
    return unsafe memory
  }
}
