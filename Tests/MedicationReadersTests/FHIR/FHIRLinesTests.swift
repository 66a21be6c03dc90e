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

  @Test(arguments: [1, 2, 3, 7, 50, 1000])
  func piecesMakeTheWhole(_ count: Int) throws {
    let whole = try MedicationReader.read(Self.file)
    let pieced = try Self.file.withUnsafeBytes { bytes in
      let pieces = unsafe FHIRLines.pieces(of: bytes, count: count)
      #expect(pieces.map(\.range.count).reduce(0, +) == bytes.count)
      var lines: FHIRLines?
      for piece in pieces {
        let read = try unsafe FHIRLines.reading(piece, of: bytes)
        if lines == nil { lines = read } else { lines?.append(read) }
      }
      return try #require(lines).lists()
    }
    #expect(pieced == whole)
    #expect(whole.count == 24)
  }
}
