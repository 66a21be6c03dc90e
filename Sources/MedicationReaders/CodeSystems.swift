import PatientMedications

/// The addresses and object identifiers by which records name code systems.
extension MedicationCode.System {
  /// - Parameter name: A URI, `urn:oid:…`, a bare OID, or a short name such as `RXNORM`.
  init(named name: String) {
    let key = (name.hasPrefix("urn:oid:") ? String(name.dropFirst(8)) : name).lowercased()
    self = Self.known[key] ?? .other(name)
  }

  private static let known: [String: MedicationCode.System] = [
    "http://www.nlm.nih.gov/research/umls/rxnorm": .rxcui, "2.16.840.1.113883.6.88": .rxcui, "rxnorm": .rxcui,
    "http://www.whocc.no/atc": .atc, "http://fhir.de/codesystem/bfarm/atc": .atc,
    "http://fhir.de/codesystem/dimdi/atc": .atc, "2.16.840.1.113883.6.73": .atc, "1.2.276.0.76.5.514": .atc,
    "atc": .atc,
    "http://fdasis.nlm.nih.gov": .unii, "2.16.840.1.113883.4.9": .unii, "unii": .unii,
    "http://snomed.info/sct": .snomed, "2.16.840.1.113883.6.96": .snomed, "snomed": .snomed,
    "http://hl7.org/fhir/sid/ndc": .ndc, "2.16.840.1.113883.6.69": .ndc, "ndc": .ndc,
    "http://hl7.org/fhir/sid/cvx": .cvx, "2.16.840.1.113883.12.292": .cvx, "2.16.840.1.113883.6.59": .cvx,
    "http://hl7.org/fhir/sid/icd-10": .icd10, "http://hl7.org/fhir/sid/icd-10-cm": .icd10,
    "http://fhir.de/codesystem/bfarm/icd-10-gm": .icd10, "2.16.840.1.113883.6.90": .icd10,
    "2.16.840.1.113883.6.3": .icd10,
    "http://hl7.org/fhir/sid/icd-9-cm": .icd9, "2.16.840.1.113883.6.103": .icd9,
    "http://loinc.org": .loinc, "2.16.840.1.113883.6.1": .loinc,
  ]
}
