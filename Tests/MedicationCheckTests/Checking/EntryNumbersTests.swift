import Testing

@testable import MedicationCheck

@Suite struct EntryNumbersTests {
  @Test(arguments: 0...5)
  func numbersComeBackInOrder(_ count: Int) {
    let expected = (0..<count).map { $0 * 3 + 1 }
    var numbers = EntryNumbers()
    for number in expected { numbers.append(number) }
    #expect(Array(numbers) == expected)
    #expect(numbers.count == count && numbers.isEmpty == (count == 0))
    #expect(numbers.first == expected.first && numbers.last == expected.last)
    #expect(numbers == EntryNumbers(ascending: expected))
    #expect(numbers.hashValue == EntryNumbers(ascending: expected).hashValue)
    #expect(numbers != EntryNumbers(ascending: expected + [99]))
  }

  @Test(arguments: [
    ([1], [1]), ([1], [2]), ([7], [2]), ([1, 4], [4]), ([3], [1, 2, 9]), ([1, 2, 3], [4, 5, 6]), ([], [5]),
    ([], []),
  ])
  func aUnionHoldsEachOnce(_ first: [Int], _ second: [Int]) {
    let (a, b) = (EntryNumbers(ascending: first), EntryNumbers(ascending: second))
    let expected = Set(first + second).sorted()
    #expect(Array(a.union(b)) == expected)
    #expect(a.union(b) == b.union(a))
    #expect(a.union(b) == EntryNumbers(ascending: expected))
  }
}
