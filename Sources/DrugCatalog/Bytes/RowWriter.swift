/// Collects the words of one row; strings, lists and children go to the pools of the draft.
struct RowWriter {
  let draft: CatalogDraft
  private(set) var words: [UInt32] = []

  init(_ draft: CatalogDraft) { self.draft = draft }

  mutating func word(_ value: UInt32) { words.append(value) }
  mutating func string(_ value: String) { words.append(draft.intern(value)) }
  mutating func flag(_ value: Bool) { words.append(value ? 1 : 0) }
  mutating func int(_ value: Int) { words.append(UInt32(bitPattern: Int32(clamping: value))) }
  mutating func optionalInt(_ value: Int?) { words.append(value.map { UInt32(clamping: $0) + 1 } ?? 0) }
  mutating func strings(_ values: [String]) { words.append(draft.intern(list: values.map(draft.intern))) }

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
    words.append(draft.intern(list: ids.map { draft.drugs.row($0.rawValue) }))
  }

  mutating func classIDs(_ ids: [DrugClass.ID]) {
    words.append(draft.intern(list: ids.map { draft.classes.row($0.rawValue) }))
  }

  mutating func sourceIDs(_ ids: [Source.ID]) {
    words.append(draft.intern(list: ids.map { draft.sources.row($0.rawValue) }))
  }

  mutating func optionalClassID(_ id: DrugClass.ID?) {
    optionalInt(id.map { Int(draft.classes.row($0.rawValue)) })
  }

  mutating func optionalConditionID(_ id: Condition.ID?) {
    optionalInt(id.map { Int(draft.conditions.row($0.rawValue)) })
  }

  mutating func children<Record: CatalogRecord>(_ records: [Record]) {
    words.append(draft.intern(list: records.map { draft.append($0) }))
  }
}
