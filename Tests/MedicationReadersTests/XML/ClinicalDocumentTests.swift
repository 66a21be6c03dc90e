import MedicationReaders
import PatientMedications
import Testing

private func document(_ sections: String) -> String {
  """
  <?xml version="1.0"?>
  <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <recordTarget><patientRole><id root="1.2" extension="P-9"/><patient><administrativeGenderCode code="F"/>
  <birthTime value="19480117"/></patient></patientRole></recordTarget>
  <component><structuredBody>\(sections)</structuredBody></component></ClinicalDocument>
  """
}

private func section(_ content: String, code: String = "10160-0") -> String {
  "<component><section><code code=\"\(code)\"/>\(content)</section></component>"
}

private func entry(_ code: String, attributes: String = "", details: String = "<statusCode code='active'/>")
  -> String
{
  """
  <entry><substanceAdministration classCode="SBADM" moodCode="EVN" \(attributes)>\(details)
  <consumable><manufacturedProduct><manufacturedMaterial>\(code)</manufacturedMaterial></manufacturedProduct>
  </consumable></substanceAdministration></entry>
  """
}

@Suite struct ClinicalDocumentTests {
  @Test func namesAreFoundWhereverTheyStand() throws {
    let list = try list(
      document(
        section(
          """
          <text><table><tr ID="r1"><td ID="n1">Quinine<sup>®</sup> 300 mg<br/>tablet</td><td>daily</td></tr></table></text>
          """
            + entry("<code code='1' codeSystem='2.16.840.1.113883.6.88' displayName='warfarin &amp; co'/>")
            + entry("<code nullFlavor='UNK'><originalText><reference value='#n1'/></originalText></code>")
            + entry("<code nullFlavor='OTH'><originalText>senna tea</originalText></code>")
            + entry(
              "<code nullFlavor='UNK'><translation code='2' codeSystem='2.16.840.1.113883.6.96' displayName='codeine'/></code>"
            )
            + entry("<code nullFlavor='UNK'/><name>Aspirin 75</name>"))))
    #expect(
      list.activeTexts == ["warfarin & co", "Quinine® 300 mg tablet", "senna tea", "codeine", "Aspirin 75"])
    #expect(list.entries[0].codes.map(\.system) == [.rxcui])
    #expect(list.entries[3].codes.map(\.system) == [.snomed])
    #expect(list.isWhole)
    #expect(list.patient.identifier == "P-9")
    #expect(list.patient.sex == .female)
    #expect(list.patient.birthDate == PartialDate(year: 1948, month: 1, day: 17))
  }

  /// The words that a code was chosen for may say something else.
  @Test func otherNamesAreKept() throws {
    let list = try list(
      document(
        section(
          "<text><content ID='a'>aspirin 81 mg</content><content ID='q'>quinine</content></text>"
            + entry(
              "<code displayName='warfarin'><originalText><reference value='#a'/></originalText></code>")
            + entry("<code displayName='quinine'><originalText><reference value='#q'/></originalText></code>")
            + entry("<code displayName='quinine'/><name>Qualaquin</name>"))))
    #expect(list.activeTexts == ["warfarin", "quinine", "quinine"])
    #expect(list.entries.map(\.alsoCalled) == [["aspirin 81 mg"], [], ["Qualaquin"]])
  }

  /// What is not available may exist: it counts as not checked. In the section of what was given it is no gap.
  @Test func notAvailableIsNotNone() throws {
    let code = "<code nullFlavor='OTH'><originalText>Medication excluded/not available</originalText></code>"
    let negated = entry(code, attributes: "negationInd='true'")
    let list = try list(document(section(negated) + section(negated, code: "29549-3")))
    #expect(list.entries.map(\.text) == ["Medication excluded/not available"])
    #expect(list.unreadableLines.count == 1)
    #expect(list.remarks.map(\.reason) == [.noKnownMedications])
  }

  @Test func aReferenceThatLeadsNowhereIsNamed() throws {
    let list = try list(
      document(
        section(entry("<code nullFlavor='UNK'><originalText><reference value='#no'/></originalText></code>")))
    )
    #expect(list.entries.map(\.text) == ["#no"])
    #expect(list.unreadableLines.count == 1)
  }

  struct Status: Sendable {
    var details: String
    var expected: MedicationEntry.Status
    var attributes = ""
    var section = "10160-0"
  }

  @Test(arguments: [
    Status(details: "<statusCode code='active'/>", expected: .active),
    Status(details: "<statusCode code='aborted'/>", expected: .inactive(.stopped)),
    Status(details: "<statusCode code='suspended'/>", expected: .inactive(.onHold)),
    Status(
      details: "<statusCode code='active'/>", expected: .inactive(.negated), attributes: "negationInd='true'"),
    Status(details: "<statusCode code='active'/>", expected: .inactive(.planned), section: "18776-5"),
    // 'completed' alone speaks of the entry, not of the course, before release 2.1.
    Status(details: "<statusCode code='completed'/>", expected: .active),
    Status(
      details: "<templateId root='2.16' extension='2014-06-09'/><statusCode code='completed'/>",
      expected: .inactive(.completed)),
    Status(
      details:
        "<statusCode code='completed'/><effectiveTime><low value='2013'/><high value='20140510'/></effectiveTime>",
      expected: .inactive(.completed)),
    Status(
      details:
        "<statusCode code='completed'/><effectiveTime><low value='2013'/><high value='20990510'/></effectiveTime>",
      expected: .active),
    Status(
      details: """
        <statusCode code='completed'/><entryRelationship><observation><code code='33999-4'/>
        <value code='55561003' displayName='Active'/></observation></entryRelationship>
        """, expected: .active),
    Status(
      details: """
        <statusCode code='active'/><entryRelationship><observation><code code='33999-4'/>
        <value code='73425007' displayName='Inactive'/></observation></entryRelationship>
        """, expected: .inactive(.stopped)),
  ])
  func whetherItIsTaken(_ row: Status) throws {
    let list = try list(
      document(
        section(
          entry("<code displayName='warfarin'/>", attributes: row.attributes, details: row.details),
          code: row.section)),
      today: PartialDate(year: 2026, month: 11, day: 24))
    #expect(list.entries.map(\.status) == [row.expected])
    #expect(list.entries.map(\.text) == ["warfarin"])
  }

  @Test func datesDirectionsAndReasonAreKept() throws {
    let list = try list(
      document(
        section(
          entry(
            "<code displayName='quinine'/>",
            details: """
              <text>one at bedtime</text><statusCode code='active'/>
              <effectiveTime xsi:type='IVL_TS'><low value='20240301'/><high nullFlavor='NI'/></effectiveTime>
              <effectiveTime xsi:type='PIVL_TS'><period value='1' unit='d'/></effectiveTime>
              <entryRelationship typeCode='RSON'><observation><value displayName='leg cramps'/></observation></entryRelationship>
              """))))
    let entry = try #require(list.entries.first)
    #expect(entry.started == PartialDate(year: 2024, month: 3, day: 1) && entry.stopped == nil)
    #expect(entry.doseText == "one at bedtime")
    #expect(entry.indication == "leg cramps")
  }

  @Test func statementsOfNoMedicinesAreRemarks() throws {
    for content in [
      entry("<code nullFlavor='NA'/>", attributes: "negationInd='true'"),
      "<text ID='t'>No Medications</text>"
        + entry(
          "<code nullFlavor='OTH'><translation code='410942007' displayName='Drug or medicament'/></code>",
          attributes: "negationInd='true'"),
      "<text>No known medications</text>",
    ] {
      let list = try list(document(section(content)))
      #expect(list.entries.isEmpty && list.isWhole)
      #expect(list.remarks.map(\.reason) == [.noKnownMedications])
    }
  }

  @Test func whatCannotBeReadIsAGap() throws {
    let narrative = try list(document(section("<text>Warfarin 5 mg daily</text>")))
    #expect(narrative.entries.isEmpty && narrative.gaps.map(\.text) == ["Warfarin 5 mg daily"])
    let pdf = try list(
      """
      <ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="application/pdf">JVBERi0=</text>
      </nonXMLBody></component></ClinicalDocument>
      """)
    #expect(pdf.gaps.map(\.reason) == ["the document's body is a PDF, which cannot be read"])
    #expect(try list(document(section("", code: "8716-3"))).gaps.count == 1)
  }

  @Test func problemsAllergiesAndVaccinesAreNoMedicines() throws {
    let list = try list(
      document(
        section(entry("<code displayName='quinine'/>"))
          + section(
            entry("<code displayName='influenza vaccine'/>") + entry("<code displayName='tetanus toxoid'/>")
              + entry("<code displayName='refused vaccine'/>", attributes: "negationInd='true'"),
            code: "11369-6")
          + section(
            """
            <entry><act><statusCode code='active'/><entryRelationship><observation>
            <value code='38341003' codeSystem='2.16.840.1.113883.6.96' displayName='Hypertension'/>
            </observation></entryRelationship></act></entry>
            <entry><act><statusCode code='completed'/><entryRelationship><observation>
            <value displayName='Measles'/></observation></entryRelationship></act></entry>
            """, code: "11450-4")
          + section(
            """
            <entry><act><statusCode code='active'/><entryRelationship><observation><participant><participantRole>
            <playingEntity><code displayName='Penicillin'/></playingEntity></participantRole></participant>
            </observation></entryRelationship></act></entry>
            """, code: "48765-2")))
    #expect(list.activeTexts == ["quinine"])
    #expect(list.patient.conditions.map(\.text) == ["Hypertension"])
    #expect(list.patient.allergies == ["Penicillin"])
    #expect(list.remarks.map(\.reason) == [.immunization, .allergy])
    #expect(list.remarks.first?.text == "influenza vaccine; tetanus toxoid")
  }

  /// Pieces cut out of a document have neither namespace nor the prefixes declared around them.
  @Test func piecesOfDocumentsAreRead() throws {
    let piece =
      "\n\n<!-- a piece -->\n<section><code code='10160-0'/>\n"
      + entry(
        "<code displayName='quinine'/>",
        details: "<effectiveTime xsi:type='IVL_TS'><low value='2020'/></effectiveTime>")
      + "</section>"
    let list = try list(piece)
    #expect(list.activeTexts == ["quinine"])
    #expect(list.entries[0].place.line == 5)
    let broken = refusal(Array((piece + "</clinicalDocumentPiece><a/>").utf8))
    #expect(broken?.line == 7)
    #expect(refusal(Array(piece.dropLast(10).utf8)) != nil)
  }
}
