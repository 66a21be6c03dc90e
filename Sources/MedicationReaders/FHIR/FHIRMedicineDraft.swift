import PatientMedications

/// What a medication resource says of its medicine, its references not yet followed; without the particulars in which
/// one record of the same medicine differs from another.
struct FHIRMedicineDraft {
  /// Without dates. In a file of lines its place knows no line.
  var entry: MedicationEntry
  /// The Medication resource that names the medicine, where the resource itself does not; as written.
  var medication: String?
  /// What stood in the resource and could not be read.
  var gaps: [MedicationList.Gap] = []
  /// It says that there are no medicines.
  var saysNoMedicines = false
  let kind: FHIRMedicineKind

  var type: FHIRType { kind.type }

  init(_ resource: some FHIRNode, _ type: FHIRType, at place: SourcePlace) {
    entry = MedicationEntry(text: "", place: place)
    kind = FHIRMedicineKind(type)
    entry.status = Self.status(of: resource, type)
    readMedicine(resource)
    readDosage(resource)
    entry.indication = Self.indication(resource)
    if case .unreadable(let reason) = ReadableLine.read(entry.text) {
      entry.text = ""
      entry.status = .unreadable(reason: reason)
    }
  }

  private mutating func readMedicine(_ resource: some FHIRNode) {
    let medicine = resource.first(.medicationCodeableConcept) ?? resource.first(.medication)
    let concept = medicine.map { FHIRConcept($0) } ?? FHIRConcept()
    entry.text = concept.text
    entry.codes = concept.codes
    saysNoMedicines = concept.saysNoMedicines
    if concept.isEmpty {
      let reference = resource.first(.medicationReference) ?? Self.reference(in: resource.first(.medication))
      if let target = reference?.value(.reference) {
        entry.text = reference?.value(.display) ?? ""
        if target.hasPrefix("#") { readContained(target, resource) } else { medication = target }
      } else if let display = reference?.value(.display) {
        entry.text = display
      } else {
        noteMissingMedicine(resource)
      }
    }
    noteStrayTexts(resource)
  }

  /// R5 puts the reference within, the first drafts of FHIR used the element itself.
  private static func reference<Node: FHIRNode>(in medication: Node?) -> Node? {
    guard let inner = medication?.first(.reference), inner.value == nil else { return medication }
    return inner
  }

  private mutating func readContained(_ target: String, _ resource: some FHIRNode) {
    let id = String(target.dropFirst())
    let contained = resource.resources(.contained).first { $0.type == .medication && $0.value(.id) == id }
    let concept = contained.map { FHIRConcept(medication: $0) } ?? FHIRConcept()
    if concept.isEmpty {
      refersToNothing(target)
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

  private mutating func noteMissingMedicine(_ resource: some FHIRNode) {
    let stranger = resource.strangeMedicine
    let reason =
      stranger != nil
      ? "an element that FHIR does not have stands where the medicine should"
      : resource.first(.text)?.first(.div) != nil
        ? "the medicine stands in the narrative only, which is not read" : "no medicine is named"
    entry.text = stranger?.name ?? ""
    if let stranger { entry.place.line = stranger.line }
    if entry.status == .active { entry.status = .unreadable(reason: reason) }
  }

  private mutating func noteStrayTexts(_ resource: some FHIRNode) {
    for stray in resource.strayTexts {
      if entry.text.isEmpty, entry.codes.isEmpty {
        entry.text = stray.text
        entry.place.line = stray.line
        entry.status = .unreadable(reason: "the name stands as text; FHIR keeps it in the attribute 'value'")
      } else {
        gaps.append(
          .init(
            place: SourcePlace(line: stray.line, path: entry.place.path), text: stray.text,
            reason: "text stands where FHIR has none"))
      }
    }
  }
}

/// Status, dosage, reason.
extension FHIRMedicineDraft {
  private static func status(of resource: some FHIRNode, _ type: FHIRType) -> MedicationEntry.Status {
    if resource.says(.doNotPerform, "true") || resource.says(.wasNotGiven, "true") {
      return .inactive(.negated)
    }
    if resource.says(.wasNotTaken, "true") || resource.says(.taken, "n") { return .inactive(.notTaken) }
    if let adherence = resource.first(.adherence)?.first(.code)?.first(.coding)?.value(.code),
      case .inactive(let why) = StatusWords.meaning(adherence)
    {
      return .inactive(why)
    }
    if let status = resource.first(.status), !status.says("active"), let word = status.value,
      case .inactive(let why) = StatusWords.meaning(word)
    {
      // What was handed out or given whole is what the patient has.
      if !(type.carriesOutOrder && why == .completed) { return .inactive(why) }
    }
    if let intent = resource.first(.intent), intent.says("proposal") || intent.says("option") {
      return .inactive(.planned)
    }
    return .active
  }

  private static let dosageNames: [FHIRName] = [.dosageInstruction, .dosage]
  private static let reasonNames: [FHIRName] = [
    .reasonCode, .reasonCodeableConcept, .reasonForUseCodeableConcept, .reason,
  ]
  private static let reasonReferenceNames: [FHIRName] = [.reasonReference, .reasonForUseReference]

  private mutating func readDosage(_ resource: some FHIRNode) {
    var words: [String] = []
    for name in Self.dosageNames {
      resource.each(name) { dosage in
        if let text = dosage.value(.text) ?? dosage.value(.patientInstruction) { words.append(text) }
      }
    }
    entry.doseText = Self.joined(words)
  }

  private static func indication(_ resource: some FHIRNode) -> String? {
    var words: [String] = []
    for name in Self.reasonNames {
      resource.each(name) { words.append(FHIRConcept($0).text) }
    }
    for name in Self.dosageNames {
      resource.each(name) { dosage in
        dosage.each(.asNeededCodeableConcept) { words.append(FHIRConcept($0).text) }
        dosage.each(.asNeededFor) { words.append(FHIRConcept($0).text) }
      }
    }
    for name in Self.reasonReferenceNames {
      resource.each(name) { words.append($0.value(.display) ?? "") }
    }
    return joined(words.filter { !$0.isEmpty })
  }

  private static func joined(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.map(FHIRConcept.oneLine).joined(separator: "; ")
  }
}
