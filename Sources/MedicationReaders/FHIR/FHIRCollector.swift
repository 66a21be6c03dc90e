import PatientMedications

/// Gathers resources in any order and makes one list for each patient of them.
struct FHIRCollector {
  private var medicines: [FHIRMedicineDraft] = []
  /// Medication resources by reference key.
  private var medications: [String: FHIRConcept] = [:]
  /// Marks of the keys of the medicine resources themselves.
  private var orders: [UInt64] = []
  private var enumerations: [FHIRListDraft] = []
  /// Keys of patients in the order in which they first appear; "" stands for a patient nobody names.
  private var patientKeys: [String] = []
  private var patientNumbers: [String: Int] = [:]
  /// What is known about patients, by their number.
  private var patients: [Int: FHIRPatientDraft] = [:]
  /// Other keys of patients: a bundle may call one by address, or by type and id.
  private var aliases: [String: String] = [:]
  private var gaps: [MedicationList.Gap] = []
  private var serverProblemLine: Int?
  private var resourceCount = 0

  /// - Parameters:
  ///   - path: Where it stands: a JSON pointer or an XPath; `nil` where the line says it.
  ///   - fullURL: The address under which a bundle holds the resource.
  mutating func take(_ resource: some FHIRNode, path: String? = nil, fullURL: String? = nil) {
    resourceCount += 1
    guard let type = resource.type else { return takeStranger(resource, path) }
    let place = SourcePlace(line: resource.line, path: path ?? type.rawValue)
    switch type {
    case .bundle: takeBundle(resource, path ?? "")
    case .parameters: takeParameters(resource, path ?? "")
    case .medication:
      for key in Self.keys(resource, type, fullURL) { medications[key] = FHIRConcept(medication: resource) }
    case .operationOutcome: serverProblemLine = resource.line
    case .list: takeList(resource, place)
    case .patient, .condition, .allergyIntolerance, .observation, .immunization:
      takeFact(resource, type, place, fullURL)
    default:
      let draft = FHIRMedicineDraft(resource, type, at: place)
      if !draft.carriesOutOrder { noteOrder(resource, type, fullURL) }
      take(draft)
    }
  }

  private mutating func take(_ draft: FHIRMedicineDraft) {
    var draft = draft
    draft.patientNumber = number(of: draft.patient ?? "")
    draft.patient = nil
    medicines.append(draft)
  }

  private mutating func noteOrder(_ resource: some FHIRNode, _ type: FHIRType, _ fullURL: String?) {
    let start = FHIRReference.mark("/".utf8, after: FHIRReference.mark(type.rawValue.utf8))
    if let mark = resource.first(.id)?.mark(after: start) { orders.append(mark) }
    if let fullURL { orders.append(FHIRReference.mark(FHIRReference.key(fullURL).utf8)) }
  }

  private mutating func takeFact(
    _ resource: some FHIRNode, _ type: FHIRType, _ place: SourcePlace, _ fullURL: String?
  ) {
    let keys = type == .patient ? Self.keys(resource, type, fullURL) : []
    let subject = resource.value(.subject, .reference) ?? resource.value(.patient, .reference)
    let patient = (type == .patient ? keys.first : subject.map(FHIRReference.key)) ?? ""
    patients[number(of: patient), default: FHIRPatientDraft()].take(resource, at: place)
    for key in keys.dropFirst() { aliases[key] = patient }
  }

  private mutating func takeBundle(_ bundle: some FHIRNode, _ path: String) {
    var number = 0
    bundle.each(.entry) { entry in
      let resources = entry.resources(.resource)
      if resources.isEmpty { takeEmptyEntry(line: entry.line, path: "\(path)/entry/\(number)") }
      for resource in resources where resource.isLookedAt {
        take(resource, path: "\(path)/entry/\(number)/resource", fullURL: entry.value(.fullUrl))
      }
      number += 1
    }
    takeBundleFrame(bundle)
  }

  /// An entry that holds nothing: what was in it, nobody knows.
  mutating func takeEmptyEntry(line: Int, path: String) {
    gaps.append(
      .init(place: SourcePlace(line: line, path: path), reason: "an entry of the bundle holds no resource"))
  }

