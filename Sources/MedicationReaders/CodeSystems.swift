import PatientMedications

/// The names by which records call code systems: URIs, OIDs with or without `urn:oid:`, and short names.
enum CodeSystems {
  /// Any other name becomes `.other`.
  static func system(_ name: some StringProtocol) -> MedicationCode.System {
    var key = name.lowercased()
    if key.hasPrefix("urn:oid:") { key.removeFirst(8) }
    if key.hasPrefix("https://") { key = "http://" + key.dropFirst(8) }
    while key.last == "/" { key.removeLast() }
    return known[key] ?? .other(String(name))
  }

  private static let known: [String: MedicationCode.System] = [
    "http://www.nlm.nih.gov/research/umls/rxnorm": .rxcui, "2.16.840.1.113883.6.88": .rxcui,
    "rxnorm": .rxcui, "rxn": .rxcui, "rxcui": .rxcui, "rx": .rxcui, "scd": .rxcui, "sbd": .rxcui,
    "http://www.whocc.no/atc": .atc, "2.16.840.1.113883.6.73": .atc, "atc": .atc,
    "1.2.276.0.76.5.514": .atc,
    "http://fhir.de/codesystem/bfarm/atc": .atc, "http://fhir.de/codesystem/dimdi/atc": .atc,
    "http://fdasis.nlm.nih.gov": .unii, "2.16.840.1.113883.4.9": .unii, "unii": .unii,
    "http://snomed.info/sct": .snomed, "2.16.840.1.113883.6.96": .snomed, "sct": .snomed,
    "snomed": .snomed, "snomed ct": .snomed, "snomed-ct": .snomed, "snomedct": .snomed, "snm": .snomed,
    "http://dmd.nhs.uk": .snomed,
    "http://hl7.org/fhir/sid/ndc": .ndc, "2.16.840.1.113883.6.69": .ndc, "ndc": .ndc, "nd": .ndc,
    "http://hl7.org/fhir/sid/cvx": .cvx, "2.16.840.1.113883.12.292": .cvx, "2.16.840.1.113883.6.59": .cvx,
    "cvx": .cvx,
    "http://hl7.org/fhir/sid/icd-10": .icd10, "http://hl7.org/fhir/sid/icd-10-cm": .icd10,
    "2.16.840.1.113883.6.90": .icd10, "2.16.840.1.113883.6.3": .icd10, "icd10": .icd10, "icd-10": .icd10,
    "http://fhir.de/codesystem/bfarm/icd-10-gm": .icd10,
    "i10": .icd10, "i10c": .icd10, "icd-10-cm": .icd10, "icd10cm": .icd10,
    "http://hl7.org/fhir/sid/icd-9-cm": .icd9, "2.16.840.1.113883.6.103": .icd9,
    "2.16.840.1.113883.6.104": .icd9, "icd9": .icd9, "icd-9": .icd9, "i9": .icd9, "i9c": .icd9,
    "icd-9-cm": .icd9,
    "http://loinc.org": .loinc, "2.16.840.1.113883.6.1": .loinc, "ln": .loinc, "loinc": .loinc,
  ]
}
