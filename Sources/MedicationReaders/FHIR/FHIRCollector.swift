import PatientMedications

/// Gathers resources in any order and makes one list for each patient of them.
struct FHIRCollector {
  private var medicines: [FHIRMedicineDraft] = []
  /// Medication resources by reference key.
  private var medications: [String: FHIRConcept] = [:]
  /// Keys of the medicine resources themselves.
  private var orders: Set<String> = []
  private var patients: [String: FHIRPatientDraft] = [:]
  /// Keys of patients in the order in which they first appear; "" stands for a patient nobody names.
  private var patientOrder: [String] = []
  private var seenPatients: Set<String> = []
  /// Other keys of patients: a bundle may call one by address, or by type and id.
  private var aliases: [String: String] = [:]
  private var gaps: [MedicationList.Gap] = []
  private var serverProblemLine: Int?
  private var resourceCount = 0

  /// The types that are looked at; others need not be built.
  static let types = FHIRMedicineDraft.types.union(FHIRPatientDraft.types)
    .union(["Medication", "OperationOutcome", "Bundle"])

  /// - Parameter fullURL: The address under which a bundle holds the resource.
  mutating func take(_ resource: FHIRElement, fullURL: String? = nil) {
    if resource.name == "Bundle" { return takeBundle(resource) }
    resourceCount += 1
    let keys = Self.keys(resource, fullURL)
    switch resource.name {
    case "Medication":
      for key in keys { medications[key] = FHIRConcept(medication: resource) }
    case "OperationOutcome":
      serverProblemLine = resource.line
    case let type where FHIRMedicineDraft.types.contains(type):
      let draft = FHIRMedicineDraft(resource)
      if !draft.carriesOutOrder { orders.formUnion(keys) }
      note(draft.patient ?? "")
      medicines.append(draft)
    case let type where FHIRPatientDraft.types.contains(type):
      let subject = resource.value("subject", "reference") ?? resource.value("patient", "reference")
      let patient = (type == "Patient" ? keys.first : subject.map(FHIRReference.key)) ?? ""
      note(patient)
      patients[patient, default: FHIRPatientDraft()].take(resource)
      if type == "Patient" { for key in keys.dropFirst() { aliases[key] = patient } }
    default: takeStranger(resource)
    }
  }

  private mutating func takeBundle(_ bundle: FHIRElement) {
    for entry in bundle.all("entry") {
      for resource in entry["resource"]?.children ?? [] {
        take(resource, fullURL: entry.value("fullUrl"))
      }
    }
    takeBundleFrame(bundle)
  }

  /// What a bundle says beside its entries, for readers that hand these over one by one.
  mutating func takeBundleFrame(_ bundle: FHIRElement) {
    let next = bundle.all("link").first { $0.value("relation") == "next" }
    if let next {
      gaps.append(
        .init(
          place: SourcePlace(line: next.line, path: "Bundle"),
          reason: "this is one page of a search; the pages after it were not read"))
    }
  }

  private mutating func takeStranger(_ resource: FHIRElement) {
    guard resource.name.lowercased().hasPrefix("medic"), resource.name != "MedicationKnowledge" else {
      return
    }
    gaps.append(
      .init(
        place: SourcePlace(line: resource.line), text: resource.name,
        reason: "FHIR has no resource type of that name; it was not read"))
  }

  private mutating func note(_ patient: String) {
    if seenPatients.insert(patient).inserted { patientOrder.append(patient) }
  }

  private static func keys(_ resource: FHIRElement, _ fullURL: String?) -> [String] {
    let own = resource.value("id").map { resource.name + "/" + $0 }
    return ([own, fullURL.map(FHIRReference.key)] as [String?]).compactMap { $0 }
  }

  // MARK: Lists

  /// One list for each patient, in the order in which they first appear. What names no patient belongs to the
  /// only one there is; with several, it stands alone.
  /// - Throws: `MedicationFileError` when the file is an error message of a server.
  /// - Complexity: O(resources).
  func lists() throws(MedicationFileError) -> [MedicationList] {
    if let line = serverProblemLine, resourceCount == 1 {
      throw MedicationFileError(
        .unsupported("this is an error message of a server (OperationOutcome), not a patient's record"),
        line: line)
    }
    let places = placesOfPatients()
    var lists = [MedicationList](repeating: MedicationList(), count: max(1, (places.values.max() ?? 0) + 1))
    for key in patientOrder {
      guard let place = places[key] else { continue }
      if let draft = patients[key] {
        lists[place].patient = Self.merged(lists[place].patient, draft.patient)
        lists[place].remarks += draft.remarks
      }
      if lists[place].patient.identifier == nil, let id = key.split(separator: "/").last {
        lists[place].patient.identifier = String(id)
      }
    }
    for draft in medicines {
      guard let place = places[draft.patient ?? ""] else { continue }
      if draft.carriesOutOrder, draft.orders.contains(where: orders.contains) { continue }
      lists[place].entries.append(entry(draft))
      lists[place].gaps += draft.gaps
    }
    for place in lists.indices { addGaps(to: &lists[place]) }
    return lists
  }

  /// Key of a patient to place of the list.
  private func placesOfPatients() -> [String: Int] {
    var places: [String: Int] = [:]
    var count = 0
    for key in patientOrder where !key.isEmpty {
      let owner = aliases[key] ?? key
      if places[owner] == nil {
        places[owner] = count
        count += 1
      }
      places[key] = places[owner]
    }
    places[""] = count == 1 ? 0 : count
    if count > 1, !seenPatients.contains("") { places[""] = nil }
    return places
  }

  private func addGaps(to list: inout MedicationList) {
    list.gaps += gaps
    if let line = serverProblemLine {
      list.gaps.append(
        .init(
          place: SourcePlace(line: line, path: "OperationOutcome"),
          reason: "the server reported a problem; the record may not be complete"))
    }
    if list.entries.isEmpty, list.gaps.isEmpty {
      list.gaps.append(
        .init(
          place: SourcePlace(line: 1), reason: "the record holds no medicines, nor says that there are none"))
    }
  }

  private func entry(_ draft: FHIRMedicineDraft) -> MedicationEntry {
    guard let key = draft.medication else { return draft.entry }
    var draft = draft
    if let concept = medications[key], !concept.isEmpty {
      if !concept.text.isEmpty { draft.entry.text = concept.text }
      draft.entry.codes = concept.codes
    } else {
      draft.refersToNothing(key)
    }
    return draft.entry
  }

  /// Facts of the same person from resources that name the patient and from those that do not.
  private static func merged(_ a: Patient, _ b: Patient) -> Patient {
    Patient(
      identifier: a.identifier ?? b.identifier, ageYears: a.ageYears ?? b.ageYears,
      birthDate: a.birthDate ?? b.birthDate, sex: a.sex ?? b.sex, isPregnant: a.isPregnant ?? b.isPregnant,
      eGFR: a.eGFR ?? b.eGFR, potassium: a.potassium ?? b.potassium, magnesium: a.magnesium ?? b.magnesium,
      conditions: a.conditions + b.conditions, allergies: a.allergies + b.allergies)
  }
}
