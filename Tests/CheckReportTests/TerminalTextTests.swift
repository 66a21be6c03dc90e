import MedicationCheck
import PatientMedications
import Testing

@testable import CheckReport

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("quinine", "quinine"),
    ("Thésaurus 日本 أدوية ½", "Thésaurus 日本 أدوية ½"),
    ("\u{1B}[31m", "\\u{1B}[31m"),
    ("a\u{07}b\u{00}c\u{7F}", "a\\u{07}b\\u{00}c\\u{7F}"),
    ("a\nb\r\tc", "a\\u{0A}b\\u{0D}\\u{09}c"),
    ("\u{9B}2J\u{85}", "\\u{9B}2J\\u{85}"),
    ("\u{202E}enin\u{2066}iuq\u{2069}\u{200F}\u{61C}", "\\u{202E}enin\\u{2066}iuq\\u{2069}\\u{200F}\\u{61C}"),
    ("a\u{200B}b\u{FEFF}c\u{AD}d\u{2028}e", "a\\u{200B}b\\u{FEFF}c\\u{AD}d\\u{2028}e"),
    ("\u{E0041}\u{E007F}", "\\u{E0041}\\u{E007F}"),
    ("list\u{10FEFF}\u{10FE80}.txt", "list\\xFF\\x80.txt"),
  ])
  func whatCouldSteerATerminalIsWrittenOut(text: String, shown: String) {
    #expect(TerminalText.safe(text) == shown)
    #expect(TerminalText.safe(shown) == shown)
  }

  /// Every scalar that SAFETY's promise names, and every one of the C0 and C1 sets.
  @Test func noControlCharacterPasses() {
    let forbidden =
      Array(0..<0x20) + Array(0x7F..<0xA0) + [0x200E, 0x200F, 0x61C] + Array(0x202A..<0x202F)
      + Array(0x2066..<0x206A)
    for number in forbidden {
      guard let scalar = Unicode.Scalar(UInt32(number)) else { continue }
      let shown = TerminalText.safe("a" + String(scalar) + "b")
      #expect(shown.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "U+\(String(number, radix: 16))")
    }
  }

  @Test(arguments: [
    ("quinine", 7), ("日本", 4), ("e\u{301}", 1), ("é", 1), ("ﾊ", 1), ("😀", 2), ("ｑ", 2), ("", 0),
  ])
  func columns(text: String, width: Int) { #expect(TerminalText.width(of: text) == width) }

  /// A hostile list, through every output that a terminal may show.
  @Test func nothingOfAListReachesTheTerminalRaw() throws {
    let hostile = "quin\u{1B}]0;x\u{07}ine \u{202E}\u{9B}31m\u{85}\r\n日本"
    let sample = try SampleCheck(
      [hostile, "quinine", hostile],
      patient: Patient(identifier: hostile, conditions: [.init(text: hostile)]),
      remarks: [.init(place: SourcePlace(line: 4), text: hostile, reason: .allergy)], inactive: [2])
    let source = ReportSource(path: hostile, patient: hostile)
    let record = OutputBytes()
    JSONReport(catalog: sample.catalog).append(sample.result, from: source, to: record)
    var json = record.array
    ResolveLine(catalog: sample.catalog).append(sample.result.entries[0], to: &json)
    DrugJSON(catalog: sample.catalog).append(sample.result.entries[0], query: hostile, to: &json)
    var summary = ScanSummary(catalog: sample.catalog)
    summary.add(sample.result)
    summary.addUnread(path: hostile, reason: "no")
    summary.append(to: &json)
    let card = DrugCard(catalog: sample.catalog, style: TextStyle(), detail: .init(), country: nil)
    var texts = [true, false].map { all in
      TextReport(catalog: sample.catalog, style: TextStyle(), detail: .init(showsAll: all, explains: all))
        .text(
          sample.result, from: source)
    }
    texts.append(card.text(sample.result.entries[0], query: hostile))
    texts.append(ResolveText(catalog: sample.catalog, style: TextStyle()).text(sample.result.entries[0]))
    texts.append(summary.text(style: TextStyle()))
    texts.append(String(decoding: json, as: UTF8.self))
    for text in texts {
      let steering = text.unicodeScalars.filter { $0 != "\n" && TerminalText.isSteering($0) }
      #expect(steering.isEmpty, "\(steering.map { $0.value })")
    }
  }
}
