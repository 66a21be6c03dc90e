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

  @Test func severalThingsAreKeptOfOneObject() {
    let table = FragmentTable<Int>(memory: 1 << 20)
    let things = (0..<20).map { _ in Thing() }
    let variants = 0..<FragmentTable<Int>.mostVariants
    for (number, thing) in things.enumerated() {
      for variant in variants where variant % 3 != 0 {
        table.keep(number * 100 + variant, of: thing, variant: variant, bytes: 100)
      }
    }
    for (number, thing) in things.enumerated() {
      for variant in variants {
        let kept = table.fragment(of: ObjectIdentifier(thing), variant: variant)
        #expect(kept == (variant % 3 == 0 ? nil : number * 100 + variant))
      }
    }
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
