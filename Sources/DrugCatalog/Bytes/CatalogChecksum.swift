private import CXXHash
import Synchronization

/// The sum that is checked whenever a catalog is opened: XXH3 of the XXH3s of its pieces, eight little-endian bytes each;
/// the sum itself is taken as zero. Pieces let two processors share the work.
enum CatalogChecksum {
  /// Bytes of a piece; the last one may be shorter.
  static let pieceByteCount = 1 << 21
  /// Where the sum stands in the header.
  static let place = 24..<32
  /// A smaller catalog is done before a second thread has begun.
  private static let leastForTwo = 16 << 20

  static func pieceCount(_ byteCount: Int) -> Int { (byteCount + pieceByteCount - 1) / pieceByteCount }

  /// - Complexity: one pass, as fast as memory gives it.
  static func sum(of catalog: Span<UInt8>) -> UInt64 {
    unsafe catalog.withUnsafeBytes { bytes in
      let pieces = PieceSums(count: pieceCount(bytes.count))
      let next = Atomic<Int>(0)
      func work() {
        while true {
          let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard piece < pieces.count else { return }
          unsafe pieces.set(piece, sum(ofPiece: piece, of: bytes))
        }
      }
      if bytes.count >= leastForTwo {
        withoutActuallyEscaping(work) { work in
          let side = SideThread(work)
          work()
          side?.join()
        }
      } else {
        work()
      }
      return pieces.sum
    }
  }

  @unsafe private static func sum(ofPiece piece: Int, of catalog: UnsafeRawBufferPointer) -> UInt64 {
    let start = piece * pieceByteCount
    let end = min(start + pieceByteCount, catalog.count)
    guard piece == 0, end >= place.upperBound else {
      return unsafe XXH3_64bits(catalog.baseAddress! + start, end - start)
    }
    guard let state = unsafe XXH3_createState() else { return 0 }
    defer { unsafe _ = XXH3_freeState(state) }
    let zeros: UInt64 = 0
    unsafe XXH3_64bits_reset(state)
    unsafe XXH3_64bits_update(state, catalog.baseAddress, place.lowerBound)
    unsafe withUnsafeBytes(of: zeros) { unsafe _ = XXH3_64bits_update(state, $0.baseAddress, $0.count) }
    unsafe XXH3_64bits_update(state, catalog.baseAddress! + place.upperBound, end - place.upperBound)
    return unsafe XXH3_64bits_digest(state)
  }

  /// The sums of the pieces, each written by one thread.
  @safe private final class PieceSums {
    let count: Int
    private let sums: UnsafeMutableBufferPointer<UInt64>

    init(count: Int) {
      self.count = count
      unsafe sums = .allocate(capacity: max(count, 1))
      unsafe sums.initialize(repeating: 0)
    }

    deinit { unsafe sums.deallocate() }

    func set(_ piece: Int, _ sum: UInt64) { unsafe sums[piece] = sum.littleEndian }

    var sum: UInt64 { unsafe XXH3_64bits(sums.baseAddress, count * 8) }
  }
}
