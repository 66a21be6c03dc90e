package import PatientMedications

/// The patients of what was gathered, in the order in which they first appear. What names no patient belongs to the
/// only one there is; with several, it stands alone.
///
/// Medicines that differ in particulars only are kept once: a million records of a Bulk Data export repeat a few
/// hundred.
package struct FHIRExport: Sendable {
  /// A medicine of a patient.
  package struct Medicine: Sendable {
    /// Which entry it repeats.
    package var wording: Int
    /// The number of the file, where there are several, and the line.
    package var file: Int
    package var line: Int
    package var started: PartialDate?
    package var stopped: PartialDate?
  }

  /// What is known of a patient beside the records of medicines.
  private var heads: [Int: MedicationList] = [:]
  private var keys = FHIRPatientKeys()
  /// The number of the first key of each patient; negative for one whom nobody names.
  private var keyNumbers: [Int32] = []
  /// What the records say; `nil` for those that stand for no entry.
  private var entries: [MedicationEntry?] = []
  private var drafts: [FHIRMedicineDraft] = []
  /// Whether a draft's records stand for an entry, and whether they say something else besides; empty when none does.
  private var isEntry: [Bool] = []
  private var saysMore: [Bool] = []
  /// The records, patient by patient, and where each patient's begin.
  private var records: [FHIRMedicineRecord] = []
  private var starts: [Int] = []

  package var patientCount: Int { keyNumbers.count }

  /// Where the patients whom somebody names first appear, when this is a part of an export.
  var places: [UInt64] = []

  /// A number by which the patients of all parts of an export come in the order in which they first appear.
  package func place(of patient: Int) -> UInt64 {
    patient < places.count ? places[patient] : .max - 1
  }

  /// How many patients of a part somebody names.
  package var namedPatientCount: Int { places.count }

  /// How many different entries there are.
  package var wordingCount: Int { entries.count }

  /// The entry that medicines repeat, without dates and line.
  package func entry(_ wording: Int) -> MedicationEntry {
    entries[wording] ?? MedicationEntry(text: "", place: .init(line: 0))
  }

  /// How many medicines a patient has at most.
  package func medicineCount(of patient: Int) -> Int { starts[patient + 1] - starts[patient] }

  /// A patient's medicines, in the order of the input.
  package func eachMedicine(of patient: Int, _ body: (Medicine) -> Void) {
    for record in records[starts[patient]..<starts[patient + 1]] where isEntry[Int(record.draft)] {
      body(
        Medicine(
          wording: Int(record.draft), file: Int(record.file), line: Int(record.line), started: record.started,
          stopped: record.stopped))
    }
  }

  /// A patient's list without the medicines of `eachMedicine`, which come before its own entries.
  package func list(_ patient: Int) -> MedicationList {
    var list = heads.isEmpty ? MedicationList() : heads[patient] ?? MedicationList()
    let key = Int(keyNumbers[patient])
    if list.patient.identifier == nil, key >= 0 { list.patient.identifier = keys.id(key) }
    if saysMore.isEmpty { return list }
    for record in records[starts[patient]..<starts[patient + 1]] where saysMore[Int(record.draft)] {
      let draft = drafts[Int(record.draft)]
      list.gaps += draft.gaps
      if draft.saysNoMedicines {
        list.remarks.append(
          .init(
            place: SourcePlace(
              line: Int(record.line), path: draft.entry.place.path, file: Int(record.file)),
            text: draft.entry.text,
            reason: .noKnownMedications))
      }
    }
    return list
  }

  /// All patients, each with all entries.
  package func lists() -> [MedicationList] {
    (0..<patientCount).map { patient in
      var list = list(patient)
      var entries: [MedicationEntry] = []
      eachMedicine(of: patient) { medicine in
        var entry = entry(medicine.wording)
        entry.take(medicine)
        entries.append(entry)
      }
      list.entries = entries + list.entries
      return list
    }
  }
}

extension MedicationEntry {
  /// Takes over in what a medicine differs from others of the same wording.
  package mutating func take(_ medicine: FHIRExport.Medicine) {
    place.line = medicine.line
    place.file = medicine.file
    started = medicine.started
    stopped = medicine.stopped
  }
}

/// Made of what was gathered.
extension FHIRExport {
  /// - Throws: `MedicationFileError` when there is no resource, or only an error message of a server.
  /// - Complexity: O(resources).
  init(_ gathered: FHIRCollector) throws(MedicationFileError) {
    if let line = gathered.serverProblemLine, gathered.resourceCount == 1 {
      throw MedicationFileError(
        .unsupported("this is an error message of a server (OperationOutcome), not a patient's record"),
        line: line)
    }
    let places = Self.placesOfPatients(gathered)
    keys = gathered.patientKeys
    keyNumbers = Array(repeating: -1, count: max(gathered.isPart ? 0 : 1, (places.max() ?? -1) + 1))
    addPatients(gathered, places)
    let known =
      !gathered.enumerations.isEmpty || !gathered.supplies.isEmpty ? Set(gathered.orders) : Set<UInt64>()
    drafts = gathered.drafts
    entries = drafts.map { Self.entry($0, gathered.medications) }
    isEntry = entries.map { $0 != nil }
    saysMore = drafts.map { $0.saysNoMedicines || !$0.gaps.isEmpty }
    if !saysMore.contains(true) { saysMore = [] }
    addRecords(gathered, places, known)
    for draft in gathered.enumerations {
      guard let number = keys.number(of: draft.patient ?? "") else { continue }
      draft.add(
        to: &heads[places[number], default: MedicationList()], known: known, medications: gathered.medications
      )
    }
    addGaps(gathered)
  }

