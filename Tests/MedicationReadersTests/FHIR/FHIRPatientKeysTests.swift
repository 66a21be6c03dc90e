import Testing

@testable import MedicationReaders

@Suite struct FHIRPatientKeysTests {
  private static let keys = ["Patient/7", "", "urn:uuid:1", "Patient/", "Pätient/é", "Patient/70", "7"]

  @Test func keysAreNumberedInTheOrderInWhichTheyCome() {
    var keys = FHIRPatientKeys()
    let many = Self.keys + (0..<5_000).map { "Patient/many-\($0)" }
    for round in 0..<2 {
      for (number, key) in many.enumerated() { #expect(keys.add(key) == number, "round \(round)") }
    }
    #expect(keys.count == many.count)
    for (number, key) in many.enumerated() {
      #expect(keys.number(of: key) == number)
      #expect(keys.text(number) == key && keys.isEmpty(number) == key.isEmpty)
      #expect(keys.mark(number) == FHIRReference.mark(key))
    }
    #expect(keys.number(of: "Patient/8") == nil && FHIRPatientKeys().number(of: "") == nil)
  }

  @Test func anIDIsWhatStandsBehindTheLastSlash() {
    var keys = FHIRPatientKeys()
    for key in Self.keys { _ = keys.add(key) }
    #expect(keys.indices.map { keys.id($0) } == ["7", "", "urn:uuid:1", "", "é", "70", "7"])
  }

  @Test func keysOfOthersAreTakenOver() {
    var (keys, later) = (FHIRPatientKeys(), FHIRPatientKeys())
    for key in Self.keys { _ = keys.add(key) }
    for key in ["new", "Patient/70", "", "newer"] { _ = later.add(key) }
    #expect(later.indices.map { keys.add($0, of: later) } == [7, 5, 1, 8])
    #expect(keys.text(7) == "new" && keys.text(8) == "newer")
    #expect(keys.number(of: "newer") == 8)
  }
}
