import MedicationReaders
import PatientMedications
import Testing

private func message(_ body: String, root: String = "<Message xmlns=\"http://www.ncpdp.org/schema/SCRIPT\">")
  -> String
{
  root + "<Header><MessageID>1</MessageID></Header><Body>\(body)</Body></Message>"
}

@Suite struct SCRIPTTests {
  @Test func aPrescriptionIsAMedicine() throws {
    let list = try list(
      message(
        """
        <NewRx><Patient><HumanPatient><Gender>M</Gender><DateOfBirth><Date>1975-11-30</Date></DateOfBirth>
        </HumanPatient></Patient>
        <MedicationPrescribed><DrugDescription>Lisinopril 10 MG Oral Tablet</DrugDescription>
        <DrugCoded><ProductCode Qualifier="ND">00185010201</ProductCode>
        <DrugDBCode><Code>314076</Code><Qualifier>SCD</Qualifier></DrugDBCode></DrugCoded>
        <WrittenDate><Date>2026-02-01</Date></WrittenDate><Sig><SigText>once daily</SigText></Sig>
        </MedicationPrescribed></NewRx>
        """))
    let entry = try #require(list.entries.first)
    #expect(entry.text == "Lisinopril 10 MG Oral Tablet" && entry.status == .active)
    #expect(
      entry.codes == [
        MedicationCode(system: .ndc, value: "00185010201"), MedicationCode(system: .rxcui, value: "314076"),
      ])
    #expect(entry.doseText == "once daily")
    #expect(entry.started == PartialDate(year: 2026, month: 2, day: 1))
    #expect(
      list.patient.sex == .male && list.patient.birthDate == PartialDate(year: 1975, month: 11, day: 30))
  }

  /// Older messages have neither namespace nor nested codes.
  @Test func olderShapesAreRead() throws {
    let list = try list(
      message(
        """
        <NewRx><Patient><Gender>F</Gender></Patient><MedicationPrescribed>
        <DrugDescription>METFORMIN\u{FFFC} 500 MG</DrugDescription><DrugCoded><ProductCode>1</ProductCode>
        <ProductCodeQualifier>ND</ProductCodeQualifier><DrugDBCode>860975</DrugDBCode>
        <DrugDBCodeQualifier>RXNORM</DrugDBCodeQualifier></DrugCoded>
        <Directions>twice daily</Directions></MedicationPrescribed></NewRx>
        """, root: "<Message version=\"010\" release=\"006\">"))
    #expect(list.activeTexts == ["METFORMIN  500 MG"])
    #expect(list.entries[0].codes.map(\.system) == [.ndc, .rxcui])
    #expect(list.entries[0].doseText == "twice daily")
    #expect(list.patient.sex == .female)
  }

  @Test func otherMessages() throws {
    let medicine = "<DrugDescription>quinine</DrugDescription>"
    let history = try list(
      message(
        "<RxHistoryResponse><MedicationDispensed>\(medicine)</MedicationDispensed><MedicationDispensed>\(medicine)</MedicationDispensed></RxHistoryResponse>"
      ))
    #expect(history.activeTexts == ["quinine", "quinine"])
    let renewal = try list(
      message(
        "<RxRenewalRequest><MedicationDispensed>\(medicine)</MedicationDispensed><MedicationPrescribed>\(medicine)</MedicationPrescribed></RxRenewalRequest>"
      ))
    #expect(renewal.activeTexts == ["quinine"])
    let cancelled = try list(
      message("<CancelRx><MedicationPrescribed>\(medicine)</MedicationPrescribed></CancelRx>"))
    #expect(cancelled.inactive == ["quinine": .cancelled])
    #expect(try list(message("<Status><Code>010</Code></Status>")).gaps.count == 1)
    let unnamed = try list(message("<NewRx><MedicationPrescribed/></NewRx>"))
    #expect(unnamed.unreadableLines == [1])
  }

  @Test func whatIsAskedForOrRefusedIsNotTaken() throws {
    func medicine(_ element: String, _ name: String) -> String {
      "<\(element)><DrugDescription>\(name)</DrugDescription></\(element)>"
    }
    let change = try list(
      message(
        "<RxChangeRequest>" + medicine("MedicationPrescribed", "quinine")
          + medicine("MedicationRequested", "naftidrofuryl") + "</RxChangeRequest>"))
    #expect(change.activeTexts == ["quinine"] && change.inactive == ["naftidrofuryl": .planned])
    let fill = try list(
      message(
        "<RxFill><FillStatus><NotDispensed/></FillStatus>" + medicine("MedicationDispensed", "quinine")
          + "</RxFill>"))
    #expect(fill.inactive == ["quinine": .notTaken])
  }
}
