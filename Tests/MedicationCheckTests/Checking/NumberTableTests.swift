import Testing

@testable import MedicationCheck

@Suite struct NumberTableTests {
  private func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

  @Test func everyNumberFindsItsOwn() {
    var table = NumberTable<Int?>()
    #expect(table[1] == nil)
    for first in 0..<60 as Range<UInt32> {
      for second in 0..<60 as Range<UInt32> where first != second {
        table[key(first, second)] = .some(first % 2 == 0 ? nil : Int(first * 100 + second))
      }
    }
    #expect(table.count == 60 * 59)
    for first in 0..<60 as Range<UInt32> {
      for second in 0..<60 as Range<UInt32> where first != second {
        #expect(table[key(first, second)] == .some(first % 2 == 0 ? nil : Int(first * 100 + second)))
      }
    }
    #expect(table[key(7, 7)] == nil && table[key(7, 60)] == nil && table[UInt64.max] == nil)
    table[key(1, 2)] = .some(5)
    #expect(table[key(1, 2)] == .some(5) && table.count == 60 * 59)
  }

  @Test func everyObjectFindsItsOwn() {
    final class Thing {}
    let things = (0..<500).map { _ in Thing() }
    var table = NumberTable<Int>()
    for (number, thing) in things.enumerated() {
      #expect(table[thing] == nil)
      table[thing] = number
    }
    #expect(things.map { table[$0] } == Array(0..<500))
  }
}