  /// The wrapper that operations of servers use.
  private mutating func takeParameters(_ parameters: some FHIRNode, _ path: String) {
    let place = path + "/parameter"
    for (number, parameter) in (parameters.all(.parameter) + parameters.all(.part)).enumerated() {
      for resource in parameter.resources(.resource) where resource.isLookedAt {
        take(resource, path: "\(place)/\(number)/resource")
      }
      takeParameters(parameter, "\(place)/\(number)")
    }
  }

  /// What a bundle says beside its entries, for readers that hand these over one by one.
  mutating func takeBundleFrame(_ bundle: some FHIRNode) {
    for link in bundle.all(.link) where link.says(.relation, "next") {
      let total = bundle.value(.total).map { " of \($0) results" } ?? ""
      gaps.append(
        .init(
          place: SourcePlace(line: link.line, path: "Bundle"),
          reason:
            "this is one page\(Self.isCount(bundle.value(.total)) ? total : "") of a search; the pages after it "
            + "were not read"))
      return
    }
  }

  private static func isCount(_ text: String?) -> Bool {
    guard let text else { return false }
    return text.utf8.count <= 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private mutating func takeList(_ resource: some FHIRNode, _ place: SourcePlace) {
    let draft = FHIRListDraft(resource, at: place)
    for contained in resource.resources(.contained) {
      guard let type = contained.type else { continue }
      if type == .medication, let id = contained.value(.id) {
        medications["#" + id] = FHIRConcept(medication: contained)
      } else if type.isMedicine {
        var medicine = FHIRMedicineDraft(contained, type, at: place)
        medicine.patient = medicine.patient ?? draft.patient
        if let id = contained.value(.id) { orders.append(FHIRReference.mark(("#" + id).utf8)) }
        take(medicine)
      }
    }
    if draft.isOfMedicines {
      _ = number(of: draft.patient ?? "")
      enumerations.append(draft)
    }
  }

  private mutating func takeStranger(_ resource: some FHIRNode, _ path: String?) {
    guard FHIRResources.isNamedLikeMedicine(resource.typeName) else { return }
    gaps.append(
      .init(
        place: SourcePlace(line: resource.line, path: path), text: resource.typeName,
        reason: "FHIR has no resource type of that name; it was not read"))
  }

  /// Something of the file that could not be read at all.
  mutating func takeGap(_ gap: MedicationList.Gap) { gaps.append(gap) }

  /// The number of a patient, a new one for a new key.
  private mutating func number(of patient: String) -> Int {
    // Records of one patient often stand together.
    if let last = patientKeys.last, last == patient { return patientKeys.count - 1 }
    if let number = patientNumbers[patient] { return number }
    patientNumbers[patient] = patientKeys.count
    patientKeys.append(patient)
    return patientKeys.count - 1
  }

  private static func keys(_ resource: some FHIRNode, _ type: FHIRType, _ fullURL: String?) -> [String] {
    let own = resource.value(.id).map { type.rawValue + "/" + $0 }
    return ([own, fullURL.map(FHIRReference.key)] as [String?]).compactMap { $0 }
  }
}

/// Parts of a file that were read apart.
extension FHIRCollector {
  /// Takes over what a later part of the same file holds.
  mutating func append(_ later: FHIRCollector) {
    let numbers = later.patientKeys.map { number(of: $0) }
    medicines.reserveCapacity(medicines.count + later.medicines.count)
    for var draft in later.medicines {
      draft.patientNumber = numbers[draft.patientNumber]
      medicines.append(draft)
    }
    for (number, draft) in later.patients {
      patients[numbers[number], default: FHIRPatientDraft()].append(draft)
    }
    medications.merge(later.medications) { $1 }
    aliases.merge(later.aliases) { $1 }
    orders += later.orders
    enumerations += later.enumerations
    gaps += later.gaps
    serverProblemLine = serverProblemLine ?? later.serverProblemLine
    resourceCount += later.resourceCount
  }
}

/// Lists of what was gathered.
extension FHIRCollector {
  /// One list for each patient, in the order in which they first appear. What names no patient belongs to the
  /// only one there is; with several, it stands alone.
  /// - Throws: `MedicationFileError` when the file holds no resource, or is an error message of a server.
  /// - Complexity: O(resources).
  func lists() throws(MedicationFileError) -> [MedicationList] {
    if let line = serverProblemLine, resourceCount == 1 {
      throw MedicationFileError(
        .unsupported("this is an error message of a server (OperationOutcome), not a patient's record"),
        line: line)
    }
    let places = placesOfPatients()
    var lists = [MedicationList](repeating: MedicationList(), count: max(1, (places.max() ?? 0) + 1))
    for (number, key) in patientKeys.enumerated() {
      let place = places[number]
      if let draft = patients[number] {
        if let identifier = draft.patient.identifier { lists[place].patient.identifier = identifier }
        lists[place].patient.fill(from: draft.patient)
        lists[place].remarks += draft.allRemarks
      }
      if lists[place].patient.identifier == nil, !key.isEmpty {
        let slash = key.utf8.lastIndex(of: UInt8(ascii: "/")).map { key.utf8.index(after: $0) }
        lists[place].patient.identifier = slash.map { String(key[$0...]) } ?? key
      }
    }
    let known = !enumerations.isEmpty || medicines.contains { !$0.orders.isEmpty } ? Set(orders) : []
    for draft in medicines { add(draft, known, to: &lists[places[draft.patientNumber]]) }
    for draft in enumerations {
      guard let number = patientNumbers[draft.patient ?? ""] else { continue }
      draft.add(to: &lists[places[number]], known: known, medications: medications)
    }
    addGaps(to: &lists)
    return lists
  }

