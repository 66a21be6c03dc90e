import DrugCatalog

/// The summary of a scan as a table for a person, and as JSON.
extension ScanSummary {
  /// Rows of a table before the rest is only counted.
  private static let mostRows = 20

  /// How much a table for a person tells.
  package enum Extent: Sendable {
    /// Counts. No names of medicines: those that were not recognised are a patient's words.
    case counts
    /// The most frequent rows of every table.
    case frequent
    case all
  }

  package func text(style: TextStyle, extent: Extent = .frequent) -> String {
    var table = SummaryTable(style: style, most: extent == .all ? .max : Self.mostRows)
    table.heading("Summary of the scan")
    table.rows([
      (patients, "patients"), (patientsWithAlarm, "with a contraindicated or major finding"),
      (patientsWithCause, "with a medicine that may cause cramps"),
      (patientsNotWhollyChecked, "with an entry that was not checked"),
      (unreadCount, unread.isEmpty || extent == .counts ? "not read" : "not read (see below)"),
    ])
    table.heading("Entries")
    table.rows([
      (coverage.entries, "entries"), (coverage.checked, "checked"), (coverage.notChecked, "not checked"),
      (coverage.inactive, "not taken now"), (coverage.notAMedicine, "not a medicine"),
      (medicineCount, "different medicines"),
    ])
    table.section("Findings, by patients", findingsInOrder) { group, tally in
      let severity = group.severity.isEmpty ? "" : ", \(group.severity)"
      return (tally.patients, "\(group.kind)\(severity) (\(tally.findings) in all)")
    }
    if extent == .counts {
      table.heading("Names")
      table.rows([
        (unrecognised.count, "not recognised"), (ambiguous.count, "with several meanings"),
      ])
      table.layout.paragraph("'--summary FILE' lists them, and the medicines.", indent: 2)
      addEnd(&table)
      return table.layout.text
    }
    table.section(
      "Medicines that may be causing cramps, by patients in whom they are the likeliest", culpritsInOrder
    ) { (drug: DrugRow, tally: CulpritTally) in
      (tally.first, "\(catalog.drugName(drug)) (on the list of \(tally.patients))")
    }
    table.section("Names not recognised", unrecognised.inOrder) { ($0.count, $0.name) }
    table.section("Names with several meanings", ambiguous.inOrder) { ($0.count, $0.name) }
    if !unread.isEmpty {
      table.heading("Not read")
      for input in unreadInOrder.prefix(table.most) {
        table.layout.paragraph("\(input.path): \(input.reason)", indent: 2, lead: .init("!", .warning))
      }
      table.more(unread.count)
    }
    addEnd(&table)
    return table.layout.text
  }

  private func addEnd(_ table: inout SummaryTable) {
    table.layout.blank()
    table.layout.paragraph(
      "Checked against \(catalog.ruleCount) interaction rules; absence of a finding is not safety.")
    table.layout.identity(of: catalog)
  }

  /// Appends one line of JSON, always with every row.
  package func append(to output: inout [UInt8]) {
    let writer = JSONWriter()
    writer.object {
      writer.member("schemaVersion", JSONReport.schemaVersion)
      writer.member("patients") {
        writer.member("all", patients)
        writer.member("withAlarm", patientsWithAlarm)
        writer.member("withCause", patientsWithCause)
        writer.member("notWhollyChecked", patientsNotWhollyChecked)
      }
      writer.member("coverage") {
        writer.member("entries", coverage.entries)
        writer.member("checked", coverage.checked)
        writer.member("notChecked", coverage.notChecked)
        writer.member("inactive", coverage.inactive)
        writer.member("notAMedicine", coverage.notAMedicine)
      }
      findings(writer)
      drugs(writer)
      names(writer, "unrecognised", unrecognised)
      names(writer, "ambiguous", ambiguous)
      writer.member("unread", unreadInOrder) { input in
        writer.object {
          writer.member("path", input.path)
          writer.member("reason", input.reason)
        }
      }
      writer.member(catalog: CatalogIdentity(of: catalog))
    }
    writer.finishLine(into: &output)
  }

  private func findings(_ writer: JSONWriter) {
    writer.member("findings", findingsInOrder) { group, tally in
      writer.object {
        writer.member("kind", group.kind)
        writer.memberIfAny("severity", group.severity)
        writer.member("findings", tally.findings)
        writer.member("patients", tally.patients)
      }
    }
  }

  private func drugs(_ writer: JSONWriter) {
    writer.member("medicines", medicinesInOrder) { drug, patients in
      writer.object {
        writer.drug(drug, in: catalog)
        writer.member("patients", patients)
      }
    }
    writer.member("culprits", culpritsInOrder) { drug, tally in
      writer.object {
        writer.drug(drug, in: catalog)
        writer.member("patients", tally.patients)
        writer.member("first", tally.first)
      }
    }
  }

  private func names(_ writer: JSONWriter, _ key: StaticString, _ names: NameCounts) {
    writer.member(key) {
      writer.member("names", names.inOrder) { name, count in
        writer.object {
          writer.member("name", name)
          writer.member("count", count)
        }
      }
      writer.member("beyondLimit", names.beyondLimit)
    }
  }
}

/// Numbers in front of what they count, one section below the other.
private struct SummaryTable {
  var layout: TextLayout
  let most: Int

  init(style: TextStyle, most: Int) {
    layout = TextLayout(style)
    self.most = most
  }

  mutating func heading(_ words: String) { layout.heading(words) }

  mutating func rows(_ rows: [(count: Int, label: String)]) {
    let width = rows.map { String($0.count).utf8.count }.max() ?? 0
    for row in rows {
      let number = String(row.count)
      layout.paragraph(row.label, indent: 2 + width - number.utf8.count, lead: .init(number))
    }
  }

  mutating func section<Row>(_ words: String, _ all: [Row], _ row: (Row) -> (Int, String)) {
    guard !all.isEmpty else { return }
    heading(words)
    rows(all.prefix(most).map(row))
    more(all.count)
  }

  mutating func more(_ count: Int) {
    if count > most { layout.paragraph("\(count - most) more.", indent: 2) }
  }
}
