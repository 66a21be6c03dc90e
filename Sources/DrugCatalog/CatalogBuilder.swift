/// Collects records and turns them into the bytes of a catalog.
///
/// Records may come in any order: an id may be referred to before it is defined. What is still undefined at the
/// end is listed by `undefinedReferences`; a caller that wants a catalog all the same gets one whose undefined
/// rows are empty.
package final class CatalogBuilder {
  let draft: CatalogDraft
  private var knownNames: Set<[UInt32]> = []
  /// Drug row in the upper half, class row in the lower.
  private var knownMembers: Set<UInt64> = []

  package init() { draft = CatalogDraft() }

  /// Starts from everything `catalog` holds. - Complexity: one pass over the catalog.
  package init(startingFrom catalog: Catalog) {
    draft = CatalogDraft(from: catalog.bytes)
    let names = draft.tables[.names] ?? []
    for start in stride(from: 0, to: names.count, by: CatalogName.wordsPerRow) {
      let tag = names[start + CatalogName.tagColumn]
      let kind = tag == CatalogName.lineWordTag ? names[start + CatalogName.kindColumn] : 0
      knownNames.insert([
        names[start + CatalogName.keyColumn], tag, names[start + CatalogName.targetColumn], kind,
      ])
    }
    let members = draft.tables[.members] ?? []
    for start in stride(from: 0, to: members.count, by: DrugClass.Member.wordsPerRow) {
      knownMembers.insert(UInt64(members[start]) << 32 | UInt64(members[start + 1]))
    }
  }

  // MARK: Records that others refer to by id

  /// - Returns: false, and nothing is changed, when the id was defined before. The same for the next three.
  package func add(_ source: Source) -> Bool {
    guard draft.sources.define(source.id.rawValue) else { return false }
    draft.set(source, at: draft.sources.row(source.id.rawValue))
    return true
  }

  package func add(_ drug: Drug) -> Bool {
    guard draft.drugs.define(drug.id.rawValue) else { return false }
    draft.set(drug, at: draft.drugs.row(drug.id.rawValue))
    return true
  }

  package func add(_ drugClass: DrugClass) -> Bool {
    guard draft.classes.define(drugClass.id.rawValue) else { return false }
    draft.set(drugClass, at: draft.classes.row(drugClass.id.rawValue))
    return true
  }

  package func add(_ condition: Condition) -> Bool {
    guard draft.conditions.define(condition.id.rawValue) else { return false }
    draft.set(condition, at: draft.conditions.row(condition.id.rawValue))
    return true
  }

  /// True when no drug is defined.
  package var isEmpty: Bool { !draft.drugs.isDefined.contains(true) }

  package func isDefined(_ drug: Drug.ID) -> Bool {
    draft.drugs.existingRow(drug.rawValue).map { draft.drugs.isDefined[Int($0)] } ?? false
  }

  package func row(of drug: Drug.ID) -> DrugRow { DrugRow(draft.drugs.row(drug.rawValue)) }
  package func row(of drugClass: DrugClass.ID) -> ClassRow { ClassRow(draft.classes.row(drugClass.rawValue)) }

  package func row(of source: Source.ID) -> Row<Source> { Row(draft.sources.row(source.rawValue)) }
  package func row(of condition: Condition.ID) -> Row<Condition> {
    Row(draft.conditions.row(condition.rawValue))
  }

  /// A number that stands for `text` in this builder: the same text, the same number.
  package func number(ofText text: String) -> UInt32 { draft.intern(text) }

  // MARK: Other records

  package func add(_ combination: Combination) -> Row<Combination> { Row(draft.append(combination)) }

  /// - Returns: false, and nothing is changed, when the class has that member already.
  @discardableResult
  package func add(_ member: DrugClass.Member) -> Bool {
    let drug = UInt64(draft.drugs.row(member.drug.rawValue))
    let drugClass = UInt64(draft.classes.row(member.drugClass.rawValue))
    guard knownMembers.insert(drug << 32 | drugClass).inserted else { return false }
    draft.append(member)
    return true
  }

  package func add(_ load: AdditiveLoad) { draft.append(load) }
  package func add(_ association: CrampAssociation) { draft.append(association) }
  package func add(_ treatment: CrampTreatment) { draft.append(treatment) }
  package func add(_ pair: LookAlikePair) { draft.append(pair) }
  package func add(_ advice: Advice) { draft.append(advice) }
  package func add(_ provenance: Provenance) { draft.append(provenance) }

  package func add(_ statement: InteractionStatement) -> Row<InteractionStatement> {
    Row(draft.append(statement))
  }

  /// - Precondition: the sides are two different drugs, a drug and a class, or two classes.
  package func add(_ rule: InteractionRule) {
    draft.append(
      [rule.first.word, rule.second.word, rule.statement.number], to: .interactionRules,
      width: InteractionRule.wordsPerRow)
  }

  /// No class rule fires on the pair. `reason` says why.
  package func addException(_ a: Drug.ID, _ b: Drug.ID, reason: String) {
    draft.append(
      [draft.drugs.row(a.rawValue), draft.drugs.row(b.rawValue), draft.intern(reason)],
      to: .interactionExceptions, width: 3)
  }

  /// Adds the name under each of its spellings.
  package func add(_ ambiguous: AmbiguousName, spellings: [String]) {
    let row = Row<AmbiguousName>(draft.append(ambiguous))
    for spelling in spellings {
      _ = add(CatalogName(text: spelling, meaning: .ambiguous(row), attribution: ambiguous.attribution))
    }
  }

  /// - Returns: the row of the name, or `nil` when the same spelling already has this meaning or its key is empty.
  package func add(_ name: CatalogName) -> UInt32? {
    let folded = NameKey.fold(name.text)
    guard !folded.isEmpty else { return nil }
    let key = draft.intern(String(decoding: folded, as: UTF8.self))
    let meaning = name.meaning
    guard knownNames.insert([key, meaning.tag, meaning.target, meaning.kindForIdentity]).inserted else {
      return nil
    }
    var row = RowWriter(draft)
    name.encode(to: &row, key: key)
    return draft.append(row.words, to: .names, width: CatalogName.wordsPerRow)
  }

  // MARK: The end

  /// Ids that were referred to and never defined, by kind, in order of first mention.
  package var undefinedReferences: [(kind: String, id: String, row: UInt32)] {
    draft.drugs.undefined.map { ("drug", $0, $1) } + draft.classes.undefined.map { ("class", $0, $1) }
      + draft.sources.undefined.map { ("source", $0, $1) }
      + draft.conditions.undefined.map { ("condition", $0, $1) }
  }

  /// The finished catalog. The same records in the same order give the same bytes.
  /// - Complexity: O(n log n) in the number of names.
  package func build() throws(CatalogError) -> [UInt8] {
    guard !draft.isTooLarge else { throw .tooLarge("more than 4 GB of text") }
    var tables = draft.tables
    CatalogIndexer(draft: draft).addIndexes(to: &tables)
    tables[.lists] = draft.lists
    return CatalogEncoder.encode(tables, strings: draft.pool)
  }
}