  /// - Parameter known: Marks of the orders that the file holds.
  private func add(_ draft: FHIRMedicineDraft, _ known: Set<UInt64>, to list: inout MedicationList) {
    if draft.carriesOutOrder, draft.orders.contains(where: { known.contains(FHIRReference.mark($0.utf8)) }) {
      return
    }
    list.gaps += draft.gaps
    if draft.saysNoMedicines {
      list.remarks.append(
        .init(place: draft.entry.place, text: draft.entry.text, reason: .noKnownMedications))
      return
    }
    guard let reference = draft.medication else {
      list.entries.append(draft.entry)
      return
    }
    var draft = draft
    if let concept = medications[FHIRReference.key(reference)], !concept.isEmpty {
      if !concept.text.isEmpty { draft.entry.text = concept.text }
      draft.entry.codes = concept.codes
    } else {
      draft.refersToNothing(reference)
    }
    list.entries.append(draft.entry)
  }

  /// Number of a patient to place of the list.
  private func placesOfPatients() -> [Int] {
    var placesOfOwners: [String: Int] = [:]
    var places: [Int] = []
    places.reserveCapacity(patientKeys.count)
    for key in patientKeys {
      let owner = aliases[key] ?? key
      let place = owner.isEmpty ? -1 : placesOfOwners[owner, default: placesOfOwners.count]
      if !owner.isEmpty { placesOfOwners[owner] = place }
      places.append(place)
    }
    let nobody = placesOfOwners.count == 1 ? 0 : placesOfOwners.count
    return places.map { $0 < 0 ? nobody : $0 }
  }

  /// A gap of the file is the only patient's; with several, nobody knows whose medicine it hides, and it stands in
  /// a list of its own.
  private func addGaps(to lists: inout [MedicationList]) {
    var gaps = gaps
    if let line = serverProblemLine {
      gaps.append(
        .init(
          place: SourcePlace(line: line, path: "OperationOutcome"),
          reason: "the server reported a problem; the record may not be complete"))
    }
    if !gaps.isEmpty, lists.count > 1, lists.last?.patient.identifier != nil {
      lists.append(MedicationList())
    }
    lists[lists.count - 1].gaps += gaps
    for place in lists.indices {
      let saysNone = lists[place].remarks.contains { $0.reason == .noKnownMedications }
      if lists[place].entries.isEmpty, lists[place].gaps.isEmpty, !saysNone {
        lists[place].gaps.append(
          .init(
            place: SourcePlace(line: 1), reason: "the record holds no medicines, nor says that there are none"
          ))
      }
    }
  }
}
