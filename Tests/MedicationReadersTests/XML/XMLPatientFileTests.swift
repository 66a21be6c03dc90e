import MedicationReaders
import PatientMedications
import Testing

private let plain = """
  <MedicationStatement xmlns="http://hl7.org/fhir">
  <medicationCodeableConcept><text value="quinine"/></medicationCodeableConcept></MedicationStatement>
  """

@Suite struct XMLPatientFileTests {
  @Test func theRootTellsTheFormat() throws {
    #expect(try list(plain).activeTexts == ["quinine"])
    #expect(try list(plain, format: "fhir-xml").activeTexts == ["quinine"])
    #expect(refusal(Array(plain.utf8), format: "ccda")?.line == 1)
  }

  @Test func blankLinesBeforeTheDeclarationAreForgiven() throws {
    let list = try list("\n\r\n <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + plain)
    #expect(list.entries.map(\.place.line) == [4])
    #expect(try lists("\u{FEFF}" + plain).count == 1)
  }

  @Test func aSavedHeaderIsSkipped() throws {
    for end in ["\n", "\r\n"] {
      let header = ["HTTP/1.1 200 OK", "Content-Type: application/fhir+xml", "", ""].joined(separator: end)
      let list = try list(header + "<?xml version=\"1.0\"?>\n" + plain)
      #expect(list.activeTexts == ["quinine"])
      #expect(list.entries.map(\.place.line) == [5])
      #expect(refusal(Array((header + "<a>\n<b></a>").utf8))?.line == 5)
    }
  }

  @Test func blankFilesAreRefusedInEveryFormat() {
    for format in MedicationReader.formats {
      for blank in ["", " \r\n", "\u{FEFF}\n"] {
        #expect(
          refusal(Array(blank.utf8), format: format.id)?.kind == .empty("the file is empty"), "\(format.id)")
      }
    }
  }

  @Test func utf16IsRead() throws {
    let units = ("\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + plain).utf16
    let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try MedicationReader.read(bytes)[0].activeTexts == ["quinine"])
  }

  struct Refusal: Sendable {
    var xml: String
    var line = 1
    var isMalformed = true
  }

  @Test(arguments: [
    Refusal(xml: "<!DOCTYPE html>\n<html/>"),
    Refusal(xml: "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'x.dtd'>\n" + plain, line: 2),
    Refusal(xml: plain + "\n<x/>", line: 3),
    Refusal(xml: String(plain.dropLast(5)), line: 2),
    Refusal(xml: plain.replacing("quinine", with: "&nbsp;"), line: 2),
    Refusal(xml: plain.replacing(" xmlns=\"http://hl7.org/fhir\"", with: ""), isMalformed: false),
    Refusal(xml: "<drugs/>", isMalformed: false),
    Refusal(xml: "<ClinicalDocument/>", isMalformed: false),
  ])
  func refuses(_ row: Refusal) throws {
    let error = try #require(refusal(Array(row.xml.utf8)))
    #expect(error.line == row.line)
    var isMalformed = false
    if case .malformed = error.kind { isMalformed = true }
    #expect(isMalformed == row.isMalformed, "\(error.reason)")
    #expect(!error.reason.contains("quinine"))
  }

  /// Whatever stands where, a file is read or refused, and every prefix of it is refused.
  @Test func everyCutIsRefused() throws {
    let bytes = Array(plain.utf8)
    for length in 2..<bytes.count { #expect(refusal(Array(bytes[..<length])) != nil, "cut at \(length)") }
  }
}
