/// Collects the words of one row; strings, lists and children go to the pools of the draft.
struct RowWriter {
  let draft: CatalogDraft
  private(set) var words: [UInt32] = []

  init(_ draft: CatalogDraft, width: Int) {
    self.draft = draft
    swap(&words, &draft.spareWords)
    words.reserveCapacity(width)
  }

  /// Lets the next writer use the same memory.
  mutating func giveBack() {
    words.removeAll(keepingCapacity: true)
    swap(&words, &draft.spareWords)
  }

  mutating func word(_ value: UInt32) { words.append(value) }
  mutating func string(_ value: String) { words.append(value.isEmpty ? 0 : draft.pool.internProse(value)) }
  mutating func flag(_ value: Bool) { words.append(value ? 1 : 0) }
  mutating func int(_ value: Int) { words.append(UInt32(bitPattern: Int32(clamping: value))) }
  mutating func optionalInt(_ value: Int?) { words.append(value.map { UInt32(clamping: $0) + 1 } ?? 0) }
  mutating func strings(_ values: [String]) { list(values) { $0.intern($1) } }

  /// What the pool holds already.
  mutating func stored(_ text: StoredText) { words.append(text.offset) }
  mutating func stored(_ list: StoredList) { words.append(list.offset) }

  /// The number of each value, as a list of the pool.
  private mutating func list<Value>(_ values: [Value], _ number: (CatalogDraft, Value) -> UInt32) {
    words.append(draft.intern(values, number))
  }

  mutating func choice<Choice: CaseIterable & Equatable>(_ value: Choice)
  where Choice.AllCases == [Choice] {
    words.append(UInt32(Choice.allCases.firstIndex(of: value) ?? 0))
  }

  mutating func optionalChoice<Choice: CaseIterable & Equatable>(_ value: Choice?)
  where Choice.AllCases == [Choice] {
    words.append(value.flatMap { Choice.allCases.firstIndex(of: $0) }.map { UInt32($0 + 1) } ?? 0)
  }

  mutating func drugID(_ id: Drug.ID) { words.append(draft.drugs.row(id.rawValue)) }
  mutating func classID(_ id: DrugClass.ID) { words.append(draft.classes.row(id.rawValue)) }

  mutating func drugIDs(_ ids: [Drug.ID]) {
    list(ids) { $0.drugs.row($1.rawValue) }
  }

  mutating func classIDs(_ ids: [DrugClass.ID]) {
    list(ids) { $0.classes.row($1.rawValue) }
  }

  mutating func sourceIDs(_ ids: [Source.ID]) {
    words.append(draft.sourceList(ids))
  }

  mutating func optionalClassID(_ id: DrugClass.ID?) {
    optionalInt(id.map { Int(draft.classes.row($0.rawValue)) })
  }

  mutating func optionalConditionID(_ id: Condition.ID?) {
    optionalInt(id.map { Int(draft.conditions.row($0.rawValue)) })
  }

  mutating func children<Record: CatalogRecord>(_ records: [Record]) {
    list(records) { $0.append($1) }
  }
}
