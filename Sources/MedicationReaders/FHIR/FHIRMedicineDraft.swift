import PatientMedications

/// A medication resource as read, its references not yet followed.
struct FHIRMedicineDraft {
  var entry: MedicationEntry
  /// Key of the patient, where the resource names one.
  var patient: String?
  /// Key of the Medication resource that names the medicine, where the resource itself does not.
  var medication: String?
  /// Keys of the orders that a supply or an administration carries out.
  var orders: [String] = []
  /// What stood in the resource and could not be read.
  var gaps: [MedicationList.Gap] = []

  /// The resource types that hold a medicine of a patient, in all releases.
  static let types: Set<String> = [
    "MedicationRequest", "MedicationOrder", "MedicationPrescription", "MedicationStatement",
    "MedicationUsage",
    "MedicationDispense", "MedicationAdministration",
  ]

  init(_ resource: FHIRElement) {
    entry = MedicationEntry(text: "", place: SourcePlace(line: resource.line, path: resource.name))
    entry.status = Self.status(of: resource)
    patient = (resource.value("subject", "reference") ?? resource.value("patient", "reference"))
      .map(FHIRReference.key)
    readMedicine(resource)
    readDates(resource)
    let dosages = resource.all("dosageInstruction") + resource.all("dosage")
    entry.doseText = Self.joined(dosages.compactMap { $0.value("text") ?? $0.value("patientInstruction") })
    entry.indication = Self.indication(resource, dosages)
    orders = ["authorizingPrescription", "request", "prescription", "basedOn"].flatMap(resource.all)
      .compactMap { $0.value("reference").map(FHIRReference.key) }
    if case .unreadable(let reason) = ReadableLine.read(Array(entry.text.utf8)[...]) {
      entry.text = ""
      entry.status = .unreadable(reason: reason)
    }
  }

  /// True for what was handed out or given, which a prescription in the same file already says.
  var carriesOutOrder: Bool {
    entry.place.path == "MedicationDispense" || entry.place.path == "MedicationAdministration"
  }

  private mutating func readMedicine(_ resource: FHIRElement) {
    let medicine = resource["medicationCodeableConcept"] ?? resource["medication"]
    let concept = medicine.map { FHIRConcept($0) } ?? FHIRConcept()
    entry.text = concept.text
    entry.codes = concept.codes
    let reference = resource["medicationReference"] ?? Self.reference(in: resource["medication"])
    if concept.isEmpty, let target = reference?.value("reference") {
      entry.text = reference?.value("display") ?? ""
      if target.hasPrefix("#") {
        readContained(String(target.dropFirst()), resource)
      } else {
        medication = FHIRReference.key(target)
      }
    } else if concept.isEmpty, let display = reference?.value("display") {
      entry.text = display
    } else if concept.isEmpty {
      noteMissingMedicine(resource)
    }
    noteStrayText(resource)
  }

  /// R5 puts the reference within, the first drafts of FHIR used the element itself.
  private static func reference(in medication: FHIRElement?) -> FHIRElement? {
    guard let inner = medication?["reference"], !inner.children.isEmpty else { return medication }
    return inner
  }

  private mutating func readContained(_ id: String, _ resource: FHIRElement) {
    let contained = resource.all("contained").flatMap(\.children)
      .first { $0.name == "Medication" && $0.value("id") == id }
    let concept = contained.map { FHIRConcept(medication: $0) } ?? FHIRConcept()
    if concept.isEmpty {
      refersToNothing("#" + id)
    } else {
      entry.text = concept.text.isEmpty ? entry.text : concept.text
      entry.codes = concept.codes
    }
  }

  /// Names the reference itself, so that the entry can be found in the file.
  mutating func refersToNothing(_ reference: String) {
    guard entry.text.isEmpty else { return }
    entry.text = reference
    if entry.status == .active {
      entry.status = .unreadable(
        reason: "it refers to a Medication that the file does not hold or does not name")
    }
  }

