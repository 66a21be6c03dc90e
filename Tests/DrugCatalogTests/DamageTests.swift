import Foundation
import Testing

@testable import DrugCatalog

/// Damaged catalogs: found when they are opened; where the sums were forged, wrong answers at worst.
@Suite struct DamageTests {
  private static let small = Result { try SmallCatalog.builder().build() }

  /// The catalog inside the program, as a file.
  private static let shipped: [UInt8] = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = package.appending(path: "Sources/DefaultCatalog/default.catalog")
    return (try? Data(contentsOf: path)).map(Array.init) ?? []
  }()

  @Test func everyFlippedBitOfASmallCatalogIsFound() throws {
    let bytes = try Self.small.get()
    for position in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[position] ^= 1 << bit
        #expect(throws: CatalogError.self, "byte \(position)") { try Catalog(damaged) }
      }
    }
  }

  @Test func everyCutIsFound() throws {
    let bytes = try Self.small.get()
    for length in bytes.indices {
      #expect(throws: CatalogError.self, "length \(length)") { try Catalog(Array(bytes[..<length])) }
    }
  }

  @Test func tenThousandFlippedBitsAndAThousandCutsOfTheShippedCatalogAreFound() throws {
    var bytes = Self.shipped
    try #require(bytes.count > 1 << 20)
    var chance = Chance(seed: 17)
    var unnoticed: [String] = []
    bytes.withUnsafeMutableBytes { buffer in
      let base = UnsafeRawPointer(buffer.baseAddress!)
      func opens(_ count: Int) -> Bool {
        (try? Catalog(base: base, count: count, checkingSum: true)) != nil
      }
      if !opens(buffer.count) { unnoticed.append("the whole catalog is refused") }
      for _ in 0..<10_000 {
        let position = Int(chance.next() % UInt64(buffer.count))
        let bit = UInt8(1) << (chance.next() % 8)
        buffer[position] ^= bit
        if opens(buffer.count) { unnoticed.append("bit \(bit) of byte \(position)") }
        buffer[position] ^= bit
      }
      for _ in 0..<1000 {
        let count = Int(chance.next() % UInt64(buffer.count))
        if opens(count) { unnoticed.append("cut at \(count)") }
      }
    }
    #expect(unnoticed == [])
  }

  /// The same for whoever forges the sum as well: every question is answered somehow.
  @Test func forgedCatalogsNeverCrash() throws {
    let bytes = try Self.small.get()
    var chance = Chance(seed: 23)
    var answered = 0
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0...chance.next() % 4 {
        let position = 64 + Int(chance.next() % UInt64(bytes.count - 64))
        damaged[position] = chance.next() % 2 == 0 ? UInt8(truncatingIfNeeded: chance.next()) : 0xFF
      }
      damaged.withUnsafeBytes { buffer in
        guard
          let catalog = try? Catalog(base: buffer.baseAddress!, count: buffer.count, checkingSum: false)
        else { return }
        _ = CatalogWalk(catalog)
        answered += 1
      }
    }
    #expect(answered > 1000)
  }

  @Test func otherVersionsAndOtherFilesAreRefusedByName() throws {
    var bytes = try Self.small.get()
    bytes[8] += 1
    #expect(throws: CatalogError.version(found: 5, supported: 4)) { try Catalog(bytes) }
    bytes[8] = 1
    #expect(throws: CatalogError.version(found: 1, supported: 4)) { try Catalog(bytes) }
    #expect(throws: CatalogError.foreign) { try Catalog(Array(repeating: 0x20, count: 100)) }
    #expect(throws: CatalogError.foreign) { try Catalog([]) }
    #expect(CatalogError.version(found: 5, supported: 4).message.contains("version 5"))
  }

  @Test func twoWaysToOneCatalogGiveTheSameAnswers() throws {
    let catalog = try Catalog(Self.small.get())
    let again = try Catalog(CatalogBuilder(startingFrom: catalog).build())
    #expect(CatalogWalk(catalog).digest == CatalogWalk(again).digest)
  }
}

/// Numbers that are the same in every run.
private struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
