import PatientMedications
import Testing

@testable import MedicationReaders

/// JSON is read strictly: what the grammar does not allow is refused, and a key that stands twice.
@Suite struct JSONSuiteTests {
  private func error(_ bytes: [UInt8]) -> MedicationFileError? { refusal(bytes, format: "fhir-json") }

  private func isMalformed(_ error: MedicationFileError?) -> Bool {
    switch error?.kind {
    case .malformed, .encoding, .limit: true
    default: false
    }
  }

  @Test(.enabled(if: Corpus.isPresent))
  func theParsingSuiteIsAnsweredAsItAsks() throws {
    let names = try Corpus.names(in: "attacks/json-test-suite/test_parsing").filter { $0.hasSuffix(".json") }
    #expect(names.count > 300)
    for name in names {
      let error = error(try Corpus.bytes("attacks/json-test-suite/test_parsing/\(name)"))
      switch name.first {
      case "n":
        // Nothing at all is no document either.
        let isEmpty = if case .empty = error?.kind { true } else { false }
        #expect(isMalformed(error) || isEmpty, "\(name)")
      case "y":
        let hasKeyTwice = name.hasPrefix("y_object_duplicated_key")
        #expect(isMalformed(error) == hasKeyTwice, "\(name): \(String(describing: error))")
      default:
        // Either answer is right: no crash is what is asked.
        #expect(error != nil, "\(name)")
      }
    }
  }

  @Test(arguments: [
    ("{\"a\":1,}", 1, 8), ("[1,]", 1, 4), ("{\"a\" 1}", 1, 6), ("{\n \"a\": tru\n}", 2, 7), ("[01]", 1, 2),
    ("[1e999]", 1, 2), ("{\"a\":\"b\":1}", 1, 9), ("[\"\\x\"]", 1, 2), ("[\"a\nb\"]", 1, 4),
    ("{\"a\":\n\"b", 2, 1),
    ("{} {}", 1, 4), ("[1", 1, 1), ("{\"a\":{\"b\":1}", 1, 13), ("[\"\\ud800\"]", 1, 2),
    ("{\"a\":1,\"\\u0061\":2}", 1, 8),
  ])
  func whatIsMalformedIsPlaced(_ json: String, _ line: Int, _ column: Int) {
    let error = error(Array(json.utf8))
    #expect(isMalformed(error))
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func bytesThatAreNoUTF8ArePlaced() {
    let error = error(Array("{\n\"a\":\"b".utf8) + [0xFF] + Array("c\"}".utf8))
    #expect(error?.kind == .encoding("not valid UTF-8; JSON must be"))
    #expect(error?.line == 2)
  }

  @Test func keysOfLargeObjectsAreComparedToo() {
    let members = (0..<100).map { "\"k\($0)\":1" }.joined(separator: ",")
    #expect(!isMalformed(error(Array("{\(members)}".utf8))))
    #expect(isMalformed(error(Array("{\(members),\"k7\":2}".utf8))))
    // The same key in another object is another key.
    #expect(!isMalformed(error(Array("[{\"a\":1},{\"a\":{\"a\":2}}]".utf8))))
  }

  @Test func depthHasALimit() {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    #expect(!isMalformed(error(nested(512))))
    #expect(error(nested(513))?.kind == .limit("nested deeper than the limit of 512 levels"))
    #expect(isMalformed(error(Array(String(repeating: "[", count: 100_000).utf8))))
  }

  @Test func documentsAreReadWithoutRoomBehindThem() throws {
    // Every length around the widths in which the parser reads.
    for length in 0..<200 {
      let words = String(repeating: "x", count: length)
      let json =
        "{\"resourceType\":\"MedicationStatement\",\"medicationCodeableConcept\":{\"text\":\"w\(words)\"}}"
      #expect(try list(json).activeTexts == ["w\(words)"])
    }
  }

  @Test func numbersOfAnyLengthAreRead() throws {
    let json =
      "{\"resourceType\":\"Bundle\",\"total\":99999999999999999999999,\"entry\":[{\"resource\":"
      + "{\"resourceType\":\"MedicationStatement\",\"medicationCodeableConcept\":{\"text\":\"warfarin\"}}}]}"
    #expect(try list(json).activeTexts == ["warfarin"])
  }

  /// Lines take a quicker way through the parser: it must accept and refuse the same.
  @Test(.enabled(if: Corpus.isPresent))
  func linesAreJudgedLikeDocuments() throws {
    let parser = try JSONParser(vocabulary: FHIRName.spellings)
    func isAccepted(_ bytes: [UInt8], isLine: Bool) -> Bool {
      bytes.withUnsafeBytes { bytes in
        do {
          if isLine {
            try unsafe parser.parseRecord(bytes, readable: bytes.count, line: 1) { _, _ in }
          } else {
            try unsafe parser.parse(bytes, readable: bytes.count, line: 1) { _ in }
          }
          return true
        } catch {
          return false
        }
      }
    }
    for name in try Corpus.names(in: "attacks/json-test-suite/test_parsing") where name.hasSuffix(".json") {
      let bytes = try Corpus.bytes("attacks/json-test-suite/test_parsing/\(name)")
      #expect(isAccepted(bytes, isLine: true) == isAccepted(bytes, isLine: false), "\(name)")
    }
  }

  @Test func numbersOfLinesAreRead() throws {
    let value =
      "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"2823-3\"}]}"
    for number in ["3.25", "4", "31e-1"] {
      let observation =
        "{\"resourceType\":\"Observation\",\(value),\"valueQuantity\":{\"value\":\(number),\"unit\":\"mmol/L\"}}"
      let list = try list(observation + "\n" + observation)
      #expect(list.patient.potassium == Double(number))
    }
  }

  /// Memory behind a document is looked at, and may hold anything.
  @Test(arguments: ["[1]]", "{}}", #"{"a":1}}"#, "[[1]", #"{"a":{"b":1}"#, "[1,]", "[]", "{"])
  func whatStandsBehindADocumentDoesNotMatter(_ text: String) throws {
    let expected = error(Array(text.utf8))
    for behind in ["]", "}", "\0", "\"", " ", "1"] {
      var bytes = Array((text + String(repeating: behind, count: 128)).utf8)
      bytes.removeLast(bytes.count - text.utf8.count)
      try #require(bytes.capacity >= bytes.count + 64)
      #expect(error(bytes) == expected, "\(behind)")
    }
    #expect(isMalformed(expected) == (text != "[]"))
  }
}
