import MedicationReaders
import PatientMedications
import Testing

/// A bundle of resources, one a line from line 2 on.
private func bundle(_ resources: String...) -> String {
  "<Bundle xmlns=\"http://hl7.org/fhir\">\n"
    + resources.map { "<entry><resource>\($0)</resource></entry>" }.joined(separator: "\n") + "</Bundle>"
}

private func statement(_ content: String, type: String = "MedicationStatement") -> String {
  "<\(type) xmlns=\"http://hl7.org/fhir\">\(content)</\(type)>"
}

private func medicine(_ words: String) -> String {
  "<medicationCodeableConcept><text value=\"\(words)\"/></medicationCodeableConcept>"
}

@Suite struct FHIRXMLTests {
  @Test func aResourceAloneIsAList() throws {
    let list = try list(
      statement(
        """
        <status value="active"/>
        <medicationCodeableConcept><coding><system value="http://www.nlm.nih.gov/research/umls/rxnorm"/>
        <code value="314076"/><display value="lisinopril 10 MG"/></coding></medicationCodeableConcept>
        <effectivePeriod><start value="2024-03-05T08:00:00Z"/></effectivePeriod>
        <reasonCode><text value="high blood pressure"/></reasonCode>
        <dosage><text value="one &amp; only one"/></dosage>
        """))
    let entry = try #require(list.entries.first)
    #expect(entry.text == "lisinopril 10 MG")
    #expect(
      entry.codes == [MedicationCode(system: .rxcui, value: "314076", display: "lisinopril 10 MG")])
    #expect(entry.started == PartialDate(year: 2024, month: 3, day: 5))
    #expect(entry.doseText == "one & only one")
    #expect(entry.indication == "high blood pressure")
    #expect(list.isWhole)
  }

  struct Status: Sendable {
    var content: String
    var expected: MedicationEntry.Status
    var type = "MedicationStatement"
  }

  @Test(arguments: [
    Status(content: "<status value='active'/>", expected: .active),
    Status(content: "<status value='recorded'/>", expected: .active),
    Status(content: "", expected: .active),
    Status(content: "<status value='completed'/>", expected: .inactive(.completed)),
    Status(content: "<status value='entered-in-error'/>", expected: .inactive(.enteredInError)),
    Status(content: "<status value='not-taken'/>", expected: .inactive(.notTaken)),
    Status(content: "<status value='active'/><taken value='n'/>", expected: .inactive(.notTaken)),
    Status(content: "<status value='active'/><wasNotTaken value='true'/>", expected: .inactive(.notTaken)),
    Status(content: "<status value='on-hold'/>", expected: .inactive(.onHold), type: "MedicationRequest"),
    Status(content: "<status value='draft'/>", expected: .inactive(.planned), type: "MedicationRequest"),
    Status(
      content: "<status value='active'/><doNotPerform value='true'/>", expected: .inactive(.negated),
      type: "MedicationRequest"),
    Status(
      content: "<status value='active'/><intent value='proposal'/>", expected: .inactive(.planned),
      type: "MedicationRequest"),
    Status(content: "<status value='stopped'/>", expected: .inactive(.stopped), type: "MedicationOrder"),
    // What was handed out is what the patient has.
    Status(content: "<status value='completed'/>", expected: .active, type: "MedicationDispense"),
  ])
  func statusesOfAllReleases(_ row: Status) throws {
    let list = try list(statement(row.content + medicine("aspirin"), type: row.type))
    #expect(list.entries.map(\.status) == [row.expected])
    #expect(list.entries.map(\.text) == ["aspirin"])
  }

  @Test func referencesAreFollowedWithinTheFile() throws {
    let list = try list(
      bundle(
        statement("<medicationReference><reference value='Medication/7'/></medicationReference>"),
        statement(
          """
          <contained><Medication><id value="m"/><code><text value="naftidrofuryl"/></code></Medication></contained>
          <medicationReference><reference value="#m"/></medicationReference>
          """),
        statement("<medication><concept><text value='digoxin'/></concept></medication>"),
        statement("<medication><reference><reference value='Medication/7'/></reference></medication>"),
        statement("<medicationReference><reference value='Medication/404'/></medicationReference>"),
        statement("<medicationReference><reference value='#nobody'/></medicationReference>"),
        "<Medication><id value='7'/><code><text value='quinine sulfate'/></code></Medication>"))
    #expect(
      list.entries.map(\.text) == [
        "quinine sulfate", "naftidrofuryl", "digoxin", "quinine sulfate", "Medication/404", "#nobody",
      ])
    #expect(list.unreadableLines == [7, 8])
  }

  @Test func aMedicineWithoutACodeIsNamedByItsIngredients() throws {
    let list = try list(
      bundle(
        statement("<medicationReference><reference value='Medication/1'/></medicationReference>"),
        """
        <Medication><id value="1"/>
        <ingredient><itemCodeableConcept><text value="ramipril"/></itemCodeableConcept></ingredient>
        <ingredient><itemCodeableConcept><text value="amlodipine"/></itemCodeableConcept></ingredient></Medication>
        """))
    #expect(list.activeTexts == ["ramipril / amlodipine"])
  }

  @Test func patientsAreKeptApart() throws {
    let lists = try lists(
      bundle(
        statement("<subject><reference value='Patient/1'/></subject>" + medicine("warfarin")),
        statement("<subject><reference value='http://x.example/Patient/2'/></subject>" + medicine("aspirin")),
        """
        <Patient><id value="2"/><identifier><type><coding><code value="MR"/></coding></type>
        <value value="A-7"/></identifier><gender value="female"/><birthDate value="1950-02"/></Patient>
        """))
    #expect(lists.map(\.activeTexts) == [["warfarin"], ["aspirin"]])
    #expect(lists.map(\.patient.identifier) == ["1", "A-7"])
    #expect(lists[1].patient.sex == .female)
    #expect(lists[1].patient.birthDate == PartialDate(year: 1950, month: 2))
  }

  @Test func whatNamesNoPatientBelongsToTheOnlyOne() throws {
    let list = try list(
      bundle(
        "<Patient><id value='2'/></Patient>", statement(medicine("aspirin")),
        "<AllergyIntolerance><code><text value='penicillin'/></code></AllergyIntolerance>",
        "<Condition><clinicalStatus><coding><code value='resolved'/></coding></clinicalStatus><code><text value='flu'/></code></Condition>",
        "<Condition><clinicalStatus value='active'/><code><text value='gout'/></code></Condition>"))
    #expect(list.activeTexts == ["aspirin"])
    #expect(list.patient.identifier == "2")
    #expect(list.patient.allergies == ["penicillin"])
    #expect(list.patient.conditions.map(\.text) == ["gout"])
  }

  @Test func theLatestLaboratoryValuesCount() throws {
    func value(_ loinc: String, _ number: String, _ unit: String, _ date: String) -> String {
      """
      <Observation><status value="final"/><code><coding><system value="http://loinc.org"/><code value="\(loinc)"/>
      </coding></code><effectiveDateTime value="\(date)"/><valueQuantity><value value="\(number)"/>
      <unit value="\(unit)"/></valueQuantity></Observation>
      """
    }
    let list = try list(
      bundle(
        statement(medicine("digoxin")), value("2823-3", "3.1", "mmol/L", "2024-05-01"),
        value("2823-3", "4.9", "mmol/L", "2023-05-01"), value("33914-3", "38", "mL/min", "2024"),
        value("19123-9", "2.4305", "mg/dL", "2024"), value("2601-3", "nan", "mmol/L", "2025")))
    #expect(list.patient.potassium == 3.1)
    #expect(list.patient.eGFR == 38)
    #expect(list.patient.magnesium.map { ($0 * 1000).rounded() } == 1000)
  }

  @Test func aDispenseOfAnOrderInTheFileIsNoSecondMedicine() throws {
    let list = try list(
      bundle(
        statement("<id value='o'/>" + medicine("aspirin"), type: "MedicationRequest"),
        statement(
          "<authorizingPrescription><reference value='MedicationRequest/o'/></authorizingPrescription>"
            + medicine("aspirin"), type: "MedicationDispense"),
        statement(
          "<authorizingPrescription><reference value='MedicationRequest/elsewhere'/></authorizingPrescription>"
            + medicine("codeine"), type: "MedicationDispense")))
    #expect(list.activeTexts == ["aspirin", "codeine"])
  }

  struct Gap: Sendable {
    var xml: String
    var text: String
    var line: Int
  }

  @Test(arguments: [
    Gap(
      xml: statement("\n<medicationCodeableConcept><text>warfarin</text></medicationCodeableConcept>"),
      text: "warfarin", line: 2),
    Gap(
      xml: statement("\n<medicationCodableConcept><text value='warfarin'/></medicationCodableConcept>"),
      text: "medicationCodableConcept", line: 2),
    Gap(
      xml: statement("<text><div xmlns='http://www.w3.org/1999/xhtml'>warfarin</div></text>"), text: "",
      line: 1),
  ])
  func aMedicineThatCannotBeReadIsNamed(_ gap: Gap) throws {
    let list = try list(gap.xml)
    #expect(list.unreadableLines == [gap.line])
    #expect(list.entries.map(\.text) == [gap.text])
  }

  @Test func partsOfSearchesAndEmptyRecordsAreNotWhole() throws {
    let page =
      "<Bundle xmlns='http://hl7.org/fhir'><link><relation value='next'/><url value='x'/></link><entry><resource>"
      + statement(medicine("aspirin")) + "</resource></entry></Bundle>"
    #expect(try list(page).gaps.count == 1)
    #expect(try list(page).activeTexts == ["aspirin"])
    #expect(try list("<Bundle xmlns='http://hl7.org/fhir'/>").gaps.count == 1)
    #expect(try list("<Patient xmlns='http://hl7.org/fhir'><id value='1'/></Patient>").gaps.count == 1)
    let outcome = refusal(Array("<OperationOutcome xmlns='http://hl7.org/fhir'/>".utf8))
    #expect(outcome?.reason.contains("OperationOutcome") == true)
  }

  @Test func resourcesWithinParametersAreRead() throws {
    let list = try list(
      "<Parameters xmlns='http://hl7.org/fhir'><parameter><part><resource>"
        + bundle(statement(medicine("aspirin")))
        + "</resource></part></parameter></Parameters>")
    #expect(list.activeTexts == ["aspirin"] && list.isWhole)
  }
}
