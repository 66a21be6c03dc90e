/// A text that a builder holds already: a record needs no more of it than its place.
/// What was stored later is greater.
package struct StoredText: Hashable, Comparable, Sendable {
  let offset: UInt32

  package static func < (a: StoredText, b: StoredText) -> Bool { a.offset < b.offset }
}

/// A list that a builder holds already.
package struct StoredList: Hashable, Sendable {
  let offset: UInt32

  package static let empty = StoredList(offset: 0)
}

/// For lists of a million records: texts are stored as the bytes they come as, and no strings are made of them.
extension CatalogBuilder {
  /// - Parameter text: Valid UTF-8, as a parser gives it.
  package func store(_ text: Span<UInt8>) -> StoredText { StoredText(offset: draft.pool.internProse(text)) }

  /// Stores an id; the same id, the same text. - Returns: whether nothing was stored before that reads like it.
  package func storeID(_ id: Span<UInt8>) -> (text: StoredText, isNew: Bool) {
    let count = draft.pool.count
    let text = StoredText(offset: draft.pool.intern(id))
    return (text, draft.pool.count != count)
  }

  /// Says that a text will be stored soon, or a drug be looked for by its id. What these look at lies far away in a large
  /// catalog; `expectFurther`, called once behind several, brings the rest of it near.
  package func expectText(_ text: Span<UInt8>) { draft.pool.expect(text) }
  package func expectDrug(_ id: Span<UInt8>) { draft.drugs.expect(id) }
  package func expectFurther() {
    draft.pool.expectFurther()
    draft.drugs.expectFurther()
  }

  package func store(_ texts: [String]) -> StoredList {
    StoredList(offset: draft.intern(texts) { $0.intern($1) })
  }

  package func store(_ drugs: [Drug.ID]) -> StoredList {
    StoredList(offset: draft.intern(drugs) { $0.drugs.row($1.rawValue) })
  }

  /// A list of rows that the builder gave for ids, and one more.
  package func store(rows: [UInt32], _ last: UInt32) -> StoredList {
    // Most lists are of one item, and need no array.
    if !rows.isEmpty { return StoredList(offset: draft.intern(list: rows + [last])) }
    let list: InlineArray<1, UInt32> = [last]
    return StoredList(offset: draft.lists.intern(list.span))
  }

  package func row(ofDrug id: Span<UInt8>) -> DrugRow { DrugRow(draft.drugs.row(id)) }
  package func row(ofClass id: Span<UInt8>) -> ClassRow { ClassRow(draft.classes.row(id)) }
  package func row(ofSource id: Span<UInt8>) -> Row<Source> { Row(draft.sources.row(id)) }
  package func row(ofCondition id: Span<UInt8>) -> Row<Condition> { Row(draft.conditions.row(id)) }

  package func add(_ statement: StoredStatement) -> Row<InteractionStatement> { Row(draft.append(statement)) }
}