  private mutating func noteMissingMedicine(_ resource: FHIRElement) {
    let stranger = resource.children.first {
      $0.name.lowercased().hasPrefix("medic") && $0.name != "medicationCodeableConcept"
        && $0.name != "medication"
        && $0.name != "medicationReference"
    }
    let reason =
      stranger != nil
      ? "an element that FHIR does not have stands where the medicine should"
      : resource["text"]?["div"] != nil
        ? "the medicine stands in the narrative only, which is not read" : "no medicine is named"
    entry.text = stranger?.name ?? ""
    if let stranger { entry.place.line = stranger.line }
    if entry.status == .active { entry.status = .unreadable(reason: reason) }
  }

  private mutating func noteStrayText(_ resource: FHIRElement) {
    var waiting = resource.children
    while let element = waiting.popLast() {
      waiting += element.children
      guard !element.strayText.isEmpty else { continue }
      if entry.text.isEmpty, entry.codes.isEmpty {
        entry.text = element.strayText
        entry.place.line = element.line
        entry.status = .unreadable(reason: "the name stands as text; FHIR keeps it in the attribute 'value'")
      } else {
        gaps.append(
          .init(
            place: SourcePlace(line: element.line, path: resource.name), text: element.strayText,
            reason: "text stands where FHIR has none"))
      }
    }
  }

  // MARK: Status, dates, reason

  private static func status(of resource: FHIRElement) -> MedicationEntry.Status {
    if resource.value("doNotPerform") == "true" || resource.value("wasNotGiven") == "true" {
      return .inactive(.negated)
    }
    if resource.value("wasNotTaken") == "true" || resource.value("taken") == "n" {
      return .inactive(.notTaken)
    }
    let adherence = resource["adherence"]?["code"]?.all("coding").lazy.compactMap { $0.value("code") }.first
    for word in [adherence, resource.value("status")] {
      guard let word, case .inactive(let why) = StatusWords.meaning(word) else { continue }
      // What was handed out or given whole is what the patient has.
      let isSupply = resource.name == "MedicationDispense" || resource.name == "MedicationAdministration"
      if isSupply, why == .completed { continue }
      return .inactive(why)
    }
    if let intent = resource.value("intent"), intent == "proposal" || intent == "option" {
      return .inactive(.planned)
    }
    return .active
  }

  private mutating func readDates(_ resource: FHIRElement) {
    let period = resource["effectivePeriod"] ?? resource["effectiveTimePeriod"]
    let bounds = (resource.all("dosageInstruction") + resource.all("dosage")).lazy
      .compactMap { $0["timing"]?["repeat"] }.compactMap { $0["boundsPeriod"] ?? $0["bounds"] }.first
    let starts = [
      period?.value("start"), resource.value("effectiveDateTime"), bounds?.value("start"),
      resource.value("whenHandedOver"), resource.value("effectiveTimeDateTime"),
      resource.value("occurenceDateTime"), resource.value("authoredOn"), resource.value("dateWritten"),
      resource.value("dateAsserted"),
    ]
    entry.started = starts.lazy.compactMap { $0.flatMap { PartialDate(iso: $0) } }.first
    let ends = [period?.value("end"), bounds?.value("end"), resource.value("dateEnded")]
    entry.stopped = ends.lazy.compactMap { $0.flatMap { PartialDate(iso: $0) } }.first
  }

  private static func indication(_ resource: FHIRElement, _ dosages: [FHIRElement]) -> String? {
    let concepts =
      ["reasonCode", "reasonCodeableConcept", "reasonForUseCodeableConcept", "reason"].flatMap(resource.all)
      + dosages.flatMap { $0.all("asNeededCodeableConcept") + $0.all("asNeededFor") }
    let references = ["reasonReference", "reasonForUseReference"].flatMap(resource.all)
    return joined(
      concepts.map { FHIRConcept($0).text }.filter { !$0.isEmpty }
        + references.compactMap { $0.value("display") })
  }

  private static func joined(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.map(FHIRConcept.oneLine).joined(separator: "; ")
  }
}
