import PatientMedications

/// Gathers resources in any order, for lists of patients to be made of them.
struct FHIRCollector {
  private(set) var drafts: [FHIRMedicineDraft] = []
  private(set) var records: [FHIRMedicineRecord] = []
  /// Marks of the orders that a record carries out, by the record's number, ascending.
  private(set) var supplies: [(record: Int, orders: [UInt64])] = []
  /// Medication resources by reference key. A part takes none over but those that it asks for.
  private(set) var medications: [String: FHIRConcept] = [:]
  /// Marks of the keys of the medicine resources themselves. A part keeps none of what it takes over: it is told in
  /// the end which of those it asks about there are.
  var orders: [UInt64] = []
  private(set) var enumerations: [FHIRListDraft] = []
  private(set) var patientKeys = FHIRPatientKeys()
  /// What is known about patients, by their number.
  private(set) var patients: [Int: FHIRPatientDraft] = [:]
  /// Other keys of patients: a bundle may call one by address, or by type and id.
  private(set) var aliases: [String: String] = [:]
  private(set) var gaps: [MedicationList.Gap] = []
  private(set) var serverProblemLine: Int?
  private(set) var resourceCount = 0
  /// The reference that named the last record's patient, as written, and the number it has.
  private var lastPatient = (reference: "", number: -1)
  /// Of the lines that were read.
  private(set) var met: FHIRMetPatterns
  /// Of the pieces that were put together.
  private var patterns = FHIRPatterns()
  /// The file that is being read, where there are several.
  var file = 0
  /// There are other patients, who are gathered elsewhere.
  var isPart = false
  /// About how much memory what was taken over about patients needs.
  private var factBytes = 0
  /// And what lists that were taken over enumerate.
  private var itemBytes = 0

  /// - Parameter reader: The number of the reader of lines, where there are several.
  init(reader: Int = 0) { met = FHIRMetPatterns(reader: reader) }

  /// - Parameters:
  ///   - path: Where it stands: a JSON pointer or an XPath; `nil` where the line says it. Asked for where it is told
  ///     only, for most resources are not.
  ///   - fullURL: The address under which a bundle holds the resource; asked for as seldom.
  mutating func take(
    _ resource: some FHIRNode, path: @autoclosure () -> String? = nil,
    fullURL: @autoclosure () -> String? = nil
  ) {
    resourceCount += 1
    guard let type = resource.type else { return takeStranger(resource, path()) }
    let file = file
    func place() -> SourcePlace {
      SourcePlace(line: resource.line, path: path() ?? type.rawValue, file: file)
    }
    switch type {
    case .bundle: takeBundle(resource, path() ?? "")
    case .parameters: takeParameters(resource, path() ?? "")
    case .medication:
      for key in Self.keys(resource, type, fullURL()) { medications[key] = FHIRConcept(medication: resource) }
    case .operationOutcome: serverProblemLine = resource.line
    case .list: takeList(resource, place())
    case .patient: takePatient(resource, fullURL())
    case .condition, .allergyIntolerance, .observation, .immunization:
      let reference =
        resource.first(.subject)?.first(.reference) ?? resource.first(.patient)?.first(.reference)
      let number = reference.flatMap { patient($0) } ?? number(of: "")
      patients[number, default: FHIRPatientDraft()].take(resource, type, at: place())
    default: takeMedicine(FHIRMedicineDraft(resource, type, at: place()), resource, fullURL: fullURL())
    }
  }

  /// - Parameter owner: Key of the patient, for a resource that names none.
  private mutating func takeMedicine(
    _ draft: FHIRMedicineDraft, _ resource: some FHIRNode, fullURL: String? = nil, owner: String? = nil
  ) {
    drafts.append(draft)
    let particulars = FHIRParticulars(resource, draft.kind)
    let number = Int32(drafts.count - 1)
    take(particulars, draft.kind, draft: number, line: draft.entry.place.line, owner: owner) { $0 }
    if let fullURL, !draft.kind.carriesOutOrder {
      orders.append(FHIRReference.mark(FHIRReference.key(fullURL)))
    }
  }

