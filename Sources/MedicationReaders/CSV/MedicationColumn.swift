/// What a column of a medication table holds, as its header says.
enum MedicationColumn: Hashable {
  /// The medicine's name; the rank tells which of several name columns to believe, 0 first.
  case name(rank: Int)
  case rxcui, ndc, atc, unii, snomed
  /// Strength, form, route, dose and directions: kept as dose text in the order of the columns.
  case dose
  case started, stopped, status, indication
  case patient, age, sex, birthDate, eGFR, allergies, conditions

  /// - Parameter header: A header as written; case, blanks, and marks do not matter.
  init?(header: some StringProtocol) {
    let word = header.lowercased().filter { $0.isLetter || $0.isNumber }
    guard let column = Self.columns[word] else { return nil }
    self = column
  }

  var isName: Bool { if case .name = self { true } else { false } }

  /// Headers of exports seen in the field, without case, blanks and marks.
  private static let columns: [String: MedicationColumn] = {
    var columns: [String: MedicationColumn] = [:]
    for (column, headers) in headers {
      for header in headers.split(separator: " ") { columns[String(header)] = column }
    }
    return columns
  }()

  private static let headers: [(MedicationColumn, String)] = [
    (
      .name(rank: 0),
      """
      medication medications medicationname medicationdescription medicine medicines medicinename med meds \
      medname drug drugs drugname drugdescription rxname prescription prescribeditem prescribedmedication \
      prescribeddrug medikament arzneimittel medicament médicament medicamento farmaco geneesmiddel
      """
    ),
    (
      .name(rank: 1),
      """
      drugnamegeneric genericname generic ingredient ingredients activeingredient substance inn wirkstoff \
      drugnamepoe medicationgeneric
      """
    ),
    (
      .name(rank: 2),
      "brandname brand tradename product productname preparation bnfname vmpname ampname medicationbrand"
    ),
    (.name(rank: 3), "name description item itemname display label treatment rx"),
    (.rxcui, "rxnorm rxcui rxnormcode rxnormcui rxnormid rxnormconceptid"),
    (.ndc, "ndc ndccode ndc11 ndc10 nationaldrugcode"),
    (.atc, "atc atccode"),
    (.unii, "unii uniicode"),
    (.snomed, "snomed snomedcode snomedct snomedctcode snomedid dmdcode dmdid vpid"),
    (
      .dose,
      """
      strength prodstrength dose dosage dosevalrx doseunitrx dosevalue doseunit doseunits unit units form \
      doseform dosageform formulation route routeofadministration sig directions instructions frequency \
      posology dosis stärke einnahme
      """
    ),
    (
      .started,
      """
      start startdate started datestarted starttime startdt begin begindate begindatetime startdatetime since \
      from authoredon ordered ordereddate orderdate prescribed prescribeddate dateprescribed issuedate issued \
      beginn
      """
    ),
    (
      .stopped,
      """
      stop stopdate stopped datestopped stoptime end enddate ended dateended endtime enddatetime stopdatetime \
      until discontinued discontinueddate dcdate ende
      """
    ),
    (.status, "status active state medicationstatus orderstatus isactive"),
    (.indication, "indication reason reasonforuse purpose reasondescription takenfor"),
    (
      .patient,
      """
      patient patientid patientidentifier patientname pid pt ptid subject subjectid mrn personid person \
      nhsnumber nhsno beneficiary memberid clientid resident residentid chartnumber
      """
    ),
    (.age, "age ageyears patientage"),
    (.sex, "sex gender patientsex patientgender"),
    (.birthDate, "dob dateofbirth birthdate birthdatetime patientdob"),
    (.eGFR, "egfr gfr"),
    (.allergies, "allergies allergy drugallergies"),
    (.conditions, "conditions condition diagnoses diagnosis problems comorbidities"),
  ]
}