  /// Number of a patient to place in the order of patients.
  private static func placesOfPatients(_ gathered: FHIRCollector) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(gathered.patientKeys.count)
    if gathered.aliases.isEmpty {
      // Every key stands for another patient, and they are many.
      var next = 0
      for key in gathered.patientKeys.indices {
        let isNobody = gathered.patientKeys.isEmpty(key)
        places.append(isNobody ? -1 : next)
        if !isNobody { next += 1 }
      }
      return withPlaceOfNobody(places, owners: next, gathered)
    }
    var placesOfOwners: [String: Int] = [:]
    for number in gathered.patientKeys.indices {
      let key = gathered.patientKeys.text(number)
      let owner = gathered.aliases[key] ?? key
      let place = owner.isEmpty ? -1 : placesOfOwners[owner, default: placesOfOwners.count]
      if !owner.isEmpty { placesOfOwners[owner] = place }
      places.append(place)
    }
    return withPlaceOfNobody(places, owners: placesOfOwners.count, gathered)
  }

  /// What names no patient belongs to the only one, or comes last.
  private static func withPlaceOfNobody(_ places: [Int], owners: Int, _ gathered: FHIRCollector) -> [Int] {
    let nobody = owners == 1 && !gathered.isPart ? 0 : owners
    return places.map { $0 < 0 ? nobody : $0 }
  }

  private mutating func addPatients(_ gathered: FHIRCollector, _ places: [Int]) {
    for (number, place) in places.enumerated() {
      if keyNumbers[place] < 0, !keys.isEmpty(number) { keyNumbers[place] = Int32(number) }
      guard let draft = gathered.patients[number] else { continue }
      heads[place, default: MedicationList()].patient.fill(from: draft.patient)
      // What the last of them is called.
      if let identifier = draft.patient.identifier { heads[place]?.patient.identifier = identifier }
      heads[place]?.remarks += draft.allRemarks
    }
  }

  /// What a draft's records say, its reference followed.
  private static func entry(
    _ draft: FHIRMedicineDraft, _ medications: [String: FHIRConcept]
  ) -> MedicationEntry? {
    guard !draft.saysNoMedicines else { return nil }
    guard let reference = draft.medication else { return draft.entry }
    var draft = draft
    if let concept = medications[FHIRReference.key(reference)], !concept.isEmpty {
      if !concept.text.isEmpty { draft.entry.text = concept.text }
      draft.entry.codes = concept.codes
    } else {
      draft.refersToNothing(reference)
    }
    return draft.entry
  }

  /// Puts the records in the order of patients, without the supplies of orders that stand there themselves.
  /// - Parameter known: Marks of the orders.
  private mutating func addRecords(_ gathered: FHIRCollector, _ places: [Int], _ known: Set<UInt64>) {
    var isRepeated = [Bool](repeating: false, count: gathered.supplies.isEmpty ? 0 : gathered.records.count)
    for supply in gathered.supplies where supply.orders.contains(where: known.contains) {
      isRepeated[supply.record] = true
    }
    starts = Array(repeating: 0, count: patientCount + 1)
    var last = 0
    var isInOrder = true
    for record in gathered.records {
      let place = places[Int(record.patient)]
      starts[place + 1] += 1
      if place < last { isInOrder = false }
      last = place
    }
    for place in starts.indices.dropFirst() { starts[place] += starts[place - 1] }
    var next = starts
    records = gathered.records
    // Exports often are, and a million records are worth no copy.
    if isInOrder, isRepeated.isEmpty { return }
    for (number, record) in gathered.records.enumerated() {
      let place = places[Int(record.patient)]
      records[next[place]] = record
      if !isRepeated.isEmpty, isRepeated[number] { records[next[place]].draft = -1 }
      next[place] += 1
    }
    guard !isRepeated.isEmpty else { return }
    dropRepeated()
  }

  private mutating func dropRepeated() {
    var kept: [FHIRMedicineRecord] = []
    var keptStarts = [0]
    for place in 0..<patientCount {
      kept += records[starts[place]..<starts[place + 1]].filter { $0.draft >= 0 }
      keptStarts.append(kept.count)
    }
    records = kept
    starts = keptStarts
  }

  /// Whether a patient is called something; asked of no patient, true.
  private func isNamed(_ patient: Int) -> Bool {
    patient < 0 || keyNumbers[patient] >= 0 || heads[patient]?.patient.identifier != nil
  }

  /// A gap of the file is the only patient's; with several, nobody knows whose medicine it hides, and it stands in
  /// a list of its own.
  private mutating func addGaps(_ gathered: FHIRCollector) {
    var gaps = gathered.gaps
    if let line = gathered.serverProblemLine {
      gaps.append(
        .init(
          place: SourcePlace(line: line, path: "OperationOutcome"),
          reason: "the server reported a problem; the record may not be complete"))
    }
    if !gaps.isEmpty, patientCount > 1 || gathered.isPart, isNamed(patientCount - 1) {
      keyNumbers.append(-1)
      starts.append(records.count)
    }
    if !gaps.isEmpty { heads[patientCount - 1, default: MedicationList()].gaps += gaps }
    for place in 0..<patientCount where starts[place] == starts[place + 1] {
      let list = heads[place] ?? MedicationList()
      let saysNone = list.remarks.contains { $0.reason == .noKnownMedications }
      if list.entries.isEmpty, list.gaps.isEmpty, !saysNone {
        heads[place, default: MedicationList()].gaps.append(
          .init(
            place: SourcePlace(line: 1), reason: "the record holds no medicines, nor says that there are none"
          ))
      }
    }
  }
}
