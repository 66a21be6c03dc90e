import MedicationCheck
import Testing

@Suite struct MemoryRoomTests {
  /// How many bytes a room holds at most while things of 1 KiB are looked up.
  /// - Parameter thing: What is looked up at a time.
  private static func most(_ count: Int, limit: Int, _ thing: (Int) -> Int) -> Int {
    var room = MemoryRoom(most: limit)
    var known: Set<Int> = []
    var most = 0
    for time in 0..<count {
      room.noteLookUps()
      guard !known.contains(thing(time)) else { continue }
      if room.take(1 << 10) { known = [] }
      known.insert(thing(time))
      most = max(most, known.count << 10)
    }
    return most
  }

  @Test func whatIsNeverFoundAgainStaysSmall() {
    #expect(Self.most(100_000, limit: 64 << 20) { $0 } <= 2 << 20)
  }

  @Test func whatIsFoundAgainGrowsToItsLimitAndNoFurther() {
    // Twenty thousand things in turn, each twice.
    #expect(Self.most(100_000, limit: 64 << 20) { $0 / 2 % 20_000 } == 20_000 << 10)
    #expect(Self.most(100_000, limit: 8 << 20) { $0 / 2 % 20_000 } <= 8 << 20)
    // A few that are found among the first two thousand are use enough.
    var state: UInt64 = 1
    let most = Self.most(400_000, limit: 64 << 20) { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % 15_000
    }
    #expect(most > 8 << 20)
  }

  @Test func aSmallLimitIsKept() {
    #expect(Self.most(10_000, limit: 1 << 16) { $0 } <= 1 << 16)
    #expect(Self.most(10_000, limit: 1 << 16) { $0 / 2 } <= 1 << 16)
    // What is larger than all the room stands there alone.
    #expect(Self.most(10, limit: 1) { $0 } == 1 << 10)
  }
}
