import PatientMedications

/// A table with a header, one medicine a row: CSV, TSV, and their kin with semicolons or pipes.
///
///     patient,medication,dose,start,end,status
///     1,"warfarin, tablets",5 mg daily,2023-05-01,,active
///     2,quinine sulfate,324 mg,2024-01,2024-03,
///
/// A patient column groups the rows. A table without a header is read as one line of words a row.
extension MedicationFormat {
  static let csv = MedicationFormat(
    id: "csv", summary: "CSV, TSV and other separated values",
    recognises: { start in TableLayout(start.text[...]) != nil },
    read: { bytes, today throws(MedicationFileError) in
      var text = try TextLines.utf8(bytes)[...]
      try TextLines.refuseZeroBytes(text)
      // DOS end-of-file mark.
      while let last = text.last, last == 0x1A || last <= 0x20 { text.removeLast() }
      guard let layout = TableLayout(text) else {
        throw MedicationFileError(.malformed("this is no table of separated values"), line: 1)
      }
      var reader = TableReader(layout, today: today)
      try CSVRows.read(text[layout.start...], delimiter: layout.delimiter, firstLine: layout.firstLine) {
        row throws(MedicationFileError) in try reader.take(row)
      }
      return try reader.lists()
    })
}

private struct TableReader {
  private let today: PartialDate?
  private let kind: TableLayout.Kind
  /// Positions of the columns of each sort.
  private var places: [MedicationColumn: [Int]] = [:]
  private var nameColumns: [[Int]] = []
  private var columnCount = 0
  private var hasSeenHeader: Bool
  private var headerLine = 1
  private var groups = PatientGroups()

  init(_ layout: TableLayout, today: PartialDate?) {
    self.today = today
    kind = layout.kind
    hasSeenHeader = true
    guard case .headed(let columns) = layout.kind else { return }
    hasSeenHeader = false
    columnCount = columns.count
    for (index, column) in columns.enumerated() {
      if let column { places[column, default: []].append(index) }
    }
    nameColumns = (0...3).compactMap { places[.name(rank: $0)] }
  }

  /// - Throws: `MedicationFileError` when no row holds a medicine, which must not look like a patient without any.
  func lists() throws(MedicationFileError) -> [MedicationList] {
    guard !groups.lists.isEmpty else {
      throw MedicationFileError(.empty("the table has a header and no rows"), line: 1)
    }
    return groups.lists
  }

  mutating func take(_ row: CSVRow) throws(MedicationFileError) {
    switch kind {
    case .foreign:
      throw MedicationFileError(
        .unsupported("no column is known to hold the medicine; call it 'medication'"), line: row.line)
    case .headless: takeWithoutHeader(row)
    case .headed:
      if hasSeenHeader { takeMedicine(row) } else { takeHeader(row) }
    }
  }

  private mutating func takeHeader(_ row: CSVRow) {
    hasSeenHeader = true
    columnCount = row.fieldCount
    headerLine = row.line
  }

  /// Bytes of a row in a report.
  private static let mostShown = 200

  /// Several columns claim to be the medicine.
  private var isRepeated: Bool { (nameColumns.first?.count ?? 0) > 1 }

  private mutating func takeWithoutHeader(_ row: CSVRow) {
    let words = (0..<row.keptCount).map { row.field($0) }.joined(separator: [0x20])
    let index = groups.index(of: nil)
    if groups.lists[index].entries.isEmpty {
      groups.lists[index].gaps.append(
        .init(
          place: SourcePlace(line: row.line),
          reason: "the table has no header; each row was read as one line of words"))
    }
    groups.lists[index].entries.append(entry(Array(words)[...], row))
  }

  private mutating func takeMedicine(_ row: CSVRow) {
    let index = groups.index(of: identifier(row))
    readPatient(row, &groups.lists[index].patient)
    noteOddities(row, &groups.lists[index])
    // The first gap of every patient.
    if isRepeated, groups.lists[index].gaps.isEmpty {
      let count = nameColumns[0].count
      groups.lists[index].gaps.append(
        .init(
          place: SourcePlace(line: headerLine),
          reason: "\(count) columns are called the same; each was read as a medicine of its own"))
    }
    let columns = nameColumns.first ?? []
    // Several columns of the same name hold a medicine each; else the best name column that is filled.
    let filled =
      columns.count > 1
      ? columns.filter { !row.field($0).isEmpty }
      : nameColumns.lazy.compactMap { $0.first }.first { !row.field($0).isEmpty }.map { [$0] } ?? []
    for field in filled.isEmpty ? [[]] : filled.map({ row.field($0) }) {
      let entry = detailed(entry(field, row), row)
      // A field of line ends is filled, and names nothing either.
      if entry.text.isEmpty, entry.codes.isEmpty, !entry.status.isUnreadable {
        groups.lists[index].gaps.append(
          .init(
            place: SourcePlace(line: row.line), text: words(of: row), reason: "the row names no medicine"))
      } else {
        groups.lists[index].entries.append(entry)
      }
    }
  }

