package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// What a scan over many patients adds up to: counts, never a patient's identity.
///
/// Workers may each fill one and put them together at the end: the sum does not depend on the order.
package struct ScanSummary: Sendable {
  let catalog: Catalog
  private(set) var patients = 0
  /// Patients with a contraindicated or major finding, with one entry or more not checked, with a cramp cause.
  private(set) var patientsWithAlarm = 0
  private(set) var patientsNotWhollyChecked = 0
  private(set) var patientsWithCause = 0
  private(set) var coverage = Counts()
  private var tallies = [Tally](repeating: Tally(), count: TallyKey.count)
  /// By the row of the drug.
  private var medicineTallies: [MedicineTally]
  private var culprits: [CulpritTally]
  private(set) var unrecognised = NameCounts()
  private(set) var ambiguous = NameCounts()
  private(set) var unreadCount = 0
  private(set) var unread: [Unread] = []

  /// The sums of the coverage lines.
  struct Counts: Hashable {
    var entries = 0
    var checked = 0
    var notChecked = 0
    var inactive = 0
    var notAMedicine = 0
  }

  /// What is counted as one: quick to make from a finding.
  private struct TallyKey {
    var category: FindingPoint.Category
    /// On interactions and cautions only.
    var severity: Severity?

    init(_ category: FindingPoint.Category, _ severity: Severity?) {
      self.category = category
      self.severity =
        switch category {
        case .interaction, .treatmentCaution, .labelCaution: severity
        default: nil
        }
    }

    private static let severities: [Severity?] = [nil] + Severity.allCases

    /// How many there are.
    static let count = FindingPoint.Category.allCases.count * severities.count

    /// The key of a number below `count`.
    init(number: Int) {
      category = FindingPoint.Category.allCases[number / Self.severities.count]
      severity = Self.severities[number % Self.severities.count]
    }

    var number: Int { category.rawValue * Self.severities.count + (severity.map { $0.number + 1 } ?? 0) }

    var group: FindingGroup {
      let severity = category == .noInteraction ? Severity.none : severity
      return FindingGroup(kind: category.keyword, severity: severity?.rawValue ?? "")
    }
  }

  struct FindingGroup: Hashable {
    var kind: String
    /// Empty on kinds that have none.
    var severity: String
  }

  struct Tally {
    var findings = 0
    var patients = 0
    /// The number of the patient counted last, so that each counts once.
    fileprivate var lastPatient = 0
  }

  private struct MedicineTally {
    var patients = 0
    var lastPatient = 0

    mutating func add(patient: Int) {
      if lastPatient != patient { patients += 1 }
      lastPatient = patient
    }
  }

  struct CulpritTally: Hashable {
    var patients = 0
    /// Patients in whom it is the likeliest one.
    var first = 0
  }

  /// An input that was not read, and why.
  struct Unread: Hashable {
    var path: String
    var reason: String
  }

  package init(catalog: Catalog) {
    self.catalog = catalog
    medicineTallies = Array(repeating: MedicineTally(), count: catalog.drugCount)
    culprits = Array(repeating: CulpritTally(), count: catalog.drugCount)
  }

  /// Counts one patient.
  package mutating func add(_ result: CheckResult) {
    patients += 1
    coverage.add(result.coverage)
    if result.coverage.notChecked > 0 { patientsNotWhollyChecked += 1 }
    if !result.culprits.isEmpty { patientsWithCause += 1 }
    add(result.findings.span)
    add(result.culprits.span)
    addChecked(result.entries.span)
    if result.coverage.notChecked > 0 {
      for entry in result.entries where entry.standing == .notChecked { addNotChecked(entry) }
    }
  }

  // Spans, since a copy of an entry or a finding would count references to all that it shares with others.

  private mutating func add(_ findings: Span<Finding>) {
    var hasAlarm = false
    for index in findings.indices {
      let key = TallyKey(findings[index].point.category, findings[index].point.severity)
      tallies[key.number].add(patient: patients)
      if !hasAlarm { hasAlarm = findings[index].isDangerOfThePatient }
    }
    if hasAlarm { patientsWithAlarm += 1 }
  }

  private mutating func add(_ culprits: Span<Culprit>) {
    for index in culprits.indices {
      self.culprits[Int(culprits[index].cause.drug.number)].add(isFirst: culprits[index].rank == 1)
    }
  }

  private mutating func addChecked(_ entries: Span<ResolvedEntry>) {
    for index in entries.indices {
      guard case .active = entries[index].entry.status else { continue }
      guard case .checked = entries[index].reading.standingWhenTaken else { continue }
      let drugs = entries[index].reading.drugs
      for number in drugs.indices { medicineTallies[Int(drugs[number].number)].add(patient: patients) }
    }
  }

  private mutating func addNotChecked(_ resolved: ResolvedEntry) {
    switch resolved.resolution {
    case .ambiguous, .conflict: ambiguous.add(resolved.entry.text)
    case .unrecognised, .resolved, .notAMedicine: unrecognised.add(resolved.entry.text)
    }
  }

  /// Notes an input that could not be read; its patients are in no other count.
  /// - Parameter reason: Without a patient's words.
  package mutating func addUnread(path: String, reason: String) {
    unreadCount += 1
    unread.append(Unread(path: path, reason: reason))
  }

  /// Counts inputs that could not be read and of which no more shall be told.
  package mutating func addUnread(count: Int) { unreadCount += count }

  /// Adds what another worker has counted with the same catalog.
  package mutating func merge(_ other: ScanSummary) {
    patients += other.patients
    patientsWithAlarm += other.patientsWithAlarm
    patientsNotWhollyChecked += other.patientsNotWhollyChecked
    patientsWithCause += other.patientsWithCause
    coverage.add(other.coverage)
    tallies = zip(tallies, other.tallies).map {
      Tally(findings: $0.findings + $1.findings, patients: $0.patients + $1.patients)
    }
    medicineTallies = zip(medicineTallies, other.medicineTallies).map {
      MedicineTally(patients: $0.patients + $1.patients)
    }
    culprits = zip(culprits, other.culprits).map {
      CulpritTally(patients: $0.patients + $1.patients, first: $0.first + $1.first)
    }
    unrecognised.merge(other.unrecognised)
    ambiguous.merge(other.ambiguous)
    unreadCount += other.unreadCount
    unread += other.unread
  }

  // MARK: In order

  var findingsInOrder: [(group: FindingGroup, tally: Tally)] {
    tallies.indices.filter { tallies[$0].findings > 0 }.map { (TallyKey(number: $0).group, tallies[$0]) }
      .sorted { a, b in
        if a.tally.patients != b.tally.patients { return a.tally.patients > b.tally.patients }
        return (a.group.kind, a.group.severity) < (b.group.kind, b.group.severity)
      }
  }

  var culpritsInOrder: [(drug: DrugRow, tally: CulpritTally)] {
    rows(culprits.map(\.patients)).map { ($0, culprits[Int($0.number)]) }.sorted { a, b in
      if a.tally.first != b.tally.first { return a.tally.first > b.tally.first }
      if a.tally.patients != b.tally.patients { return a.tally.patients > b.tally.patients }
      return a.drug < b.drug
    }
  }

  var medicineCount: Int { medicineTallies.count { $0.patients > 0 } }

  var medicinesInOrder: [(drug: DrugRow, patients: Int)] {
    let patients = medicineTallies.map(\.patients)
    return rows(patients).map { ($0, patients[Int($0.number)]) }
      .sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
  }

  /// The drugs that patients have, given how many have each.
  private func rows(_ patients: [Int]) -> [DrugRow] {
    patients.indices.filter { patients[$0] > 0 }.map { DrugRow(UInt32($0)) }
  }

  /// By path, so that the order in which workers met them does not count.
  var unreadInOrder: [Unread] { unread.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) } }
}