  /// - Parameter node: The node at a place.
  private mutating func take<Place, Node: FHIRNode>(
    _ particulars: FHIRParticulars<Place>, _ kind: FHIRMedicineKind, draft: Int32, line: Int,
    owner: String? = nil,
    node: (Place) -> Node
  ) {
    if kind.carriesOutOrder {
      let marks = particulars.orders.compactMap {
        node($0).value.map { FHIRReference.mark(FHIRReference.key($0)) }
      }
      if !marks.isEmpty { supplies.append((records.count, marks)) }
    } else if let id = particulars.id, let mark = node(id).mark(after: kind.markOfKeys) {
      orders.append(mark)
    }
    records.append(
      FHIRMedicineRecord(
        draft: draft,
        patient: Int32(particulars.patient.flatMap { patient(node($0)) } ?? number(of: owner ?? "")),
        file: Int32(file), line: Int32(clamping: line), started: Self.date(particulars.starts, node),
        stopped: Self.date(particulars.stops, node)))
  }

  private static func date<Place, Node: FHIRNode>(_ places: [Place], _ node: (Place) -> Node) -> PartialDate?
  {
    for place in places {
      if let date = node(place).date { return date }
    }
    return nil
  }

  /// The number of the patient of a reference.
  private mutating func patient(_ node: some FHIRNode) -> Int? {
    // Records of one patient often stand together.
    if lastPatient.number >= 0, node.says(lastPatient.reference) { return lastPatient.number }
    guard let reference = node.value else { return nil }
    lastPatient = (reference, number(of: FHIRReference.key(reference)))
    return lastPatient.number
  }

  private mutating func takePatient(_ resource: some FHIRNode, _ fullURL: String?) {
    let keys = Self.keys(resource, .patient, fullURL)
    let patient = keys.first ?? ""
    patients[number(of: patient), default: FHIRPatientDraft()].take(resource)
    for key in keys.dropFirst() { aliases[key] = patient }
  }

