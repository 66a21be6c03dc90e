import MedicationCheck
import MedicationReaders
import PatientMedications

/// Resolves what the medicines of an export say, each wording once. One thread at a time.
struct ExportMemory {
  private var resolver: LineResolver
  private var known: [ResolvedEntry?] = []
  private var number = -1

  init(_ resolver: MedicationResolver) { self.resolver = resolver.lineResolver() }

  /// A patient's medicines, resolved, in the order of the input.
  mutating func entries(of patient: Int, in source: ExportSource) -> [ResolvedEntry] {
    let export = source.export
    if number != source.number {
      number = source.number
      known = Array(repeating: nil, count: export.wordingCount)
    }
    var entries: [ResolvedEntry] = []
    entries.reserveCapacity(export.medicineCount(of: patient))
    export.eachMedicine(of: patient) { medicine in
      var resolved = resolved(medicine.wording, export)
      resolved.entry.take(medicine)
      entries.append(resolved)
    }
    return entries
  }

  /// Drops what was resolved.
  mutating func forget() {
    known = []
    number = -1
  }

  private mutating func resolved(_ wording: Int, _ export: FHIRExport) -> ResolvedEntry {
    if let resolved = known[wording] { return resolved }
    let resolved = resolver.resolve(export.entry(wording).unshared)
    known[wording] = resolved
    return resolved
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
