import DrugCatalog

/// Entries that are no medicine: devices, diluents, substances, test entries, class headings.
extension LineResolver {
  /// The whole entry, strengths and forms set aside, is something that is no medicine.
  mutating func notAMedicine() -> Resolution? {
    var kind: String?
    for part in parts {
      if !part.senses.contains(.notMedicine) {
        guard part.kind == .word || part.kind == .quantity else { return nil }
        continue
      }
      guard let position = part.position else { continue }
      catalog.forEachMatch(at: position) { match in
        if case .notMedicine(let found) = match.meaning, kind == nil { kind = found }
      }
      if kind == "class-heading" { remarks.append(Remark.drugClass(text(of: part))) }
    }
    guard let kind else { return nil }
    // Somebody takes something of that class: unrecognised, so that it counts as not checked.
    return kind == "class-heading" ? .unrecognised(suggestions: []) : .notAMedicine(kind)
  }
}
