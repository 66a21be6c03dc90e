import DrugCatalog

/// Entries that are no medicine: devices, diluents, substances, test entries, class headings.
extension LineResolver {
  /// The whole entry, strengths and forms set aside, is something that is no medicine.
  mutating func notAMedicine() -> Resolution? {
    var kind: String?
    for part in parts {
      if !part.senses.has(.notMedicine) {
        guard part.kind == .word || part.kind == .quantity else { return nil }
        continue
      }
      if kind == nil { kind = notMedicineKind(of: part) }
      if kind == "class-heading" { remarks.append(Remark.drugClass(text(of: part))) }
    }
    guard let kind else { return nil }
    // Somebody takes something of that class: unrecognised, so that it counts as not checked.
    return kind == "class-heading" ? .unrecognised(suggestions: []) : .notAMedicine(kind)
  }

  func notMedicineKind(of part: LinePart) -> String? {
    guard let position = part.position else { return nil }
    var kind: String?
    catalog.forEachMatch(at: position) { match in
      if case .notMedicine(let found) = match.meaning, kind == nil { kind = found }
    }
    return kind
  }
}
