/// Collects records and turns them into the bytes of a catalog.
///
/// Records may come in any order: an id may be referred to before it is defined. What is still undefined at the
/// end is listed by `undefinedReferences`; a caller that wants a catalog all the same gets one whose undefined
/// rows are empty.
package final class CatalogBuilder {
  let draft: CatalogDraft
  /// Rows of the name table by key and meaning.
  private var knownNames = SlotTable()
  /// Drug row in the upper half, class row in the lower.
  private var knownMembers: Set<UInt64> = []

  private var foldedKey: [UInt8] = []

  /// Takes the catalog when nobody else does.
  private let kept = KeptCatalog()

  /// - Parameter receiver: Is handed the bytes of the catalog: text as it is added, the rest by `finish`.
  package init(handingTo receiver: (any CatalogReceiver)? = nil) {
    draft = CatalogDraft(passingTo: CatalogStream(receiver ?? kept))
  }

  /// Starts from everything `catalog` holds. - Complexity: one pass over the catalog.
  package init(startingFrom catalog: Catalog, handingTo receiver: (any CatalogReceiver)? = nil) {
    draft = CatalogDraft(from: catalog.bytes, passingTo: CatalogStream(receiver ?? kept))
    let names = draft.tables[.names]
    for row in 0..<names.count / CatalogName.wordsPerRow {
      knownNames.insert(UInt32(row), NameIdentity(names, row: row).hash)
    }
    let members = draft.tables[.members]
    for start in stride(from: 0, to: members.count, by: DrugClass.Member.wordsPerRow) {
      knownMembers.insert(UInt64(members[start]) << 32 | UInt64(members[start + 1]))
    }
  }

  /// Makes room for what a list of our own format of that many bytes is likely to hold; nothing for a small one. A guess:
  /// what is more finds room all the same, and memory that is not used costs nothing.
  package func reserve(listByteCount: Int) {
    let byteCount = min(listByteCount, 1 << 30)
    guard byteCount >= 64 << 20 else { return }
    draft.pool.reserve(texts: byteCount / 500)
    let count = draft.tables[.interactionStatements].count
    draft.tables[.interactionStatements].move(
      toRoom: count + byteCount / 700 * InteractionStatement.wordsPerRow)
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
    var text = name.text
    _ = text.withUTF8 { unsafe NameKey.fold($0.span, into: &foldedKey) }
    guard !foldedKey.isEmpty else { return nil }
    let folded = foldedKey
    let key = draft.pool.intern(folded.span)
    let identity = NameIdentity(key, name.meaning)
    let isKnown = knownNames.find(identity.hash) {
      NameIdentity(draft.tables[.names], row: Int($0)) == identity
    }
    guard isKnown == nil else { return nil }
    var row = RowWriter(draft, width: CatalogName.wordsPerRow)
    name.encode(to: &row, key: key)
    let number = draft.append(row.words, to: .names, width: CatalogName.wordsPerRow)
    row.giveBack()
    knownNames.insert(number, identity.hash)
    return number
  }

  // MARK: The end

  /// Ids that were referred to and never defined, by kind, in order of first mention.
  package var undefinedReferences: [(kind: String, id: String, row: UInt32)] {
    draft.drugs.undefined.map { ("drug", $0, $1) } + draft.classes.undefined.map { ("class", $0, $1) }
      + draft.sources.undefined.map { ("source", $0, $1) }
      + draft.conditions.undefined.map { ("condition", $0, $1) }
  }

  /// The finished catalog, for a builder without a receiver. The same records in the same order give the same bytes. To
  /// be called once: what the builder holds is given up on the way.
  /// - Complexity: O(n log n) in the number of names.
  package func build() throws(CatalogError) -> [UInt8] {
    try finish()
    return kept.bytes
  }

  /// Hands to the receiver what it has not been handed yet. As `build`.
  package func finish() throws(CatalogError) {
    guard !draft.isTooLarge else { throw .tooLarge("more than 4 GB of text") }
    knownNames = SlotTable()
    knownMembers = []
    try CatalogEncoder.encode(draft)
  }

  /// Hands nothing more to the receiver.
  package func stop() { draft.stream.stop() }
}

/// What makes a row of the name table the same as another: key, kind of meaning and what is meant. A drug has one
/// name per spelling whatever its kind; words of a line differ by kind.
private struct NameIdentity: Equatable {
  var key: UInt32
  var tag: UInt32
  var target: UInt32
  var kind: UInt32

  init(_ key: UInt32, _ meaning: CatalogName.Meaning) {
    self.key = key
    tag = meaning.tag
    target = meaning.target
    kind = if case .lineWord = meaning { meaning.kind } else { 0 }
  }

  init(_ names: [UInt32], row: Int) {
    let at = row * CatalogName.wordsPerRow
    key = names[at + CatalogName.keyColumn]
    tag = names[at + CatalogName.tagColumn]
    target = names[at + CatalogName.targetColumn]
    kind = tag == CatalogName.lineWordTag ? names[at + CatalogName.kindColumn] : 0
  }

  var hash: UInt32 {
    SlotTable.hash(of: UInt64(key) << 32 ^ UInt64(target) << 8 ^ UInt64(kind) << 4 ^ UInt64(tag))
  }
}
