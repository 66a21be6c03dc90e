import Glibc

/// Names of the elements that are looked at, spelled as FHIR spells them.
enum FHIRName: UInt16, CaseIterable, Sendable {
  case abatement, abatementDateTime, adherence, asNeededCodeableConcept, asNeededFor
  case authoredOn, authorizingPrescription, basedOn, birthDate, bounds, boundsPeriod
  case clinicalStatus, code, coding, concept, contained
  case date, dateAsserted, dateEnded, dateWritten, deleted, display, div, doNotPerform, dosage
  case dosageInstruction, effectiveDateTime, effectivePeriod, effectiveTimeDateTime, effectiveTimePeriod
  case emptyReason, end, entry, fullUrl, gender, id, identifier, ingredient, intent, issued, item
  case itemCodeableConcept, itemReference, link, medication, medicationCodeableConcept, medicationReference
  case occurenceDateTime, occurenceTiming, parameter, part, patient, patientInstruction, prescription,
    product, reason,
    reasonCode
  case reasonCodeableConcept, reasonForUseCodeableConcept, reasonForUseReference, reasonReference
  case reference, relation, `repeat`, request, resource, resourceType, start, status, subject, substance
  case system, taken, text, timing, total, type, unit, url, vaccineCode, value, valueCodeableConcept
  case valueQuantity, verificationStatus, wasNotGiven, wasNotTaken, whenHandedOver

  /// In the order of the cases. Written out: asking the cases for their names takes longer than reading a small file.
  static let spellings = """
    abatement abatementDateTime adherence asNeededCodeableConcept asNeededFor authoredOn
    authorizingPrescription basedOn birthDate bounds boundsPeriod clinicalStatus code coding concept
    contained date dateAsserted dateEnded dateWritten deleted display div doNotPerform dosage
    dosageInstruction effectiveDateTime effectivePeriod effectiveTimeDateTime effectiveTimePeriod
    emptyReason end entry fullUrl gender id identifier ingredient intent issued item itemCodeableConcept
    itemReference link medication medicationCodeableConcept medicationReference occurenceDateTime
    occurenceTiming parameter part patient patientInstruction prescription product reason reasonCode
    reasonCodeableConcept reasonForUseCodeableConcept reasonForUseReference reasonReference reference
    relation repeat request resource resourceType start status subject substance system taken text timing
    total type unit url vaccineCode value valueCodeableConcept valueQuantity verificationStatus
    wasNotGiven wasNotTaken whenHandedOver
    """.split { $0 == " " || $0 == "\n" }.map { String($0) }

  private static let bySpelling = Dictionary(uniqueKeysWithValues: zip(spellings, allCases))

  init?(spelling: String) {
    guard let name = Self.bySpelling[spelling] else { return nil }
    self = name
  }
}

/// Types of the resources that are looked at; others need not be built.
enum FHIRType: String, CaseIterable, Sendable {
  case medicationRequest = "MedicationRequest"
  /// DSTU2's name for a request.
  case medicationOrder = "MedicationOrder"
  /// DSTU1's name for a request.
  case medicationPrescription = "MedicationPrescription"
  case medicationStatement = "MedicationStatement"
  case medicationUsage = "MedicationUsage"
  case medicationDispense = "MedicationDispense"
  case medicationAdministration = "MedicationAdministration"
  case medication = "Medication"
  case patient = "Patient"
  case condition = "Condition"
  case allergyIntolerance = "AllergyIntolerance"
  case observation = "Observation"
  case immunization = "Immunization"
  case operationOutcome = "OperationOutcome"
  case bundle = "Bundle"
  case list = "List"
  /// What operations of servers are asked with and answer.
  case parameters = "Parameters"

  /// Holds a medicine of a patient, in one release or another.
  var isMedicine: Bool {
    switch self {
    case .medicationRequest, .medicationOrder, .medicationPrescription, .medicationStatement,
      .medicationUsage,
      .medicationDispense, .medicationAdministration:
      true
    default: false
    }
  }

  /// What was handed out or given, which a prescription in the same file already says.
  var carriesOutOrder: Bool { self == .medicationDispense || self == .medicationAdministration }

  /// - Complexity: O(1); one or two comparisons.
  init?(spelling: UnsafeRawBufferPointer) {
    let candidates: (FHIRType, FHIRType?)
    switch spelling.count {
    case 4: candidates = (.list, nil)
    case 6: candidates = (.bundle, nil)
    case 7: candidates = (.patient, nil)
    case 9: candidates = (.condition, nil)
    case 10: candidates = (.medication, .parameters)
    case 11: candidates = (.observation, nil)
    case 12: candidates = (.immunization, nil)
    case 15: candidates = (.medicationOrder, .medicationUsage)
    case 16: candidates = (.operationOutcome, nil)
    case 17: candidates = (.medicationRequest, nil)
    case 18: candidates = (.medicationDispense, .allergyIntolerance)
    case 19: candidates = (.medicationStatement, nil)
    case 22: candidates = (.medicationPrescription, nil)
    case 24: candidates = (.medicationAdministration, nil)
    default: return nil
    }
    for candidate in [candidates.0, candidates.1] {
      guard let candidate, unsafe spelling.isEqual(to: candidate.rawValue) else { continue }
      self = candidate
      return
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isEqual(to text: String) -> Bool {
    var text = text
    return text.withUTF8 { other in
      guard let a = baseAddress, let b = other.baseAddress else { return false }
      return unsafe count == other.count && memcmp(a, b, count) == 0
    }
  }
}
