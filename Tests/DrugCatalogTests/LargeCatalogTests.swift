import Glibc
import Testing

@testable import DrugCatalog

/// What only catalogs past a few megabytes go through: sums shared by two threads, bytes handed on while the rest is
/// made.
@Suite struct LargeCatalogTests {
  /// Keeps what it is handed, as a file would.
  private final class Keeper: CatalogReceiver {
    var bytes: [UInt8] = []
    var places: [Int] = []
    /// What was asked for to be read from here, and whether it is given.
    var mapped: [Range<Int>] = []
    let maps: Bool

    init(maps: Bool) { self.maps = maps }

    func mapping(of range: Range<Int>) -> UnsafeMutableRawPointer? {
      mapped.append(range)
      guard maps, range.upperBound <= bytes.count else { return nil }
      let memory = mmap(nil, range.count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      bytes.withUnsafeBytes {
        memory?.copyMemory(from: $0.baseAddress! + range.lowerBound, byteCount: range.count)
      }
      return memory
    }

    func take(_ bytes: UnsafeRawBufferPointer, at place: Int) {
      places.append(place)
      if self.bytes.count < place + bytes.count {
        self.bytes.append(
          contentsOf: repeatElement(0, count: place + bytes.count - self.bytes.count))
      }
      self.bytes.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
  }

  /// Twenty megabytes of text, of which some lies across the ends of pieces.
  private static func builder(_ keeper: Keeper? = nil) -> CatalogBuilder {
    let builder = SmallCatalog.builder(handingTo: keeper)
    for number in 0..<400 {
      let text = String(repeating: "\(number) of many; ", count: 4096)
      builder.add(
        Advice(
          id: "fact-\(number)", kind: .fact, name: "", text: text, attribution: SmallCatalog.attribution))
    }
    return builder
  }

  @Test(arguments: [false, true])
  func whatIsHandedOnIsTheCatalog(maps: Bool) throws {
    let keeper = Keeper(maps: maps)
    let builder = Self.builder(keeper)
    // What was stored first is found where it is by now, and not stored again.
    let size = builder.draft.pool.count
    #expect(builder.draft.pool.intern("quinine") < 4096)
    #expect(builder.draft.pool.count == size)
    try builder.finish()
    let catalog = keeper.bytes
    try #require(catalog.count > 16 << 20)
    #expect(keeper.places.last == 0, "the header comes last")
    #expect(Set(keeper.places).count == keeper.places.count)
    #expect(keeper.mapped.count >= 3)
    #expect(keeper.mapped.allSatisfy { $0.lowerBound % PieceStore.pieceByteCount == 0 })
    let alone = try Self.builder().build()
    let isSameAlone = alone == catalog
    #expect(isSameAlone)
    let opened = try Catalog(catalog)
    #expect(opened.verifiesSHA256())
    #expect(opened.adviceCount == 400)
    let again = try CatalogBuilder(startingFrom: opened).build()
    let isSameAgain = again == catalog
    #expect(isSameAgain)
  }

  /// Texts as long as several pieces, and one that ends where a piece does.
  @Test func textsLieTogether() {
    let keeper = Keeper(maps: true)
    let pool = TextPool(passingTo: CatalogStream(keeper))
    let piece = PieceStore.pieceByteCount
    var texts: [[UInt8]] = [9 << 20, 100, 70_000].map { count in
      (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    }
    var offsets: [UInt32] = []
    for text in texts { offsets.append(pool.intern(text.span)) }
    let rest = piece - (CatalogHeader.spaceBeforePool + pool.count) % piece
    texts.append([UInt8](repeating: 0x61, count: rest - 4))
    let last = texts[3]
    offsets.append(pool.intern(last.span))
    #expect((CatalogHeader.spaceBeforePool + pool.count) % piece == 0)
    for (offset, text) in zip(offsets, texts) {
      let isSame = pool.text(at: offset) == text
      #expect(isSame)
    }
    // Past the end, and in the middle of a text: something, but no crash.
    #expect(pool.text(at: .max).isEmpty)
    #expect(pool.text(at: offsets[1] + 50).count <= pool.count)
  }

  @Test func nothingIsHandedOnOnceStopped() {
    let keeper = Keeper(maps: true)
    let builder = Self.builder(keeper)
    builder.stop()
    let count = keeper.places.count
    builder.add(
      Advice(
        id: "fact", kind: .fact, name: "", text: String(repeating: "more ", count: 2 << 20),
        attribution: SmallCatalog.attribution))
    #expect(keeper.places.count == count)
  }

  /// One byte in each piece of the sum, both ends of the pieces and of the file included.
  @Test func damageIsFoundInEveryPiece() throws {
    var catalog = try Self.builder().build()
    let sum = CatalogChecksum.sum(of: catalog.span)
    let piece = CatalogChecksum.pieceByteCount
    var edges: [Int] = []
    for start in stride(from: 0, to: catalog.count, by: piece) {
      edges += [start, start + 1000, min(catalog.count, start + piece) - 1]
    }
    #expect(edges.count == 3 * CatalogChecksum.pieceCount(catalog.count))
    for place in edges {
      catalog[place] ^= 4
      #expect(CatalogChecksum.sum(of: catalog.span) != sum, "byte \(place)")
      catalog[place] ^= 4
    }
    // The sum itself is taken as zero.
    for place in CatalogChecksum.place { catalog[place] ^= 0xFF }
    #expect(CatalogChecksum.sum(of: catalog.span) == sum)
  }
}
