import MedicationCheck
import PatientMedications

/// Resolves entries, and remembers what it resolved: patients' lists repeat their medicines. One thread at a time.
struct ResolutionMemory {
  private var resolver: LineResolver
  private var known: [Key: EntryReading] = [:]

  private static let mostEntries = 50_000

  /// All of an entry that its resolution can depend on.
  private struct Key: Hashable {
    var text: String
    var codes: [MedicationCode]
    var alsoCalled: [String]
    var doseText: String?
    var status: MedicationEntry.Status

    init(_ entry: MedicationEntry) {
      text = entry.text
      codes = entry.codes
      alsoCalled = entry.alsoCalled
      doseText = entry.doseText
      status = entry.status
    }
  }

  init(_ resolver: MedicationResolver) { self.resolver = resolver.lineResolver() }

  mutating func resolve(_ entry: MedicationEntry) -> ResolvedEntry {
    let key = Key(entry)
    if let reading = known[key] { return ResolvedEntry(entry: entry, reading: reading) }
    if known.count >= Self.mostEntries { known.removeAll(keepingCapacity: true) }
    let resolved = resolver.resolve(entry)
    known[key] = resolved.reading
    return resolved
  }
}
