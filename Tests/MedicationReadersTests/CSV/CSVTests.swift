import Foundation
import PatientMedications
import Testing

@testable import MedicationReaders

@Suite struct CSVTests {
  @Test(arguments: [",", ";", "\t", "|"])
  func theDelimiterIsFound(_ delimiter: String) throws {
    let table = "patient,drug,dose\n1,warfarin,5 mg\n".replacing(",", with: delimiter)
    let list = try list(table)
    #expect(list.patient.identifier == "1")
    #expect(
      list.entries == [
        MedicationEntry(text: "warfarin", doseText: "5 mg", place: SourcePlace(line: 2))
      ])
  }

  @Test(arguments: [
    "Medication,Route", " MEDICATION , Route", "\u{FEFF}Drug Name,Route", "drug_name,route",
    "\"Drug-Name\",\"Route\"", "MedicationName,Route", "Generic Name,Route", "Name,Route",
    "sep=,\nMedication,Route",
  ])
  func headersAreKnownInTheirSpellings(_ header: String) throws {
    #expect(try list(header + "\nwarfarin,oral\n").activeTexts == ["warfarin"])
  }

  @Test func columnsBecomeTheParts() throws {
    let list = try list(
      """
      MRN,Age,Sex,Drug,RxCUI,NDC,Strength,Sig,Start Date,End Date,Status,Indication
      7,72,F,quinine sulfate,9071,0,324 mg,1 at night,2023-05-01,,active,leg cramps
      7,,,ibuprofen,,,,,2020,2021-02,,
      7,,,metformin,,,,,,,stopped,
      7,,,lisinopril,,,,,,2020,active,
      """, today: PartialDate(year: 2026, month: 11, day: 24))
    #expect(list.patient.identifier == "7")
    #expect(list.patient.ageYears == 72)
    #expect(list.patient.sex == .female)
    #expect(
      list.entries[0]
        == MedicationEntry(
          text: "quinine sulfate", codes: [MedicationCode(system: .rxcui, value: "9071")],
          started: PartialDate(year: 2023, month: 5, day: 1), doseText: "324 mg 1 at night",
          indication: "leg cramps", place: SourcePlace(line: 2)))
    #expect(list.inactive == ["ibuprofen": .stopped, "metformin": .stopped])
    #expect(list.activeTexts == ["quinine sulfate", "lisinopril"])
  }

  @Test func withoutADayAnEndDateSaysNothing() throws {
    #expect(try list("drug,end\nwarfarin,2020-01-01\n").activeTexts == ["warfarin"])
  }

  @Test func patientsComeInTheOrderInWhichTheyAppear() throws {
    let lists = try lists("patient,drug\nb,warfarin\na,aspirin\nb,quinine\n")
    #expect(lists.map(\.patient.identifier) == ["b", "a"])
    #expect(lists.map(\.activeTexts) == [["warfarin", "quinine"], ["aspirin"]])
  }

  @Test func quotesHoldDelimitersLineEndsAndQuotes() throws {
    let list = try list("drug,dose\n\"warfarin\n5 mg\",\"a,b\"\n\"war \"\"x\"\"\",\n")
    #expect(list.entries.map(\.text) == ["warfarin 5 mg", "war \"x\""])
    #expect(list.entries.map(\.place.line) == [2, 4])
    #expect(list.entries[0].doseText == "a,b")
    #expect(list.isWhole)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func rowsEndAsTheyPlease(_ end: String) throws {
    let list = try list("drug,dose\nwarfarin,5\naspirin,7".replacing("\n", with: end))
    #expect(list.activeTexts == ["warfarin", "aspirin"])
    #expect(list.entries.map(\.place.line) == [2, 3])
  }

  struct OddTable: CustomTestStringConvertible {
    var rows: String
    var active: [String]
    var gapLines: [Int] = [2]
    var testDescription: String { rows }
  }

  @Test(arguments: [
    OddTable(rows: "1,warfarin\n1,aspirin,75", active: ["warfarin", "aspirin"]),
    OddTable(rows: "1,warfarin,2,5 mg", active: ["warfarin"]),
    OddTable(rows: "1,warfarin,5 mg,,", active: ["warfarin"], gapLines: []),
    OddTable(rows: "1,,5 mg\n1,aspirin,75", active: ["aspirin"]),
    OddTable(rows: "1,war\"farin,5\n1,aspirin,x", active: ["war\"farin", "aspirin"]),
    OddTable(rows: "1,\"warfarin\"x,5\n1,aspirin,y", active: ["\"warfarin\"x", "aspirin"]),
    OddTable(
      rows: "1,\"warfarin \\\"Coumadin\\\"\",x\n1,aspirin,y",
      active: ["\"warfarin \\\"Coumadin\\\"\"", "aspirin"]),
    OddTable(rows: "1,warfarin," + String(repeating: "x,", count: 5000), active: ["warfarin"]),
    OddTable(rows: "\n\n,,\n1,aspirin,75\n\u{1A}\n", active: ["aspirin"], gapLines: []),
  ])
  func oddRowsAreReadAndNamed(_ table: OddTable) throws {
    let list = try list("patient,medication,dose\n" + table.rows)
    #expect(list.activeTexts == table.active)
    #expect(list.gaps.map(\.place.line) == table.gapLines)
  }

  /// The words of a row that may be cut wrongly are shown, not all of a long one.
  @Test func oddRowsShowTheirWords() throws {
    let rows =
      "1,calcium, vitamin D,500\n1,\"warfarin\"x,5 mg\n1,aspirin,1,\(String(repeating: "y", count: 900))\n"
    let gaps = try list("patient,medication,dose\n" + rows).gaps
    #expect(gaps.prefix(2).map(\.text) == ["1 calcium vitamin D 500", "1 \"warfarin\"x 5 mg"])
    #expect(gaps.last?.text.hasPrefix("1 aspirin 1 yyy") == true && gaps.last?.text.count ?? 0 < 300)
  }

  @Test func aFieldThatCannotBeReadIsNamed() throws {
    #expect(try list("patient,drug\n1,\u{301}warfarin\n").unreadableLines == [2])
    let bytes = Array("patient,drug\n1,furos".utf8) + [0xE9] + Array("mide\n1,aspirin\n".utf8)
    let list = try MedicationReader.read(bytes)[0]
    #expect(list.unreadableLines == [2])
    #expect(list.activeTexts == ["aspirin"])
  }

  @Test func twoNameColumnsAreTwoMedicines() throws {
    let lists = try lists("patient,medication,medication\n1,warfarin,aspirin\n2,quinine,\n")
    #expect(lists.map(\.activeTexts) == [["warfarin", "aspirin"], ["quinine"]])
    #expect(lists.map { $0.gaps.map(\.place.line) } == [[1], [1]])
  }

  @Test func aTableWithoutAHeaderLosesNoRow() throws {
    let list = try list("1,warfarin,5 mg\n1,aspirin,75 mg\n")
    #expect(list.activeTexts == ["1 warfarin 5 mg", "1 aspirin 75 mg"])
    #expect(list.gaps.map(\.place.line) == [1])
  }

  /// Found by fuzzing.
  @Test func aFieldOfLineEndsNamesNoMedicine() throws {
    let lists = try MedicationReader.read(
      Array("id;rx\n1;\u{85}\u{1A}\u{85}\n2;quinine\n1;\u{85}\n".utf8), format: "csv")
    let entries = lists.flatMap(\.entries)
    #expect(entries.allSatisfy { !$0.text.isEmpty })
    #expect(entries.contains { $0.text == "quinine" })
    #expect(lists.flatMap(\.gaps).contains { $0.reason == "the row names no medicine" })
  }

  @Test func plainLinesWithCommasAreNoTable() throws {
    let list = try list("warfarin 5 mg, daily\naspirin, clopidogrel\n")
    #expect(list.activeTexts == ["warfarin 5 mg, daily", "aspirin, clopidogrel"])
  }

  @Test(arguments: [
    ("patient,medication,dose\n1,\"warfarin,5\n1,aspirin,7\n", 2, "a quote opened on line 2 is never closed"),
    ("patient,medication\n", 1, "the table has a header and no rows"),
    ("a,b,c\n1,warfarin,5\n", 1, "no column is known to hold the medicine; call it 'medication'"),
    (
      "patient,drug\n1,war\u{0}farin\n", 2,
      "a zero byte: this is no text, or UTF-16 without its mark; save the file as UTF-8"
    ),
  ])
  func whatIsNoTableIsRefused(_ table: String, _ line: Int, _ reason: String) {
    let error = refusal(Array(table.utf8))
    #expect(error?.line == line)
    #expect(error?.reason == reason)
  }

  @Test(.enabled(if: Corpus.isPresent))
  func csvSpectrumIsParsedAsItsAnswersSay() throws {
    let names = try Corpus.names(in: "attacks/csv-spectrum/csvs")
    #expect(names.count == 12)
    for name in names {
      let bytes = try Corpus.bytes("attacks/csv-spectrum/csvs/\(name)")
      var rows: [[String]] = []
      try CSVRows.read(bytes[...], delimiter: 0x2C, firstLine: 1) { row in
        rows.append((0..<row.keptCount).map { String(decoding: row.field($0), as: UTF8.self) })
      }
      let answer = try Corpus.bytes("attacks/csv-spectrum/json/\(name.replacing(".csv", with: ".json"))")
      guard let expected = try? JSONDecoder().decode([[String: String]].self, from: Data(answer)) else {
        // One answer is not in UTF-8 and states another row than its table.
        #expect(name == "location_coordinates.csv")
        #expect(rows.map(\.count) == [4, 4])
        continue
      }
      let header = try #require(rows.first)
      let found = rows.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { $1 }) }
      // The answers spell line ends as LF.
      #expect(
        found.map { $0.mapValues { $0.replacing("\r\n", with: "\n") } }
          == expected.map { $0.mapValues { $0.replacing("\r\n", with: "\n") } }, "\(name)")
    }
  }
}
