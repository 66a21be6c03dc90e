import PatientMedications

/// What resources other than medicines say about a patient.
struct FHIRPatientDraft {
  var patient = Patient()
  var remarks: [MedicationList.Remark] = []
  /// Dates of the laboratory values taken, as written: the latest counts.
  private var measured: [String: String] = [:]
  /// Vaccines that were given, each once, and where the first of them stood.
  private var vaccines: [String] = []
  private var firstVaccine: SourcePlace?

  /// The remarks, with one for all vaccines: none of them is taken now, none vanishes.
  var allRemarks: [MedicationList.Remark] {
    guard let firstVaccine else { return remarks }
    return remarks + [
      .init(place: firstVaccine, text: vaccines.joined(separator: "; "), reason: .immunization)
    ]
  }

  /// About how much memory it takes, in bytes.
  var byteCount: Int {
    MemoryLayout<FHIRPatientDraft>.stride + 192
      * (patient.conditions.count + patient.allergies.count + remarks.count + measured.count)
  }

  /// Takes what a Patient resource says.
  mutating func take(_ resource: some FHIRNode) {
    let records = resource.all(.identifier).filter {
      $0.first(.type)?.all(.coding).contains { $0.says(.code, "MR") } == true
    }
    patient.identifier = records.lazy.compactMap { $0.value(.value) }.first ?? resource.value(.id)
    patient.sex = resource.value(.gender).flatMap { Patient.Sex(rawValue: $0) }
    patient.birthDate = resource.value(.birthDate).flatMap { PartialDate(iso: $0) }
  }

  /// Takes what another resource says.
  /// - Parameter place: Asked for when something is to be told.
  mutating func take(_ resource: some FHIRNode, _ type: FHIRType, at place: @autoclosure () -> SourcePlace) {
    switch type {
    case .condition: takeCondition(resource)
    case .allergyIntolerance: takeAllergy(resource, place)
    case .observation: takeObservation(resource)
    case .immunization: takeImmunization(resource, place)
    default: break
    }
  }

  private mutating func takeCondition(_ resource: some FHIRNode) {
    let clinical = Self.code(resource.first(.clinicalStatus))
    let verification = Self.code(resource.first(.verificationStatus))
    let isPast = ["inactive", "resolved", "remission"].contains(clinical)
    let hasEnded =
      clinical.isEmpty && (resource.first(.abatementDateTime) ?? resource.first(.abatement)) != nil
    guard !isPast, !hasEnded, verification != "refuted", verification != "entered-in-error",
      let code = resource.first(.code)
    else { return }
    let concept = FHIRConcept(code)
    guard !concept.isEmpty else { return }
    patient.conditions.append(.init(text: concept.text, codes: concept.codes))
  }

  private mutating func takeAllergy(_ resource: some FHIRNode, _ place: () -> SourcePlace) {
    let clinical = Self.code(resource.first(.clinicalStatus))
    let verification = Self.code(resource.first(.verificationStatus))
    guard clinical != "inactive", clinical != "resolved", verification != "refuted",
      verification != "entered-in-error"
    else { return }
    let concept =
      (resource.first(.code) ?? resource.first(.substance)).map { FHIRConcept($0) } ?? FHIRConcept()
    guard !concept.text.isEmpty else { return }
    patient.allergies.append(concept.text)
    remarks.append(.init(place: place(), text: concept.text, reason: .allergy))
  }

  private mutating func takeImmunization(_ resource: some FHIRNode, _ place: () -> SourcePlace) {
    let wasGiven =
      !resource.says(.status, "not-done") && !resource.says(.status, "entered-in-error")
      && !resource.says(.wasNotGiven, "true")
    guard wasGiven, let concept = resource.first(.vaccineCode).map({ FHIRConcept($0) }) else { return }
    let name = concept.text.isEmpty ? concept.codes.first?.value ?? "" : concept.text
    guard !name.isEmpty else { return }
    if firstVaccine == nil { firstVaccine = place() }
    if !vaccines.contains(name) { vaccines.append(name) }
  }

  /// Codes are written plainly up to DSTU2 and as a concept since.
  private static func code(_ node: (some FHIRNode)?) -> String {
    guard let node else { return "" }
    return node.value ?? node.all(.coding).lazy.compactMap { $0.value(.code) }.first ?? ""
  }

  // MARK: Laboratory values

  private mutating func takeObservation(_ resource: some FHIRNode) {
    // Most observations are about something else: their codes are looked at first.
    var laboratory: [LaboratoryValue] = []
    var isAboutPregnancy = false
    guard let code = resource.first(.code) else { return }
    (code.first(.concept) ?? code).each(.coding) { coding in
      guard FHIRConcept.system(coding.first(.system)) == .loinc, let code = coding.value(.code) else {
        return
      }
      if let value = LaboratoryValue(loinc: code) { laboratory.append(value) }
      if code == "82810-3" { isAboutPregnancy = true }
    }
    guard !laboratory.isEmpty || isAboutPregnancy,
      ["final", "amended", "corrected"].contains(resource.value(.status) ?? "final")
    else { return }
    let date = resource.value(.effectiveDateTime) ?? resource.value(.issued) ?? ""
    if isAboutPregnancy { takePregnancy(resource, date) }
    guard let number = resource.value(.valueQuantity, .value).flatMap(Self.number) else { return }
    let unit = resource.value(.valueQuantity, .unit) ?? resource.value(.valueQuantity, .code)
    for value in laboratory where isLatest(value.rawValue, date) {
      value.set(number, unit: unit, in: &patient)
    }
  }

  private mutating func takePregnancy(_ resource: some FHIRNode, _ date: String) {
    let answer = resource.first(.valueCodeableConcept).map { FHIRConcept($0).codes.map(\.value) } ?? []
    guard !answer.isEmpty, isLatest("pregnancy", date) else { return }
    if answer.contains("77386006") { patient.isPregnant = true }
    if answer.contains("60001007") { patient.isPregnant = false }
  }

  private mutating func isLatest(_ what: String, _ date: String) -> Bool {
    if let known = measured[what], known > date { return false }
    measured[what] = date
    return true
  }

  /// A decimal number; nothing else that `Double` would take ("nan", "0x10").
  private static func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || ".eE+-".utf8.contains($0) }
    guard isDecimal, text.utf8.count < 40, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// Takes over what a later part of the file says about the same patient.
  mutating func append(_ later: FHIRPatientDraft) {
    if let identifier = later.patient.identifier { patient.identifier = identifier }
    var values = later.patient
    for (what, date) in later.measured where !isLatest(what, date) {
      switch what {
      case "eGFR": values.eGFR = nil
      case "potassium": values.potassium = nil
      case "magnesium": values.magnesium = nil
      default: values.isPregnant = nil
      }
    }
    patient.eGFR = values.eGFR ?? patient.eGFR
    patient.potassium = values.potassium ?? patient.potassium
    patient.magnesium = values.magnesium ?? patient.magnesium
    patient.isPregnant = values.isPregnant ?? patient.isPregnant
    patient.sex = values.sex ?? patient.sex
    patient.birthDate = values.birthDate ?? patient.birthDate
    patient.conditions += values.conditions
    patient.allergies += values.allergies
    remarks += later.remarks
    vaccines += later.vaccines.filter { !vaccines.contains($0) }
    firstVaccine = firstVaccine ?? later.firstVaccine
  }
}
