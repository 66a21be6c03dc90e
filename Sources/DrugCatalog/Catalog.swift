/// Everything the checker knows: an immutable set of records, read in place from its bytes.
///
/// Opening builds nothing; a record is decoded when it is asked for. A catalog may be used from any thread.
package struct Catalog: Sendable {
  let bytes: CatalogBytes

  /// Marks a name reached through its loose key in the index of names.
  static let looseMark: UInt32 = 0x8000_0000

  /// A catalog in memory that the catalog keeps.
  /// - Throws: `CatalogError` when the bytes are no catalog, damaged, or of another version.
  package init(_ contents: [UInt8]) throws(CatalogError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(contents.count, 1), alignment: 16)
    unsafe buffer.copyBytes(from: contents)
    let base = UnsafeRawPointer(buffer.baseAddress!)
    nonisolated(unsafe) let owned = unsafe buffer
    do {
      bytes = unsafe try CatalogBytes(base: base, count: contents.count, checkingSum: true) {
        unsafe owned.deallocate()
      }
    } catch {
      unsafe owned.deallocate()
      throw error
    }
  }

  /// A catalog that lives elsewhere: in the executable, or in a mapped file.
  /// - Parameters:
  ///   - checkingSum: False only for bytes that are part of the program.
  ///   - release: Called once, when the last copy of the catalog goes; not called when this throws.
  /// - Throws: `CatalogError`, see above.
  @unsafe package init(
    base: UnsafeRawPointer, count: Int, checkingSum: Bool, release: (() -> Void)? = nil
  ) throws(CatalogError) {
    bytes = unsafe try CatalogBytes(base: base, count: count, checkingSum: checkingSum, release: release)
  }

  // MARK: Identity

  /// SHA-256 the header states, in lower-case hexadecimal.
  package var sha256: String {
    statedSHA256.hexadecimal
  }

  /// Whether the bytes have the SHA-256 the header states. - Complexity: one pass over the catalog.
  package func verifiesSHA256() -> Bool {
    bytes.withBytes(CatalogHeader.sha256) == statedSHA256
  }

  private var statedSHA256: [UInt8] {
    bytes.withBytes { whole in (32..<64).map { whole[$0] } }
  }

  package var byteCount: Int { bytes.count }
  package var provenance: [Provenance] { all() }
  /// The highest version among our own lists it was made from, or among all where there is none of ours: versions
  /// of other people's lists follow rules of their own.
  package var version: String {
    let ours = provenance.filter { $0.dialect == "crampcheck" }
    return (ours.isEmpty ? provenance : ours).map(\.version).max() ?? ""
  }
  /// The latest date among the lists it was made from, ISO 8601.
  package var date: String { provenance.map(\.date).max() ?? "" }

  /// Its bytes, to be written elsewhere.
  package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    bytes.withBytes(body)
  }

  // MARK: Counts

  package var drugCount: Int { bytes.rowCount(of: Drug.self) }
  package var combinationCount: Int { bytes.rowCount(of: Combination.self) }
  package var classCount: Int { bytes.rowCount(of: DrugClass.self) }
  package var sourceCount: Int { bytes.rowCount(of: Source.self) }
  package var associationCount: Int { bytes.rowCount(of: CrampAssociation.self) }
  package var treatmentCount: Int { bytes.rowCount(of: CrampTreatment.self) }
  package var adviceCount: Int { bytes.rowCount(of: Advice.self) }
  package var lookAlikeCount: Int { bytes.rowCount(of: LookAlikePair.self) }
  package var conditionCount: Int { bytes.rowCount(of: Condition.self) }
  package var ambiguousNameCount: Int { bytes.rowCount(of: AmbiguousName.self) }
  package var ruleCount: Int { bytes.rowCount(.interactionRules, width: InteractionRule.wordsPerRow) }
  /// Rows of the name table: names, codes, words of a line, things that are no medicine.
  package var nameCount: Int { bytes.rowCount(.names, width: CatalogName.wordsPerRow) }

  // MARK: Records

  package var allDrugs: [DrugRow] { (0..<UInt32(drugCount)).map { DrugRow($0) } }
  package var allClasses: [ClassRow] { (0..<UInt32(classCount)).map { ClassRow($0) } }
  package var allNames: [CatalogName] { (0..<UInt32(nameCount)).map(name) }
  package var allRules: [InteractionRule] { (0..<UInt32(ruleCount)).map(rule) }
  package var combinations: [Combination] { all() }
  package var sources: [Source] { all() }
  package var associations: [CrampAssociation] { all() }
  package var treatments: [CrampTreatment] { all() }
  package var ambiguousNames: [AmbiguousName] { all() }
  package var lookAlikePairs: [LookAlikePair] { all() }
  package var conditions: [Condition] { all() }
  package var advice: [Advice] { all() }
  package var additiveLoads: [AdditiveLoad] { all() }
  package var classMembers: [DrugClass.Member] { all() }

  /// Pairs on which no class rule fires, with the reason.
  package var interactionExceptions: [(a: DrugRow, b: DrugRow, reason: String)] {
    let section = bytes.section(.interactionExceptions)
    return (0..<section.wordCount / 3).map { row in
      (
        DrugRow(bytes.word(section, row * 3)), DrugRow(bytes.word(section, row * 3 + 1)),
        bytes.string(bytes.word(section, row * 3 + 2))
      )
    }
  }

  package func drug(_ row: DrugRow) -> Drug { bytes.record(Int(row.number)) }
  package func drugClass(_ row: ClassRow) -> DrugClass { bytes.record(Int(row.number)) }
  package func combination(_ row: Row<Combination>) -> Combination { bytes.record(Int(row.number)) }
  package func ambiguousName(_ row: Row<AmbiguousName>) -> AmbiguousName { bytes.record(Int(row.number)) }

  package func statement(_ row: Row<InteractionStatement>) -> InteractionStatement {
    bytes.record(Int(row.number))
  }

  /// The id and the preferred name without the rest of the record.
  package func drugID(_ row: DrugRow) -> Drug.ID {
    Drug.ID(bytes.string(bytes.word(bytes.section(.drugs), Int(row.number) * Drug.wordsPerRow)))
  }

  package func drugName(_ row: DrugRow) -> String {
    bytes.string(bytes.word(bytes.section(.drugs), Int(row.number) * Drug.wordsPerRow + 1))
  }

  package func classID(_ row: ClassRow) -> DrugClass.ID {
    DrugClass.ID(bytes.string(bytes.word(bytes.section(.classes), Int(row.number) * DrugClass.wordsPerRow)))
  }

  package func name(_ row: UInt32) -> CatalogName {
    var reader = RowReader(bytes, .names, row: Int(row & ~Self.looseMark), width: CatalogName.wordsPerRow)
    return CatalogName(from: &reader)
  }

  func all<Record: CatalogRecord>() -> [Record] {
    (0..<bytes.rowCount(of: Record.self)).map { bytes.record($0) }
  }

  /// - Complexity: O(sources).
  package func source(_ id: Source.ID) -> Source? {
    row(of: id.rawValue, in: .sources, width: Source.wordsPerRow).map { bytes.record($0) }
  }

  /// The sources of these ids, in their order. - Complexity: one pass over the sources.
  package func sources(_ ids: [Source.ID]) -> [Source] {
    let section = bytes.section(.sources)
    var rows: [String: Int] = [:]
    for row in 0..<section.wordCount / Source.wordsPerRow {
      rows[bytes.string(bytes.word(section, row * Source.wordsPerRow))] = row
    }
    return ids.compactMap { rows[$0.rawValue] }.map { bytes.record($0) }
  }

  /// - Complexity: O(conditions).
  package func condition(_ id: Condition.ID) -> Condition? {
    row(of: id.rawValue, in: .conditions, width: Condition.wordsPerRow).map { bytes.record($0) }
  }

  /// - Complexity: O(drugs); use rows where speed matters.
  package func drugRow(_ id: Drug.ID) -> DrugRow? {
    row(of: id.rawValue, in: .drugs, width: Drug.wordsPerRow).map { DrugRow(UInt32($0)) }
  }

  /// - Complexity: O(classes).
  package func classRow(_ id: DrugClass.ID) -> ClassRow? {
    row(of: id.rawValue, in: .classes, width: DrugClass.wordsPerRow).map { ClassRow(UInt32($0)) }
  }

  private func row(of id: String, in table: Table, width: Int) -> Int? {
    let section = bytes.section(table)
    let wanted = Array(id.utf8)
    return (0..<section.wordCount / width).first { row in
      bytes.withString(bytes.word(section, row * width)) { $0.elementsEqual(wanted.span) }
    }
  }
}
