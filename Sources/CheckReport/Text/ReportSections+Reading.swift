import DrugCatalog
import MedicationCheck
import PatientMedications

/// How the list was read: what was not checked, what was read as something else, what is no medicine.
extension ReportSections {
  mutating func notChecked() {
    let open = result.entries.filter { $0.standing == .notChecked }
    guard !open.isEmpty || !result.gaps.isEmpty else { return }
    layout.heading("Not checked")
    for gap in result.gaps {
      let place = gap.place.line > 0 ? "line \(gap.place.line): " : ""
      let words = gap.text.isEmpty ? "" : "\"\(gap.text)\": "
      layout.paragraph("\(place)\(words)\(gap.reason)", indent: 2, lead: .init("?", .warning))
    }
    for resolved in open {
      line(
        resolved.entry, says: EntryWording.whyNotChecked(resolved, in: catalog), lead: .init("?", .warning))
      if case .unreadable = resolved.entry.status { continue }
      for remark in resolved.remarks { layout.paragraph(remark.sentence, indent: 4) }
    }
  }

  /// Default: only where the reading is not plain to see; `showsAll`: every entry.
  mutating func reading() {
    let entries = result.entries.filter { $0.standing != .notChecked }.compactMap { resolved in
      reading(of: resolved).map { (resolved.entry, $0) }
    }
    let others = result.remarks.filter { remark in
      // What was read about the patient stands at the top of the report.
      detail.showsAll || (remark.reason != .heading && remark.reason != .patientDetail)
    }
    guard !entries.isEmpty || !others.isEmpty else { return }
    layout.heading("How the list was read")
    for (entry, words) in entries { line(entry, says: words, lead: .bullet) }
    for remark in others {
      layout.paragraph(
        "line \(remark.place.line): \"\(remark.text)\": \(EntryWording.words(remark.reason))", indent: 2,
        lead: .bullet)
    }
  }

  private mutating func line(_ entry: MedicationEntry, says words: String, lead: TextLayout.Lead) {
    let text = entry.text.isEmpty ? "(no readable text)" : "\"\(entry.text)\""
    let place = entry.place.line > 0 ? "line \(entry.place.line): " : ""
    layout.paragraph("\(place)\(text): \(words)", indent: 2, lead: lead)
  }

  private func reading(of resolved: ResolvedEntry) -> String? {
    var parts: [String] = []
    switch resolved.standing {
    case .inactive:
      guard case .inactive(let reason) = resolved.entry.status else { return nil }
      parts.append("\(EntryWording.words(reason)), not checked")
    case .notAMedicine: parts.append("not a medicine")
    case .checked, .notChecked: break
    }
    if let name = readAs(resolved) { parts.append("read as \(name)") }
    parts += resolved.remarks
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// The drugs an entry was read as; `nil` where the entry names them itself or a remark tells it.
  private func readAs(_ resolved: ResolvedEntry) -> String? {
    guard case .resolved(let drugs, let basis) = resolved.resolution else { return nil }
    let names = drugs.map(catalog.drugName)
    let written = resolved.entry.text.lowercased()
    if detail.showsAll { return names.joined(separator: " + ") }
    if case .spelling = basis { return nil }
    return names.allSatisfy { written.holds($0.lowercased()) } ? nil : names.joined(separator: " + ")
  }
}
