import MedicationCheck
import MedicationReaders
import PatientMedications

/// Resolves what the medicines of an export say, each wording once. One thread at a time.
struct ExportMemory {
  private var resolver: LineResolver
  /// Where each wording stands in `known`; negative for those not met yet.
  private var places: [Int32] = []
  private var known: [ResolvedEntry] = []
  private var number = -1

  init(_ resolver: MedicationResolver) { self.resolver = resolver.lineResolver() }

  /// A patient's medicines, resolved, in the order of the input.
  mutating func entries(of patient: Int, in source: ExportSource) -> [ResolvedEntry] {
    let export = source.export
    if number != source.number {
      number = source.number
      places = Array(repeating: -1, count: export.wordingCount)
      known = []
    }
    var entries: [ResolvedEntry] = []
    entries.reserveCapacity(export.medicineCount(of: patient))
    export.eachMedicine(of: patient) { medicine in
      entries.append(known[place(of: medicine.wording, export)])
      entries[entries.count - 1].entry.take(medicine)
    }
    return entries
  }

  /// Drops what was resolved.
  mutating func forget() {
    places = []
    known = []
    number = -1
  }

  private mutating func place(of wording: Int, _ export: FHIRExport) -> Int {
    if places[wording] < 0 {
      places[wording] = Int32(known.count)
      known.append(resolver.resolve(export.entry(wording).unshared))
    }
    return Int(places[wording])
  }
}

extension MedicationEntry {
  /// The same words in memory of their own: threads that count references to one string hold each other up.
  fileprivate var unshared: MedicationEntry {
    var entry = self
    entry.text = text.unshared
    entry.codes = codes.map {
      MedicationCode(system: $0.system, value: $0.value.unshared, display: $0.display?.unshared)
    }
    entry.doseText = doseText?.unshared
    entry.indication = indication?.unshared
    return entry
  }
}

extension String {
  fileprivate var unshared: String { String(decoding: Array(utf8), as: UTF8.self) }
}
