import PatientMedications
import Testing

@testable import CheckReport

@Suite struct OutputBytesTests {
  private func text(_ write: (OutputBytes) -> Void) -> String {
    let bytes = OutputBytes(capacity: 1)
    write(bytes)
    return String(decoding: bytes.array, as: UTF8.self)
  }

  @Test(arguments: [
    0, 9, 10, 42, 99, 100, 101, 909, 1_000, 65_536, 123_456, 1_000_000, 10_203_040_506, .max, -1, .min,
  ])
  func numbersAreDecimal(number: Int) {
    #expect(text { $0.append(number: number) } == String(number))
  }

  @Test(arguments: [
    PartialDate(year: 2023), PartialDate(year: 987, month: 1), PartialDate(year: 1, month: 12, day: 9),
    PartialDate(year: 2026, month: 11, day: 30), PartialDate(year: 12_345, month: 2),
    PartialDate(year: -4),
  ])
  func datesAreISO8601(date: PartialDate) {
    #expect(text { $0.append(date) } == date.iso8601)
  }

  @Test(arguments: [
    "", "a", "quinine", " ~!#[]", "an identifier that is longer than any word of the machine",
  ])
  func plainTextsStandInQuotes(plain: String) {
    let bytes = OutputBytes(capacity: 1)
    #expect(bytes.appendPlain(plain))
    #expect(String(decoding: bytes.array, as: UTF8.self) == "\"\(plain)\"")
  }

  /// One byte that JSON or a terminal minds, anywhere in a text of any length.
  @Test(arguments: ["\"", "\\", "\u{0}", "\n", "\u{1F}", "\u{7F}", "\u{80}", "é", "日"])
  func otherTextsAreLeftToTheWriter(other: String) {
    for length in 0..<20 {
      for place in 0...length {
        let all = String(repeating: "x", count: place) + other + String(repeating: "~", count: length - place)
        let bytes = OutputBytes(capacity: 1)
        #expect(!bytes.appendPlain(all))
        #expect(bytes.isEmpty)
      }
    }
  }

  @Test func piecesOutliveTheGrowthOfWhatHoldsThem() {
    let kept = OutputBytes(capacity: 1)
    let pieces = (0..<100).map { number in kept.piece { $0.append(number: number * 1_001) } }
    let all = text { output in for piece in pieces { output.append(piece, of: kept) } }
    #expect(all == (0..<100).map { String($0 * 1_001) }.joined())
    kept.removeAll()
    #expect(kept.isEmpty && kept.array.isEmpty)
  }
}
