import CatalogImport

/// What an import met and did not refuse, told on standard error.
enum LedgerNotes {
  /// A count for each kind of oddity, and each oddity with its first place when `isVerbose`, or when something was
  /// refused or a severity word could not be read: then a rule may be missing or stricter than written.
  static func tell(_ ledger: ImportLedger, isVerbose: Bool) {
    for kind in ImportLedger.Kind.allCases {
      let entries = ledger.entries(of: kind)
      guard !entries.isEmpty else { continue }
      let count = entries.reduce(0) { $0 + $1.count }
      StandardError.write("crampcheck: note: \(kind.explanation): \(count)")
      guard isVerbose || kind == .unknownSeverity || kind.isRefusal else { continue }
      for entry in entries {
        StandardError.write("  \(entry.subject): \(entry.count), first at \(entry.firstPlace)")
      }
    }
  }
}
