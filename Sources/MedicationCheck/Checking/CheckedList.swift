import DrugCatalog
import PatientMedications

/// The drugs of a list that are taken now, and the entries they come from.
struct CheckedList {
  /// In the order of the list, each once.
  let drugs: [ListedDrug]
  let entries: [ResolvedEntry]
  /// One for each entry that is checked, `nil` for the others.
  let readings: [PreparedReading?]

  /// A drug of the list with the entries that hold it.
  struct ListedDrug {
    let drug: PreparedDrug
    var entries: EntryNumbers
  }

  init(_ entries: [ResolvedEntry], memory: CheckMemory) {
    var drugs: [ListedDrug] = []
    drugs.reserveCapacity(entries.count)
    var readings: [PreparedReading?] = []
    readings.reserveCapacity(entries.count)
    // A copy of an entry would count references to all that it shares with others.
    let resolved = entries.span
    for index in resolved.indices {
      guard resolved[index].standing == .checked else {
        readings.append(nil)
        continue
      }
      let reading = memory.reading(resolved[index].reading)
      readings.append(reading)
      for drug in reading.drugs {
        guard let place = memory.place(of: drug) else {
          memory.setPlace(of: drug, to: drugs.count)
          drugs.append(ListedDrug(drug: drug, entries: EntryNumbers(index + 1)))
          continue
        }
        if drugs[place].entries.last != index + 1 { drugs[place].entries.append(index + 1) }
      }
    }
    self.drugs = drugs
    self.entries = entries
    self.readings = readings
  }

  /// The entries that hold any of the drugs at these places.
  func entries(of places: [Int]) -> EntryNumbers {
    if places.count == 1 { return drugs[places[0]].entries }
    if places.count == 2 { return entries(of: places[0], places[1]) }
    return EntryNumbers(ascending: Set(places.flatMap { drugs[$0].entries }).sorted())
  }

  func entries(of first: Int, _ second: Int) -> EntryNumbers {
    drugs[first].entries.union(drugs[second].entries)
  }

  func rows(of places: [Int]) -> [DrugRow] { places.map { drugs[$0].drug.row } }

  func contains(_ id: Drug.ID) -> Bool { drugs.contains { $0.drug.id == id } }

  /// Whether every entry of a drug clearly is for the skin, the eye or the ear.
  func isLocalOnly(_ place: Int) -> Bool {
    drugs[place].entries.allSatisfy { readings[$0 - 1]?.route.isLocalOnly ?? false }
  }

  /// The earliest date on which a drug is known to have been begun.
  func begun(_ place: Int) -> PartialDate? {
    var earliest: PartialDate?
    for number in drugs[place].entries {
      guard let date = entries[number - 1].entry.started else { continue }
      if earliest.map(date.isSurelyBefore) ?? true { earliest = date }
    }
    return earliest
  }
}
