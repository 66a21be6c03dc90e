import Testing

@testable import DrugCatalog

/// What only catalogs past a few megabytes go through: sums shared by two threads, bytes handed on while the rest is
/// made.
@Suite struct LargeCatalogTests {
  /// Keeps what it is handed, as a file would.
  private final class Keeper: CatalogReceiver {
    var bytes: [UInt8] = []
    var places: [Int] = []

    func take(_ bytes: UnsafeRawBufferPointer, at place: Int) {
      places.append(place)
      if self.bytes.count < place + bytes.count {
        self.bytes.append(
          contentsOf: repeatElement(0, count: place + bytes.count - self.bytes.count))
      }
      self.bytes.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
  }

  /// Twenty megabytes of text.
  private static func builder() -> CatalogBuilder {
    let builder = SmallCatalog.builder()
    for number in 0..<400 {
      let text = String(repeating: "\(number) of many; ", count: 4096)
      builder.add(
        Advice(
          id: "fact-\(number)", kind: .fact, name: "", text: text, attribution: SmallCatalog.attribution))
    }
    return builder
  }

  @Test func whatIsHandedOnIsTheCatalog() throws {
    let keeper = Keeper()
    let catalog = try Self.builder().build(handingTo: keeper)
    try #require(catalog.count > 16 << 20)
    let isSame = keeper.bytes == catalog
    #expect(isSame)
    #expect(keeper.places.last == 0, "the header comes last")
    #expect(Set(keeper.places).count == keeper.places.count)
    let alone = try Self.builder().build()
    let isSameAlone = alone == catalog
    #expect(isSameAlone)
    let opened = try Catalog(catalog)
    #expect(opened.verifiesSHA256())
    #expect(opened.adviceCount == 400)
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
