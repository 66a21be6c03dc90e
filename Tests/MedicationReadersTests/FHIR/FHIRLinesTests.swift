import Foundation
import MedicationReaders
import PatientMedications
import Testing

@Suite struct FHIRLinesTests {
  private static let file: [UInt8] = {
    var lines: [String] = []
    for number in 0..<200 {
      let patient = number * 7 % 23
      switch number % 5 {
      case 0: lines.append("{\"resourceType\":\"Patient\",\"id\":\"\(patient)\",\"gender\":\"female\"}")
      case 1:
        lines.append(
          "{\"resourceType\":\"Observation\",\"subject\":{\"reference\":\"Patient/\(patient)\"},\"code\":{\"coding\":"
            + "[{\"system\":\"http://loinc.org\",\"code\":\"2823-3\"}]},\"effectiveDateTime\":\"20\(10 + number % 13)\","
            + "\"valueQuantity\":{\"value\":\(3 + Double(number % 9) / 10),\"unit\":\"mmol/L\"}}")
      case 2: lines.append(number % 3 == 0 ? "{\"broken\"" : "")
      default:
        lines.append(
          "{\"resourceType\":\"MedicationRequest\",\"subject\":{\"reference\":\"Patient/\(patient)\"},"
            + "\"medicationCodeableConcept\":{\"text\":\"medicine \(number)\"}}")
      }
    }
    return Array(lines.joined(separator: "\n").utf8)
  }()

  @Test(arguments: [1, 2, 3, 7, 50, 1000], [nil, 0, 4_000])
  func piecesMakeTheWhole(_ count: Int, memory: Int?) throws {
    let whole = try MedicationReader.read(Self.file)
    let readers = [try FHIRLineReader(id: 0, memory: memory), try FHIRLineReader(id: 1, memory: memory)]
    var gathered = FHIRLines()
    let lines = Self.file.split(separator: 0x0A, omittingEmptySubsequences: false)
    let size = lines.count / count + 1
    for (number, start) in stride(from: 0, to: lines.count, by: size).enumerated() {
      let piece = Array(lines[start..<min(start + size, lines.count)].joined(separator: [0x0A]))
      gathered.append(
        piece.withUnsafeBytes {
          unsafe readers[number % 2].read($0, readable: $0.count, firstLine: start + 1, file: 0)
        })
    }
    #expect(try gathered.export().lists() == whole)
    #expect(whole.count == 24)
  }