extension ScanSummary.Tally {
  fileprivate mutating func add(patient: Int) {
    findings += 1
    if lastPatient != patient { patients += 1 }
    lastPatient = patient
  }
}

extension ScanSummary.CulpritTally {
  fileprivate mutating func add(isFirst: Bool) {
    patients += 1
    if isFirst { first += 1 }
  }
}

extension ScanSummary.Counts {
  mutating func add(_ coverage: CheckResult.Coverage) {
    add(
      ScanSummary.Counts(
        entries: coverage.entries, checked: coverage.checked, notChecked: coverage.notChecked,
        inactive: coverage.inactive, notAMedicine: coverage.notAMedicine))
  }

  mutating func add(_ other: ScanSummary.Counts) {
    entries += other.entries
    checked += other.checked
    notChecked += other.notChecked
    inactive += other.inactive
    notAMedicine += other.notAMedicine
  }
}

extension Finding {
  /// A danger that is contraindicated or major.
  fileprivate var isDangerOfThePatient: Bool {
    guard let severity = point.severity, severity.number >= Severity.major.number else { return false }
    return isDanger
  }
}

/// Names that were not read as a medicine, folded, with how often they came: what a site may want to add to its list.
struct NameCounts: Hashable, Sendable {
  private(set) var counts: [String: Int] = [:]
  /// Entries whose names found no place any more.
  private(set) var beyondLimit = 0

  /// Distinct names kept, so that a hostile or very large scan cannot fill the memory.
  private static let mostNames = 100_000
  /// Bytes kept of a name.
  private static let longestName = 120

  mutating func add(_ text: String) {
    let key = NameKey.fold(text)
    let name = String(decoding: key.prefix(Self.longestName), as: UTF8.self)
    add(name.isEmpty ? "(no readable text)" : name, times: 1)
  }

  private mutating func add(_ name: String, times: Int) {
    if counts[name] != nil || counts.count < Self.mostNames {
      counts[name, default: 0] += times
    } else {
      beyondLimit += times
    }
  }

  mutating func merge(_ other: NameCounts) {
    for (name, count) in other.inOrder { add(name, times: count) }
    beyondLimit += other.beyondLimit
  }

  /// How many different names, as far as they were kept.
  var count: Int { counts.count }

  /// The most frequent first.
  var inOrder: [(name: String, count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
  }
}
