import PatientMedications
import Testing

@testable import MedicationReaders

/// A bundle of resources, one a line from line 2 on.
private func bundle(_ resources: String...) -> String {
  "{\"resourceType\":\"Bundle\",\"entry\":[\n"
    + resources.map { "{\"resource\":\($0)}" }.joined(separator: ",\n") + "\n]}"
}

private func resource(_ type: String, _ members: String) -> String {
  "{\"resourceType\":\"\(type)\"" + (members.isEmpty ? "" : ",\(members)") + "}"
}

private func medicine(_ words: String) -> String { "\"medicationCodeableConcept\":{\"text\":\"\(words)\"}" }

@Suite struct FHIRJSONTests {
  @Test func aResourceAloneIsAList() throws {
    let list = try list(
      """
      {"resourceType": "MedicationRequest", "id": "7", "status": "active", "intent": "order",
       "medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm",
         "code": "314076", "display": "lisinopril 10 MG Oral Tablet"}], "text": "lisinopril \\u0031\\u0030 mg"},
       "subject": {"reference": "Patient/1"}, "authoredOn": "2024-03-05T08:00:00Z",
       "reasonCode": [{"text": "high blood pressure"}], "dosageInstruction": [{"text": "one"}, {"text": "at night"}]}
      """)
    #expect(
      list.entries == [
        MedicationEntry(
          text: "lisinopril 10 mg",
          codes: [MedicationCode(system: .rxcui, value: "314076", display: "lisinopril 10 MG Oral Tablet")],
          started: PartialDate(year: 2024, month: 3, day: 5), doseText: "one; at night",
          indication: "high blood pressure", place: SourcePlace(line: 1, path: "MedicationRequest"))
      ])
    #expect(list.patient.identifier == "1")
    #expect(list.isWhole)
  }

  @Test func namesAreSpelledAsTheirCases() {
    #expect(FHIRName.spellings == FHIRName.allCases.map { String(describing: $0) })
    #expect(FHIRName.allCases.enumerated().allSatisfy { $0.offset == Int($0.element.rawValue) })
  }

  @Test func everyReleaseIsRead() throws {
    let list = try list(
      bundle(
        resource("MedicationOrder", medicine("a")), resource("MedicationStatement", medicine("b")),
        resource("MedicationUsage", "\"medication\":{\"concept\":{\"text\":\"c\"}}"),
        resource("MedicationRequest", "\"medication\":{\"reference\":{\"reference\":\"Medication/7\"}}"),
        resource("MedicationAdministration", medicine("e")), resource("MedicationDispense", medicine("f")),
        resource("Medication", "\"id\":\"7\",\"code\":{\"text\":\"d\"}")))
    #expect(list.activeTexts == ["a", "b", "c", "d", "e", "f"])
    #expect(list.entries.map(\.place.line) == [2, 3, 4, 5, 6, 7])
    #expect(list.entries[3].place.path == "/entry/3/resource")
  }

  /// Bundles that say what they are before their entries are read entry by entry; the others must say the same.
  @Test func aBundleMaySayLastWhatItIs() throws {
    let entries = """
      "entry": [{"resource": {"resourceType": "Patient", "id": "1", "gender": "female"}}, null, {"fullUrl": "x"},
        {"resource": {"resourceType": "Encounter", "id": "2", "reasonCode": [{"text": "cramps"}]}},
        {"fullUrl": "urn:uuid:3", "resource": {"medicationCodeableConcept": {"text": "a \\u0031"},
          "subject": {"reference": "Patient/1"}, "resourceType": "MedicationRequest"}}]
      """
    let type = "\"resourceType\": \"Bundle\""
    let next = "\"link\": [{\"relation\": \"next\", \"url\": \"y\"}]"
    let first = try list("{\(type), \(next), \(entries)}")
    #expect(first.activeTexts == ["a 1"])
    #expect(first.entries.first?.place == SourcePlace(line: 3, path: "/entry/4/resource"))
    #expect(first.patient.sex == .female)
    #expect(first.gaps.map(\.place.line) == [1, 1, 1])
    for members in [[entries, next, type], [next, entries, type], [type, entries, next]] {
      let other = try list("{" + members.joined(separator: ", ") + "}")
      #expect(other.entries == first.entries && other.patient == first.patient)
      #expect(other.gaps.map(\.reason).sorted() == first.gaps.map(\.reason).sorted())
    }
  }

  /// What was read of a bundle before it turns out to be broken is not handed out.
  @Test(arguments: [
    "\"entry\": []}", "\"type\": 1, \"type\": 2}", "\"total\": }", "\"total\": 01}", "\"id\": \"\\x\"}",
    "\"id\": 1} x",
    "", "\"id\": {\"deep\": [}]}}",
  ])
  func brokenBundlesAreRefused(end: String) throws {
    let start = bundle(resource("MedicationRequest", medicine("a"))).dropLast()
    #expect(throws: MedicationFileError.self) { try lists(start + "," + end) }
  }

  /// Vaccines are no medicines that are taken now, and do not vanish.
  @Test func immunizationsAreOneRemark() throws {
    let vaccine = "\"vaccineCode\":{\"text\":\"DTaP\"},\"patient\":{\"reference\":\"Patient/1\"}"
    let list = try list(
      bundle(
        resource("MedicationRequest", medicine("a") + ",\"subject\":{\"reference\":\"Patient/1\"}"),
        resource("Immunization", "\"status\":\"completed\"," + vaccine), resource("Immunization", vaccine),
        resource("Immunization", vaccine.replacing("DTaP", with: "MMR")),
        resource("Immunization", "\"status\":\"not-done\"," + vaccine.replacing("DTaP", with: "HPV"))))
    #expect(list.activeTexts == ["a"])
    #expect(
      list.remarks == [
        .init(
          place: SourcePlace(line: 3, path: "/entry/1/resource"), text: "DTaP; MMR", reason: .immunization)
      ])
  }

  struct Status: Sendable {
    var members: String
    var expected: MedicationEntry.Status
    var type = "MedicationRequest"
  }

  @Test(arguments: [
    Status(members: "\"status\":\"active\"", expected: .active),
    Status(members: "\"status\":\"stopped\"", expected: .inactive(.stopped)),
    Status(members: "\"status\":\"on-hold\"", expected: .inactive(.onHold)),
    Status(members: "\"status\":\"cancelled\"", expected: .inactive(.cancelled)),
    Status(members: "\"status\":\"draft\"", expected: .inactive(.planned)),
    Status(members: "\"status\":\"entered-in-error\"", expected: .inactive(.enteredInError)),
    Status(members: "\"status\":\"active\",\"doNotPerform\":true", expected: .inactive(.negated)),
    Status(members: "\"status\":\"active\",\"doNotPerform\":false", expected: .active),
    Status(members: "\"taken\":\"n\"", expected: .inactive(.notTaken), type: "MedicationStatement"),
    Status(members: "\"wasNotTaken\":true", expected: .inactive(.notTaken), type: "MedicationStatement"),
    Status(members: "\"status\":\"completed\"", expected: .active, type: "MedicationDispense"),
    Status(members: "\"status\":\"unknown\"", expected: .active),
    Status(members: "", expected: .active),
  ])
  func statusesSayWhetherItIsTaken(_ row: Status) throws {
    let members = [row.members, medicine("warfarin")].filter { !$0.isEmpty }.joined(separator: ",")
    #expect(try list(resource(row.type, members)).entries.map(\.status) == [row.expected])
  }

  @Test func linesAreResources() throws {
    let lines = [
      resource("MedicationRequest", medicine("warfarin") + ",\"subject\":{\"reference\":\"Patient/2\"}"),
      "", resource("Patient", "\"id\":\"1\",\"gender\":\"female\",\"birthDate\":\"1950-02\""), "\r",
      resource("MedicationRequest", medicine("a\u{2028}b") + ",\"subject\":{\"reference\":\"Patient/1\"}"),
      resource("MedicationRequest", medicine("quinine") + ",\"subject\":{\"reference\":\"urn:x/Patient/2\"}"),
    ]
    let lists = try lists("\u{FEFF}" + lines.joined(separator: "\n"))
    #expect(lists.map(\.patient.identifier) == ["2", "1", "2"])
    #expect(lists[0].entries.map(\.place.line) == [1])
    #expect(lists[1].entries.map(\.place.line) == [5])
    #expect(lists[1].patient.sex == .female)
    #expect(lists[1].patient.birthDate == PartialDate(year: 1950, month: 2))
  }

  @Test(arguments: ["{\"resourceType\":", "[1]", "\u{0}\u{0}", "{\"a\":1}"])
  func aBadLineCostsOnlyItself(_ bad: String) throws {
    let good = resource("MedicationStatement", medicine("warfarin"))
    let list = try list([good, bad, good].joined(separator: "\n"))
    #expect(list.activeTexts == ["warfarin", "warfarin"])
    #expect(list.gaps.map(\.place.line) == [2])
    // First, and last without a line end, too.
    #expect(try self.list([bad, good, good].joined(separator: "\n"), format: "fhir-json").gaps.count == 1)
    #expect(try self.list([good, good, bad].joined(separator: "\n")).gaps.map(\.place.line) == [3])
  }

  private func list(_ text: String, format: String? = nil) throws -> MedicationList {
    let lists = try lists(text, format: format)
    try #require(lists.count == 1)
    return lists[0]
  }

  @Test func aBadLineAmongSeveralPatientsIsNobodysOwn() throws {
    func line(_ patient: String) -> String {
      resource(
        "MedicationStatement", medicine("warfarin") + ",\"subject\":{\"reference\":\"Patient/\(patient)\"}")
    }
    let lists = try lists([line("1"), "{", line("2")].joined(separator: "\n"))
    #expect(lists.map(\.patient.identifier) == ["1", "2", nil])
    #expect(lists.map(\.gaps.count) == [0, 0, 1])
  }

  @Test func medicationsAreFoundWhereverTheyStand() throws {
    let list = try list(
      bundle(
        resource(
          "MedicationStatement",
          "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"text\":\"naftidrofuryl\"}}],"
            + "\"medicationReference\":{\"reference\":\"#m\"}"),
        resource("MedicationStatement", "\"medicationReference\":{\"reference\":\"file:///etc/passwd\"}"),
        resource("MedicationStatement", "\"medicationReference\":{\"display\":\"digoxin\"}"),
        resource(
          "MedicationStatement",
          "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\",\"ingredient\":[{\"itemReference\":"
            + "{\"reference\":\"#m\"}}]}],\"medicationReference\":{\"reference\":\"#m\"}")))
    #expect(list.entries.map(\.text) == ["naftidrofuryl", "file:///etc/passwd", "digoxin", "#m"])
    #expect(list.unreadableLines == [3, 5])
  }

  @Test func listsOfReferencesLoseNoMedicine() throws {
    let list = try list(
      bundle(
        resource(
          "List",
          "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"10160-0\"}]},\"entry\":["
            + "{\"item\":{\"reference\":\"MedicationStatement/1\"}},"
            + "{\"item\":{\"reference\":\"MedicationStatement/404\",\"display\":\"quinine\"}},"
            + "{\"item\":{\"display\":\"digoxin\"},\"deleted\":true},"
            + "{\"item\":{\"reference\":\"MedicationStatement/405\"}}]"),
        resource("MedicationStatement", "\"id\":\"1\"," + medicine("warfarin"))))
    #expect(list.activeTexts == ["warfarin", "quinine"])
    #expect(list.inactive == ["digoxin": .stopped])
    #expect(list.entries.map(\.text).contains("MedicationStatement/405"))
  }

  @Test(arguments: [
    resource(
      "MedicationStatement",
      "\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"787481004\"}]}"
    ),
    resource("MedicationStatement", medicine("No known medications")),
    resource(
      "List",
      "\"code\":{\"coding\":[{\"code\":\"10160-0\"}]},\"emptyReason\":{\"coding\":[{\"code\":\"nilknown\"}]}"),
  ])
  func sayingThatThereAreNoMedicinesIsAnAnswer(_ json: String) throws {
    let list = try list(json)
    #expect(list.entries.isEmpty)
    #expect(list.gaps.isEmpty)
    #expect(list.remarks.map(\.reason) == [.noKnownMedications])
  }

  @Test func problemsAllergiesAndResultsAreThePatients() throws {
    let list = try list(
      bundle(
        resource("Patient", "\"id\":\"2\",\"gender\":\"male\""),
        resource("MedicationStatement", medicine("aspirin")),
        resource("AllergyIntolerance", "\"code\":{\"text\":\"penicillin\"}"),
        resource(
          "Condition", "\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]},\"code\":{\"text\":\"gout\"}"),
        resource("Condition", "\"abatementDateTime\":\"2020\",\"code\":{\"text\":\"flu\"}"),
        resource(
          "Observation",
          "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"2823-3\"}]},"
            + "\"effectiveDateTime\":\"2024\",\"valueQuantity\":{\"value\":3.1,\"unit\":\"mmol/L\"}")))
    #expect(list.patient.identifier == "2")
    #expect(list.patient.allergies == ["penicillin"])
    #expect(list.patient.conditions.map(\.text) == ["gout"])
    #expect(list.patient.potassium == 3.1)
  }

  @Test func whatCannotBeTheWholeSaysSo() throws {
    let page =
      "{\"resourceType\":\"Bundle\",\"total\":40,\"link\":[{\"relation\":\"next\",\"url\":\"x\"}],\"entry\":[{\"resource\":"
      + resource("MedicationStatement", medicine("aspirin")) + "}]}"
    #expect(try list(page).gaps.count == 1)
    #expect(try list(bundle("null", resource("MedicationStatement", medicine("aspirin")))).gaps.count == 1)
    #expect(
      try list(resource("medicationstatement", medicine("aspirin"))).gaps.map(\.text) == [
        "medicationstatement"
      ])
    #expect(try list(resource("Bundle", "\"total\":0")).gaps.count == 1)
    #expect(
      try list(resource("MedicationStatement", "\"text\":{\"div\":\"<div>warfarin</div>\"}")).unreadableLines
        == [1])
    #expect(try list(resource("MedicationStatement", medicine("war\\u0000farin"))).unreadableLines == [1])
  }

  @Test(arguments: ["[ ] warfarin", "[x] warfarin", "{4 (warfarin 5 MG Oral Tablet) } Pack"])
  func linesInBracketsAreText(_ line: String) throws {
    #expect(try list(line).activeTexts.count == 1)
  }

  @Test(arguments: [
    ("{}", "the JSON holds no FHIR resource (an object with a 'resourceType')"),
    ("[[1],2]", "the JSON holds no FHIR resource (an object with a 'resourceType')"),
    (
      "{\"resourceType\":\"OperationOutcome\"}",
      "this is an error message of a server (OperationOutcome), not a patient's record"
    ),
    ("{\"a\":1}{\"a\":2}\n", "not valid JSON: something follows the end of the document"),
  ])
  func whatIsNoRecordIsRefused(_ json: String, _ reason: String) {
    #expect(refusal(Array(json.utf8))?.reason == reason)
  }
}