extension CatalogName.Meaning {
  /// A drug has one name per spelling whatever its kind; words differ by kind.
  fileprivate var kindForIdentity: UInt32 {
    if case .lineWord = self { return kind }
    return 0
  }
}

/// Lays sections out one behind the other and seals them with their sums.
enum CatalogEncoder {
  static func encode(_ tables: [Table: [UInt32]], strings: [UInt8]) -> [UInt8] {
    let present = Table.allCases.filter { $0 == .strings || !(tables[$0] ?? []).isEmpty }
    var bytes = CatalogHeader.magic
    append(CatalogHeader.formatVersion, to: &bytes)
    append(UInt32(present.count), to: &bytes)
    bytes.append(contentsOf: repeatElement(0, count: 48))
    let directory = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: present.count * CatalogHeader.directoryEntryByteCount))
    for (position, table) in present.enumerated() {
      while bytes.count % 8 != 0 { bytes.append(0) }
      let start = bytes.count
      if table == .strings {
        bytes.append(contentsOf: strings)
        while bytes.count % 4 != 0 { bytes.append(0) }
      } else {
        for word in tables[table] ?? [] { append(word, to: &bytes) }
      }
      var entry: [UInt8] = []
      append(table.rawValue, to: &entry)
      append(UInt32(0), to: &entry)
      append(UInt64(start), to: &entry)
      append(UInt64(bytes.count - start), to: &entry)
      let at = directory + position * CatalogHeader.directoryEntryByteCount
      bytes.replaceSubrange(at..<at + entry.count, with: entry)
    }
    seal(&bytes)
    return bytes
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  private static func seal(_ bytes: inout [UInt8]) {
    var total: [UInt8] = []
    append(UInt64(bytes.count), to: &total)
    bytes.replaceSubrange(16..<24, with: total)
    var sums: [UInt8] = []
    append(CatalogHeader.checksum(bytes.span), to: &sums)
    sums.append(contentsOf: CatalogHeader.sha256(bytes.span))
    bytes.replaceSubrange(24..<64, with: sums)
  }
}
