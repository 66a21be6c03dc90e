import PatientMedications
import Testing

@testable import MedicationReaders

@Suite struct BlueButtonTests {
  private let today = PartialDate(year: 2026, month: 11, day: 24)

  @Test func theVeteransReportIsRead() throws {
    let list = try list(
      """
      ---------------- MY HEALTHEVET PERSONAL INFORMATION REPORT ------------
      Name: ROE, JANE                         Date of Birth: 01 Mar 1948
      ----------------------------- DEMOGRAPHICS ----------------------------
      Gender: Female   Blood Type: AB+         Organ Donor: Yes
      -------------------------- VA MEDICATION HISTORY ----------------------
      Source: VA

      Medication: HCTZ 25/TRIAMTERENE 37.5MG TAB 
      Instructions: TAKE ONE TABLET
      EVERY MORNING
      Status: Active
      Initially Ordered On: 13 Aug 2010

      Medication: INSULIN NPH 100 U/ML
      Status: Discontinued
      ---------------------- MEDICATIONS AND SUPPLEMENTS ---------------------
      Category: OTC
      Drug Name: Cough Medicine
      Strength: 1000mg
      Start Date: 01 Feb 2010                         Stop Date: 21 Feb 2010
      Reason for taking: Cough

      Category: RX Medication
      Drug Name: Aspirin EC
      Start Date: 15 Jun 2005                         Stop Date:  
      -------------------------- VA ALLERGIES --------------------------------
      Allergy Name:        TRAMADOL
      VA Drug Class:       NON-OPIOID ANALGESICS
      -------------------------- VA LABORATORY RESULTS ----------------------------
      Specimen: Plasma
      Test Name: POTASSIUM
      Result: 3.2 Low
      Units: mEq/L
      Specimen: Urine
      Test Name: MAGNESIUM
      Result: 1
      Units: mmol/L
      """, today: today)
    #expect(list.activeTexts == ["HCTZ 25/TRIAMTERENE 37.5MG TAB", "Aspirin EC"])
    #expect(list.inactive == ["INSULIN NPH 100 U/ML": .stopped, "Cough Medicine": .stopped])
    #expect(list.entries[0].doseText == "TAKE ONE TABLET EVERY MORNING")
    #expect(list.entries[0].started == PartialDate(year: 2010, month: 8, day: 13))
    #expect(list.entries[2].indication == "Cough")
    #expect(list.entries.map(\.place.line) == [8, 14, 18, 24])
    #expect(list.patient.allergies == ["TRAMADOL"])
    #expect(list.patient.sex == .female)
    #expect(list.patient.birthDate == PartialDate(year: 1948, month: 3, day: 1))
    #expect(list.patient.potassium == 3.2)
    #expect(list.patient.magnesium == nil)
    #expect(list.isWhole)
  }

  @Test func theMedicareReportIsRead() throws {
    let rule = "--------------------------------"
    let list = try list(
      """
      \(rule)
      MYMEDICARE.GOV PERSONAL HEALTH INFORMATION

      \(rule)
      \(rule)
      Demographic

      \(rule)

      Date of Birth: 01/31/1940
      \(rule)
      Self Reported Medical Conditions

      \(rule)
      Condition Name: Asthma

      Medical Condition End Date: 01/25/2010

      Condition Name: Arthritis
      \(rule)
      Self Reported Allergies

      \(rule)
      Allergy Name: Quinine

      Type: Drugs
      \(rule)
      Drugs

      \(rule)
      Drug Name: Aspirin

      Supply: Daily
      \(rule)
      Claim Lines for Claim Number: 1

      \(rule)
      Drug Code: 00093013505

      Drug Name: CARVEDILOL
      """, today: today)
    #expect(list.activeTexts == ["Aspirin", "CARVEDILOL"])
    #expect(list.entries[1].codes == [MedicationCode(system: .ndc, value: "00093013505")])
    #expect(list.patient.birthDate == PartialDate(year: 1940, month: 1, day: 31))
    #expect(list.patient.conditions.map(\.text) == ["Arthritis"])
    #expect(list.patient.allergies == ["Quinine"])
    #expect(list.isWhole)
  }

  @Test func aReportWithoutASectionOfMedicinesSaysSo() throws {
    let list = try list("------ MY HEALTHEVET PERSONAL INFORMATION REPORT ------\nGender: Male\n")
    #expect(list.entries.isEmpty)
    #expect(list.gaps.map(\.reason) == ["the report has no section of medicines"])
  }
}
