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
  /// Findings by kind and severity.
  private(set) var findings: [FindingGroup: Tally] = [:]
  private(set) var medicines: [DrugRow: Int] = [:]
  private(set) var culprits: [DrugRow: CulpritTally] = [:]
  private(set) var unrecognised = NameCounts()
  private(set) var ambiguous = NameCounts()
  private(set) var unread: [Unread] = []

  /// The sums of the coverage lines.
  struct Counts: Hashable {
    var entries = 0
    var checked = 0
    var notChecked = 0
    var inactive = 0
    var notAMedicine = 0
  }

  struct FindingGroup: Hashable {
    var kind: String
    /// Empty on kinds that have none.
    var severity: String
  }

  struct Tally: Hashable {
    var findings = 0
    var patients = 0
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

  package init(catalog: Catalog) { self.catalog = catalog }

  /// Counts one patient.
  package mutating func add(_ result: CheckResult) {
    patients += 1
    coverage.add(result.coverage)
    if result.coverage.notChecked > 0 { patientsNotWhollyChecked += 1 }
    if !result.culprits.isEmpty { patientsWithCause += 1 }
    if result.findings.contains(where: \.isDangerOfThePatient) { patientsWithAlarm += 1 }
    var groups: Set<FindingGroup> = []
    for finding in result.findings {
      let group = FindingGroup(kind: finding.keyword, severity: finding.severityKeyword ?? "")
      findings[group, default: Tally()].findings += 1
      if groups.insert(group).inserted { findings[group, default: Tally()].patients += 1 }
    }
    for culprit in result.culprits {
      culprits[culprit.drug, default: CulpritTally()].patients += 1
      if culprit.rank == 1 { culprits[culprit.drug, default: CulpritTally()].first += 1 }
    }
    var drugs: Set<DrugRow> = []
    for resolved in result.entries {
      if resolved.standing == .checked { drugs.formUnion(resolved.drugs) }
      if resolved.standing == .notChecked { addNotChecked(resolved) }
    }
    for drug in drugs { medicines[drug, default: 0] += 1 }
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
    unread.append(Unread(path: path, reason: reason))
  }

  /// Adds what another worker has counted with the same catalog.
  package mutating func merge(_ other: ScanSummary) {
    patients += other.patients
    patientsWithAlarm += other.patientsWithAlarm
    patientsNotWhollyChecked += other.patientsNotWhollyChecked
    patientsWithCause += other.patientsWithCause
    coverage.add(other.coverage)
    findings.merge(other.findings) {
      Tally(findings: $0.findings + $1.findings, patients: $0.patients + $1.patients)
    }
    medicines.merge(other.medicines, uniquingKeysWith: +)
    culprits.merge(other.culprits) {
      CulpritTally(patients: $0.patients + $1.patients, first: $0.first + $1.first)
    }
    unrecognised.merge(other.unrecognised)
    ambiguous.merge(other.ambiguous)
    unread += other.unread
  }

  // MARK: In order

  var findingsInOrder: [(group: FindingGroup, tally: Tally)] {
    findings.map { ($0.key, $0.value) }.sorted { a, b in
      if a.tally.patients != b.tally.patients { return a.tally.patients > b.tally.patients }
      return (a.group.kind, a.group.severity) < (b.group.kind, b.group.severity)
    }
  }

  var culpritsInOrder: [(drug: DrugRow, tally: CulpritTally)] {
    culprits.map { ($0.key, $0.value) }.sorted { a, b in
      if a.tally.first != b.tally.first { return a.tally.first > b.tally.first }
      if a.tally.patients != b.tally.patients { return a.tally.patients > b.tally.patients }
      return a.drug < b.drug
    }
  }

  var medicinesInOrder: [(drug: DrugRow, patients: Int)] {
    medicines.map { ($0.key, $0.value) }.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
  }

  /// By path, so that the order in which workers met them does not count.
  var unreadInOrder: [Unread] { unread.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) } }
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
  fileprivate var isDangerOfThePatient: Bool { isDanger && (severity ?? .none) >= .major }
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

  /// The most frequent first.
  var inOrder: [(name: String, count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
  }
}