  private mutating func takeBundle(_ bundle: some FHIRNode, _ path: String) {
    var entries = FHIRBundleEntries(path: path)
    bundle.each(.entry) { entries.take($0, into: &self) }
    takeBundleFrame(bundle)
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

  private mutating func takeList(_ resource: some FHIRNode, _ place: SourcePlace) {
    let draft = FHIRListDraft(resource, at: place)
    for contained in resource.resources(.contained) {
      guard let type = contained.type else { continue }
      if type == .medication, let id = contained.value(.id) {
        medications["#" + id] = FHIRConcept(medication: contained)
      } else if type.isMedicine {
        if let id = contained.value(.id) { orders.append(FHIRReference.mark("#" + id)) }
        takeMedicine(FHIRMedicineDraft(contained, type, at: place), contained, owner: draft.patient)
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

  /// A line that could not be read.
  mutating func takeGap(line: Int, _ reason: String) {
    gaps.append(.init(place: SourcePlace(line: line, file: file), reason: reason))
  }

  /// The number of a patient, a new one for a new key.
  private mutating func number(of patient: String) -> Int { patientKeys.add(patient) }

  private static func keys(_ resource: some FHIRNode, _ type: FHIRType, _ fullURL: String?) -> [String] {
    let own = resource.value(.id).map { type.rawValue + "/" + $0 }
    return ([own, fullURL.map(FHIRReference.key)] as [String?]).compactMap { $0 }
  }
}

/// Files of lines, of which most repeat medicines that others have named.
extension FHIRCollector {
  /// Takes a medicine that stands on a line.
  /// - Parameter pattern: The number that the reader has for what the line has in common with others, the next after
  ///   the last; `nil` where that is not remembered.
  /// - Returns: What type of resource it is.
  mutating func takeMedicine(
    _ resource: some FHIRNode, _ type: FHIRType, line: Int, pattern: Int?
  ) -> FHIRMedicineKind {
    resourceCount += 1
    let draft = FHIRMedicineDraft(resource, type, at: SourcePlace(line: line, path: type.rawValue))
    guard let pattern else {
      takeMedicine(draft, resource)
      return draft.kind
    }
    met.drafts.append(draft)
    let particulars = FHIRParticulars(resource, draft.kind)
    let mark = FHIRMetPatterns.mark(pattern)
    take(particulars, draft.kind, draft: mark, line: draft.entry.place.line) { $0 }
    return draft.kind
  }

  /// Takes a medicine of a pattern that was taken before.
  /// - Parameters:
  ///   - pattern: The number that the reader has for it.
  ///   - node: The node at a place.
  mutating func takeMedicine<Place, Node: FHIRNode>(
    like pattern: Int, _ kind: FHIRMedicineKind, _ particulars: FHIRParticulars<Place>, line: Int,
    node: (Place) -> Node
  ) {
    resourceCount += 1
    take(particulars, kind, draft: FHIRMetPatterns.mark(pattern), line: line, node: node)
  }

  /// Takes over what a later piece of the same files holds.
  /// - Parameter part: Of which patients; `nil` for all.
  /// - Returns: The numbers that its patients have here; negative for those left out.
  /// - Complexity: O(what it holds).
  @discardableResult
  mutating func append(_ later: FHIRCollector, of part: FHIRPart? = nil) -> [Int32] {
    let patientNumbers = later.patientKeys.indices.map { number in
      part?.holds(number, of: later.patientKeys) ?? true
        ? Int32(patientKeys.add(number, of: later.patientKeys)) : -1
    }
    takeRecords(of: later, for: patientNumbers)
    for (number, draft) in later.patients where patientNumbers[number] >= 0 {
      factBytes += draft.byteCount
      patients[Int(patientNumbers[number]), default: FHIRPatientDraft()].append(draft)
    }
    if part == nil { medications.merge(later.medications) { $1 } }
    aliases.merge(later.aliases) { $1 }
    if part == nil { orders += later.orders }
    for list in later.enumerations where part?.holds(list.patient ?? "") ?? true {
      itemBytes += list.itemBytes
      enumerations.append(list)
    }
    resourceCount += later.resourceCount
    // What cannot be given to a patient goes with those whom nobody names.
    guard part?.holds("") ?? true else { return patientNumbers }
    gaps += later.gaps
    serverProblemLine = serverProblemLine ?? later.serverProblemLine
    return patientNumbers
  }

  /// Makes room for that many times what it holds now.
  mutating func reserve(times: Double) {
    let most = Double(Self.mostReserved)
    records.reserveCapacity(Int(min(most, Double(records.count) * times)))
    orders.reserveCapacity(Int(min(most, Double(orders.count) * times)))
    patientKeys.reserve(times: times, most: most)
  }

  /// Memory that is reserved and not used costs nothing, but must not look like all there is.
  private static let mostReserved = 2_000_000

  /// About how much memory all of it takes, in bytes.
  var byteCount: Int {
    records.count * MemoryLayout<FHIRMedicineRecord>.stride + orders.count * MemoryLayout<UInt64>.stride
      + drafts.count * 1024 + patientKeys.byteCount + patientKeys.count * 64 + factBytes + itemBytes
      + (medications.count + gaps.count + enumerations.count + supplies.count) * 256
  }

  /// Takes those Medication resources over that are asked for.
  mutating func takeMedications(of later: FHIRCollector, _ asked: Set<String>) {
    for (key, medication) in later.medications where asked.contains(key) { medications[key] = medication }
  }

  /// - Parameter patients: The numbers that the patients of `later` have here; negative for those left out.
  private mutating func takeRecords(of later: FHIRCollector, for patients: [Int32]) {
    patterns.append(later.met)
    // Of the drafts that records have for themselves; negative for those that nobody needed yet.
    var draftNumbers = [Int32](repeating: -1, count: later.drafts.count)
    var supply = 0
    for (number, record) in later.records.enumerated() {
      let isSupply = supply < later.supplies.count && later.supplies[supply].record == number
      if isSupply { supply += 1 }
      let patient = patients[Int(record.patient)]
      guard patient >= 0 else { continue }
      if isSupply { supplies.append((records.count, later.supplies[supply - 1].orders)) }
      var record = record
      record.patient = patient
      if let pattern = FHIRMetPatterns.pattern(record.draft) {
        record.draft = patterns.number(pattern, of: later.met.reader, in: &drafts)
      } else {
        record.draft = take(Int(record.draft), of: later, &draftNumbers)
      }
      records.append(record)
    }
  }

  /// - Returns: The number that a draft of `later` has here.
  private mutating func take(_ draft: Int, of later: FHIRCollector, _ numbers: inout [Int32]) -> Int32 {
    if numbers[draft] < 0 {
      numbers[draft] = Int32(drafts.count)
      drafts.append(later.drafts[draft])
    }
    return numbers[draft]
  }
}
