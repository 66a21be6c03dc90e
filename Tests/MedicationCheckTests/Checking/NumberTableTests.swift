import Testing

@testable import MedicationCheck

@Suite struct PairTableTests {
  @Test func everyPairFindsItsOwn() {
    var table = PairTable<Int?>()
    #expect(table[0, 1] == nil)
    for first in 0..<60 as Range<UInt32> {
      for second in 0..<60 as Range<UInt32> where first != second {
        table[first, second] = .some(first % 2 == 0 ? nil : Int(first * 100 + second))
      }
    }
    #expect(table.count == 60 * 59)
    for first in 0..<60 as Range<UInt32> {
      for second in 0..<60 as Range<UInt32> where first != second {
        #expect(table[first, second] == .some(first % 2 == 0 ? nil : Int(first * 100 + second)))
      }
    }
    #expect(table[7, 7] == nil && table[7, 60] == nil && table[.max, .max] == nil)
    table[1, 2] = .some(5)
    #expect(table[1, 2] == .some(5) && table.count == 60 * 59)
  }
}
