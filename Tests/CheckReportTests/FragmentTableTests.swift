import Testing

@testable import CheckReport

@Suite struct FragmentTableTests {
  private final class Thing {}

  @Test func everyObjectFindsItsOwn() {
    let table = FragmentTable<Int>(memory: 1 << 20)
    let things = (0..<1_000).map { _ in Thing() }
    for (number, thing) in things.enumerated() {
      #expect(table.fragment(of: ObjectIdentifier(thing)) == nil)
      #expect(!table.isFull || number > 500)
      table.keep(number, of: thing, bytes: 1_000)
    }
    #expect(things.map { table.fragment(of: ObjectIdentifier($0)) } == Array(0..<1_000))
    #expect(table.isFull)
    table.removeAll()
    #expect(!table.isFull)
    #expect(things.allSatisfy { table.fragment(of: ObjectIdentifier($0)) == nil })
  }

  @Test func objectsLiveAsLongAsTheTableKnowsThem() {
    let table = FragmentTable<Int>(memory: 1 << 10)
    weak var thing: Thing?
    do {
      let new = Thing()
      thing = new
      table.keep(1, of: new, bytes: 10)
    }
    #expect(thing != nil)
    table.removeAll()
    #expect(thing == nil)
  }
}
