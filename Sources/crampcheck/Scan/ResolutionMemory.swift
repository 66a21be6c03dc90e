import MedicationCheck
import PatientMedications

/// Resolves entries, and remembers what it resolved: patients' lists repeat their medicines. One thread at a time.
struct ResolutionMemory {
  private var resolver: LineResolver
  private var known: [Key: EntryReading] = [:]
  private var room: MemoryRoom

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

    /// About how much memory it takes, in bytes.
    var byteCount: Int {
      MemoryLayout<Key>.stride * 2 + text.utf8.count + (doseText?.utf8.count ?? 0) + codes.count * 192
        + alsoCalled.count * 64
    }
  }

  /// - Parameter memory: How many bytes it may take at most.
  init(_ resolver: MedicationResolver, memory: Int) {
    self.resolver = resolver.lineResolver()
    room = MemoryRoom(most: memory)
  }

  mutating func resolve(_ entry: MedicationEntry) -> ResolvedEntry {
    room.noteLookUps()
    let key = Key(entry)
    if let reading = known[key] { return ResolvedEntry(entry: entry, reading: reading) }
    let resolved = resolver.resolve(entry)
    if room.take(key.byteCount + resolved.reading.byteCount) { known = [:] }
    known[key] = resolved.reading
    return resolved
  }
}