  /// What the row says, as far as a report can show it.
  private func words(of row: CSVRow) -> String {
    let fields = (0..<row.keptCount).map { row.field($0) }.filter { !$0.isEmpty }
    var words: [UInt8] = []
    for field in fields where words.count < Self.mostShown {
      if !words.isEmpty { words.append(0x20) }
      words += field.prefix(Self.mostShown)
    }
    guard case .text(let text) = ReadableLine.read(words[...]) else { return "" }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func noteOddities(_ row: CSVRow, _ list: inout MedicationList) {
    let place = SourcePlace(line: row.line)
    if row.isIrregular {
      list.gaps.append(
        .init(
          place: place, text: words(of: row),
          reason: "a quote stands where none may; the row was cut at every delimiter"))
    } else if row.fieldCount < columnCount {
      list.gaps.append(
        .init(place: place, reason: "the row has \(row.fieldCount) fields, the header \(columnCount)"))
    } else if isTooLong(row) {
      list.gaps.append(
        .init(
          place: place, text: words(of: row),
          reason: "the row has \(row.fieldCount) fields, the header \(columnCount); a name may have been cut")
      )
    }
  }

  /// Fields past the header that hold something.
  private func isTooLong(_ row: CSVRow) -> Bool {
    row.fieldCount > max(row.keptCount, columnCount)
      || (columnCount..<max(columnCount, row.keptCount)).contains { !row.field($0).isEmpty }
  }

  private func entry(_ words: ArraySlice<UInt8>, _ row: CSVRow) -> MedicationEntry {
    let place = SourcePlace(line: row.line)
    switch ReadableLine.read(words) {
    case .unreadable(let reason):
      return MedicationEntry(text: "", status: .unreadable(reason: reason), place: place)
    case .beginning(let text):
      return MedicationEntry(
        text: text, status: .unreadable(reason: "longer than \(ReadableLine.mostBytes) bytes"), place: place)
    case .text(let text):
      if let first = text.unicodeScalars.first, first.properties.canonicalCombiningClass != .notReordered {
        return MedicationEntry(
          text: text, status: .unreadable(reason: "begins with a combining mark"), place: place)
      }
      // A line end inside quotes is a blank between words.
      return MedicationEntry(
        text: text.split(whereSeparator: \.isNewline).joined(separator: " "), place: place)
    }
  }

  /// The entry with its codes, dates, dose and status.
  private func detailed(_ entry: MedicationEntry, _ row: CSVRow) -> MedicationEntry {
    var entry = entry
    entry.codes = codes(row)
    entry.started = word(.started, row).flatMap { DateWords.date(in: $0) }
    entry.stopped = word(.stopped, row).flatMap { DateWords.date(in: $0) }
    entry.indication = word(.indication, row)
    // In a row that is too long nobody knows which field is the dose.
    if !isTooLong(row), !row.isIrregular {
      let dose = (places[.dose] ?? []).compactMap { text(row.field($0)) }
      entry.doseText = dose.isEmpty ? nil : dose.joined(separator: " ")
    }
    guard entry.status == .active else { return entry }
    switch word(.status, row).flatMap({ StatusWords.meaning($0) }) {
    case .inactive(let why): entry.status = .inactive(why)
    case .active: break
    case nil:
      if let stopped = entry.stopped, let today, stopped.isSurelyBefore(today) {
        entry.status = .inactive(.stopped)
      }
    }
    return entry
  }

  private func codes(_ row: CSVRow) -> [MedicationCode] {
    let systems: [(MedicationColumn, MedicationCode.System)] = [
      (.rxcui, .rxcui), (.ndc, .ndc), (.atc, .atc), (.unii, .unii), (.snomed, .snomed),
    ]
    return systems.compactMap { column, system in
      // "0" stands for "none" in several exports.
      word(column, row).flatMap {
        $0.allSatisfy { $0 == "0" } ? nil : MedicationCode(system: system, value: $0)
      }
    }
  }

  private func identifier(_ row: CSVRow) -> String? {
    // An identifier holds no line end: nobody's report shall look as if it had another line.
    word(.patient, row).map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
  }

  private func readPatient(_ row: CSVRow, _ patient: inout Patient) {
    if patient.ageYears == nil, let age = word(.age, row).flatMap({ Int($0) }), (0...130).contains(age) {
      patient.ageYears = age
    }
    if patient.sex == nil { patient.sex = word(.sex, row).flatMap { PatientDetail.sex($0.lowercased()) } }
    if patient.birthDate == nil {
      patient.birthDate = word(.birthDate, row).flatMap { DateWords.date(in: $0) }
    }
    if let value = word(.eGFR, row).flatMap({ Double($0) }), value.isFinite, value > 0 {
      patient.eGFR = value
    }
    for allergy in items(.allergies, row) where !patient.allergies.contains(allergy) {
      patient.allergies.append(allergy)
    }
    for condition in items(.conditions, row)
    where !patient.conditions.contains(where: { $0.text == condition }) {
      patient.conditions.append(.init(text: condition))
    }
  }

  private func items(_ column: MedicationColumn, _ row: CSVRow) -> [String] {
    (word(column, row) ?? "").split(whereSeparator: { $0 == ";" || $0 == "|" || $0 == "," })
      .map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The first filled column of a sort.
  private func word(_ column: MedicationColumn, _ row: CSVRow) -> String? {
    guard let places = places[column] else { return nil }
    for place in places {
      if let text = text(row.field(place)) { return text }
    }
    return nil
  }

  private func text(_ field: ArraySlice<UInt8>) -> String? {
    field.isEmpty ? nil : String(validating: field, as: UTF8.self)
  }
}

extension MedicationEntry.Status {
  fileprivate var isUnreadable: Bool { if case .unreadable = self { true } else { false } }
}
