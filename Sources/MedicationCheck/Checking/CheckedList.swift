import DrugCatalog
import PatientMedications

/// The drugs of a list that are taken now, and the entries they come from.
struct CheckedList {
  /// In the order of the list, each once.
  let drugs: [DrugRow]
  /// Numbers of the entries, from 1, that hold a drug.
  let entriesOfDrug: [DrugRow: [Int]]
  let entries: [ResolvedEntry]
  /// The classes of each drug.
  let classesOfDrug: [DrugRow: [ClassRow]]
  /// The drugs of each class that is present, in the order of the list.
  let drugsOfClass: [ClassRow: [DrugRow]]
  /// Quick answers to whether a side of a rule is on the list.
  private let drugSet: RowSet<Drug>
  private let classSet: RowSet<DrugClass>

  init(entries: [ResolvedEntry], catalog: Catalog) {
    var drugs: [DrugRow] = []
    var entriesOfDrug: [DrugRow: [Int]] = [:]
    for (index, entry) in entries.enumerated() where entry.standing == .checked {
      for drug in entry.drugs {
        if entriesOfDrug[drug] == nil { drugs.append(drug) }
        if entriesOfDrug[drug]?.last != index + 1 { entriesOfDrug[drug, default: []].append(index + 1) }
      }
    }
    self.entries = entries
    self.drugs = drugs
    self.entriesOfDrug = entriesOfDrug
    classesOfDrug = Dictionary(uniqueKeysWithValues: drugs.map { ($0, catalog.classes(of: $0)) })
    var drugsOfClass: [ClassRow: [DrugRow]] = [:]
    for drug in drugs {
      for drugClass in classesOfDrug[drug] ?? [] { drugsOfClass[drugClass, default: []].append(drug) }
    }
    self.drugsOfClass = drugsOfClass
    drugSet = RowSet(drugs, count: catalog.drugCount)
    classSet = RowSet(drugsOfClass.keys, count: catalog.classCount)
  }

  /// The entries that hold any of the drugs, ascending.
  func entries(of drugs: [DrugRow]) -> [Int] {
    Set(drugs.flatMap { entriesOfDrug[$0] ?? [] }).sorted()
  }

  /// The list's entries of one drug.
  func resolved(_ drug: DrugRow) -> [ResolvedEntry] {
    (entriesOfDrug[drug] ?? []).map { entries[$0 - 1] }
  }

  /// Whether every entry of a drug clearly is for the skin, the eye or the ear.
  func isLocalOnly(_ drug: DrugRow) -> Bool {
    resolved(drug).allSatisfy { entry in
      let groups = Set(entry.routesAndForms.compactMap(RouteGroup.init(routeOrForm:)))
      return !groups.isEmpty && groups.isSubset(of: RouteGroup.local)
    }
  }

  func contains(_ side: InteractionSide) -> Bool {
    switch side {
    case .drug(let drug): drugSet.contains(drug)
    case .drugClass(let drugClass): classSet.contains(drugClass)
    }
  }

  /// The drugs of the list on one side of a rule.
  func members(_ side: InteractionSide) -> [DrugRow] {
    switch side {
    case .drug(let drug): drugSet.contains(drug) ? [drug] : []
    case .drugClass(let drugClass): drugsOfClass[drugClass] ?? []
    }
  }

  /// The earliest date on which a drug is known to have been begun.
  func begun(_ drug: DrugRow) -> PartialDate? {
    let dates = resolved(drug).compactMap(\.entry.started)
    return dates.reduce(nil) { earliest, date in
      guard let earliest else { return date }
      return date.isSurelyBefore(earliest) ? date : earliest
    }
  }

  /// Every pair of drugs, each once, in the order of the list.
  var pairsInOrder: [(DrugRow, DrugRow)] {
    drugs.indices.flatMap { first in
      drugs[(first + 1)...].map { (drugs[first], $0) }
    }
  }
}

/// Rows as bits: thousands of rules are asked for their partner, and a hash for each would be most of the work.
private struct RowSet<Record> {
  private var bits: [UInt64]

  init(_ rows: some Sequence<Row<Record>>, count: Int) {
    bits = [UInt64](repeating: 0, count: count / 64 + 1)
    for row in rows where Int(row.number) / 64 < bits.count {
      bits[Int(row.number) / 64] |= 1 << UInt64(row.number % 64)
    }
  }

  func contains(_ row: Row<Record>) -> Bool {
    let word = Int(row.number) / 64
    return word < bits.count && bits[word] & 1 << UInt64(row.number % 64) != 0
  }
}