  /// Lines that repeat another but for particulars take a quicker way: it must lead to the same entries.
  @Test func particularsAreReadOfEveryLine() throws {
    func order(_ number: Int, _ rest: String) -> String {
      "{\"resourceType\":\"MedicationRequest\",\"id\":\"r\(number)\",\"status\":\"active\","
        + "\"medicationCodeableConcept\":{\"text\":\"quinine\"},\"subject\":{\"reference\":\"Patient/\(number % 3)\"},"
        + "\"authoredOn\":\"20\(10 + number)-0\(number + 1)\",\(rest)}"
    }
    let bounds = { (year: Int) in
      "\"dosageInstruction\":[{\"timing\":{\"repeat\":{\"boundsPeriod\":{\"start\":\"\(year)\",\"end\":\"\(year + 1)\"}}}}]"
    }
    let lines = [
      order(0, "\"note\":1"), order(1, "\"note\":2"), order(2, "\"note\":3"),
      order(3, bounds(2001)), order(4, bounds(2002)),
      order(5, "\"reasonReference\":[{\"reference\":\"Condition/1\",\"display\":\"cramps\"}]"),
      order(6, "\"reasonReference\":[{\"reference\":\"Condition/2\",\"display\":\"malaria\"}]"),
      order(7, "\"reasonReference\":[{\"reference\":\"Condition/3\",\"display\":\"malaria\"}]"),
      order(0, "\"note\":1").replacing("active", with: "stopped"),
      "{\"resourceType\":\"MedicationDispense\",\"medicationCodeableConcept\":{\"text\":\"quinine\"},"
        + "\"subject\":{\"reference\":\"Patient/0\"},\"authorizingPrescription\":[{\"reference\":\"MedicationRequest/r0\"}]}",
      "{\"resourceType\":\"MedicationDispense\",\"medicationCodeableConcept\":{\"text\":\"quinine\"},"
        + "\"subject\":{\"reference\":\"Patient/0\"},\"authorizingPrescription\":[{\"reference\":\"MedicationRequest/r9\"}]}",
    ]
    let lists = try MedicationReader.read(Array(lines.joined(separator: "\n").utf8))
    let facts = lists.map { list in
      list.entries.map {
        "\($0.place.line) \($0.started?.iso8601 ?? "") \($0.stopped?.iso8601 ?? "") \($0.indication ?? "")"
          + ($0.status == .active ? "" : " off")
      }
    }
    #expect(
      facts == [
        ["1 2010-01  ", "4 2001 2002 ", "7 2016-07  malaria", "9 2010-01   off", "11   "],
        ["2 2011-02  ", "5 2002 2003 ", "8 2017-08  malaria"],
        ["3 2012-03  ", "6 2015-06  cramps"],
      ])
  }

  /// Lines that are written like others but for a text are not parsed: whatever that text is, a reader that has met
  /// many like it says what one says that meets it first.
  @Test func aLineOfAKnownFormIsReadAsIfItWereTheFirst() throws {
    let texts = [
      "a", "", " ", "Patient/7", "Patient/7 ", "1999-05-04", "not a date", "é", "\u{1F48A} Chinin", "a\\\"b",
      "\\u0041", "\\",
      "\"", "\",\"id\":\"x", "\t", "\u{1}", "x\",\"status\":\"stopped", "}", "0123456", "01234567",
      "012345678",
      String(repeating: "long ", count: 99),
    ]
    var lines = ["{\"resourceType\":\"Patient\",\"id\":\"7\"}"]
    let numbers = [
      "2", "-0", "0", "00", "01", "-", "--1", "1.", ".5", "1.5", "-12.05", "1.2.3", "1e5", "1E+2", "1e",
      "1e999", "true", "null",
      "\"x\"", "[]", "123456789012345", "1234567890123456", "18446744073709551616", "1 ", "1a", "0x1", "+1",
      "NaN", "",
    ]
    for place in 0..<8 {
      for text in place == 7 ? numbers + ["3"] : ["b", "c", "d"] + texts + ["2001-02-03"] {
        var words = ["r1", "Patient/7", "Encounter/1", "Condition/2", "2002", "2004", "Anna", "1"]
        words[place] = text
        lines.append(
          "{\"resourceType\":\"MedicationRequest\",\"id\":\"\(words[0])\",\"subject\":{\"reference\":\"\(words[1])\"},"
            + "\"status\":\"active\",\"medicationCodeableConcept\":{\"text\":\"quinine\"},"
            + "\"encounter\":{\"reference\":\"\(words[2])\",\"n\":[\(words[7]),{\"display\":\"\(words[6])\"}]},"
            + "\"reasonReference\":[{\"reference\":\"\(words[3])\",\"display\":\"cramps\"}],"
            + "\"authoredOn\":\"\(words[4])\",\"dosageInstruction\":[{\"text\":\"at night\",\"timing\":{\"repeat\":"
            + "{\"boundsPeriod\":{\"end\":\"\(words[5])\"}}}}]}")
      }
    }
    // Bytes that are no UTF-8, in a text and cut at its end.
    var bytes = lines.map { Array($0.utf8) }
    for bad in [[0xFF], [0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]] {
      bytes.append(bytes[5].flatMap { $0 == UInt8(ascii: "7") ? bad : [$0] })
    }
    func read(room: Int, _ reader: (Int) throws -> FHIRLineReader) throws -> [MedicationList] {
      var lines = FHIRLines()
      for (number, line) in bytes.enumerated() {
        let reader = try reader(number)
        lines.append(
          (line + [UInt8](repeating: 0x22, count: room)).withUnsafeBytes {
            unsafe reader.read(
              UnsafeRawBufferPointer(rebasing: $0[..<line.count]), readable: $0.count, firstLine: number + 1,
              file: 0)
          })
      }
      return try lines.export().lists()
    }
    for room in [64, 8, 0] {
      let experienced = try FHIRLineReader(id: 0)
      let said = try read(room: room) { _ in experienced }
      let wanted = try read(room: room) { try FHIRLineReader(id: $0) }
      // All but the patient.
      #expect(said.flatMap(\.entries).count + said.flatMap(\.gaps).count == bytes.count - 1)
      #expect(said == wanted, "with \(room) bytes behind")
    }
  }

  @Test func aKeyThatStandsTwiceIsRefusedInRepeatedLinesToo() throws {
    let line = "{\"resourceType\":\"MedicationRequest\",\"medicationCodeableConcept\":{\"text\":\"quinine\"}"
    for twice in ["\"id\":\"1\",\"id\":\"2\"", "\"x\":1,\"y\":1,\"x\":2", "\"subject\":{\"z\":1,\"z\":2}"] {
      let lines = [line + "}", line + "}", line + ",\(twice)}", line + "}"]
      let list = try #require(try MedicationReader.read(Array(lines.joined(separator: "\n").utf8)).first)
      #expect(list.entries.count == 3)
      #expect(list.gaps.map(\.place.line) == [3])
    }
  }

  /// All of the corpus's resources, each on lines of its own several times over: read as documents they say the same.
  @Test(.enabled(if: Corpus.isPresent))
  func linesSayWhatDocumentsSay() throws {
    var compared = 0
    for name in try Corpus.names(in: "patient-lists") where name.hasSuffix(".json") {
      let bytes = try Corpus.bytes("patient-lists/\(name)")
      guard let document = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
        continue
      }
      let entries = document["entry"] as? [[String: Any]] ?? []
      let resources =
        document["resourceType"] as? String == "Bundle" ? entries.compactMap { $0["resource"] } : [document]
      let lines = try resources.map { try JSONSerialization.data(withJSONObject: $0, options: .sortedKeys) }
      guard lines.count > 1 else { continue }
      let twice = lines + lines
      let asLines = Array(twice.joined(separator: Data("\n".utf8)))
      let asArray = Array(Data("[".utf8) + twice.joined(separator: Data(",".utf8)) + Data("]".utf8))
      let read = (try? MedicationReader.read(asLines))?.map(withoutPlaces)
      let wanted = (try? MedicationReader.read(asArray))?.map(withoutPlaces)
      let isSame = read == wanted
      #expect(isSame, "\(name)")
      compared += 1
    }
    #expect(compared > 10)
  }

  private func withoutPlaces(_ list: MedicationList) -> MedicationList {
    var list = list
    for index in list.entries.indices { list.entries[index].place = SourcePlace(line: 0) }
    for index in list.remarks.indices { list.remarks[index].place = SourcePlace(line: 0) }
    for index in list.gaps.indices { list.gaps[index].place = SourcePlace(line: 0) }
    return list
  }
}
