/// What only the whole of a catalog shows.
extension CatalogBuilder {
  /// Rows of the name table so far: the next name that is added gets this number.
  package var nameCount: Int { draft.tables[.names].count / CatalogName.wordsPerRow }

  /// Defined classes that have no member, neither by name nor by an ATC code. - Complexity: O(names).
  package var classesWithoutMembers: [DrugClass.ID] {
    let classes = draft.tables[.classes]
    var isEmpty = draft.classes.isDefined
    let members = draft.tables[.members]
    for start in stride(from: 0, to: members.count, by: DrugClass.Member.wordsPerRow) {
      if isEmpty.indices.contains(Int(members[start + 1])) { isEmpty[Int(members[start + 1])] = false }
    }
    guard isEmpty.contains(true) else { return [] }
    let codes = atcCodes
    return isEmpty.indices.filter { row in
      guard isEmpty[row] else { return false }
      let prefixes = draft.listItems(classes[safe: row * DrugClass.wordsPerRow + 2] ?? 0).map {
        NameKey.fold(String(decoding: draft.poolString($0), as: UTF8.self))
      }
      return !codes.contains { code in prefixes.contains { code.starts(with: $0) } }
    }.map { DrugClass.ID(draft.classes.id(UInt32($0))) }
  }

  /// The folded ATC codes of all drugs.
  private var atcCodes: [[UInt8]] {
    let names = draft.tables[.names]
    let start = Array("atc:".utf8)
    return stride(from: 0, to: names.count, by: CatalogName.wordsPerRow).compactMap { at in
      guard names[at + CatalogName.tagColumn] == CatalogName.drugCodeTag else { return nil }
      let key = draft.poolString(names[at + CatalogName.keyColumn])
      return key.starts(with: start) ? Array(key.dropFirst(start.count)) : nil
    }
  }

  /// A spelling or a code that leads to more than one drug or set of drugs.
  package struct NameConflict {
    package var name: String
    package var isCode: Bool
    /// What it stands for, in words, in the order in which that was said.
    package var things: [String]
    /// The last row of the name table that says so.
    package var lastRow: UInt32
  }

  /// Names of two things, apart from those an ambiguous name decides; codes of two things, apart from ATC codes,
  /// which groups share. - Complexity: O(n log n) in the number of names.
  package var namesOfSeveralThings: [NameConflict] {
    let names = draft.tables[.names]
    // Key in the upper half, row in the lower: sorting brings rows of one key together, in order.
    var rows: [UInt64] = []
    for at in stride(from: 0, to: names.count, by: CatalogName.wordsPerRow)
    where names[at + CatalogName.tagColumn] <= CatalogName.combinationCodeTag {
      rows.append(UInt64(names[at + CatalogName.keyColumn]) << 32 | UInt64(at / CatalogName.wordsPerRow))
    }
    rows.sort()
    var conflicts: [NameConflict] = []
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end] >> 32 == rows[start] >> 32 { end += 1 }
      if end - start > 1, let conflict = conflict(rows[start..<end].map { UInt32(truncatingIfNeeded: $0) }) {
        conflicts.append(conflict)
      }
      start = end
    }
    return conflicts
  }

  /// - Parameter rows: Rows of the name table that share a key.
  private func conflict(_ rows: [UInt32]) -> NameConflict? {
    let names = draft.tables[.names]
    var things: [String] = []
    var last: UInt32 = 0
    var isCode = false
    for row in rows {
      let at = Int(row) * CatalogName.wordsPerRow
      let thing: String
      switch names[at + CatalogName.tagColumn] {
      case CatalogName.ambiguousTag, CatalogName.abbreviationTag: return nil
      case CatalogName.drugTag, CatalogName.drugCodeTag:
        thing = "the drug '\(draft.drugs.id(names[at + CatalogName.targetColumn]))'"
      case CatalogName.combinationTag, CatalogName.combinationCodeTag:
        thing = combinationInWords(names[at + CatalogName.targetColumn])
      default: continue
      }
      isCode = names[at + CatalogName.tagColumn] >= CatalogName.drugCodeTag
      if !things.contains(thing) { things.append(thing) }
      last = row
    }
    let key = draft.poolString(names[Int(rows[0]) * CatalogName.wordsPerRow + CatalogName.keyColumn])
    guard things.count > 1, !key.starts(with: Array("atc:".utf8)) else { return nil }
    return NameConflict(
      name: String(decoding: key, as: UTF8.self), isCode: isCode, things: things, lastRow: last)
  }

  private func combinationInWords(_ row: UInt32) -> String {
    let combinations = draft.tables[.combinations]
    let drugs = draft.listItems(combinations[safe: Int(row) * Combination.wordsPerRow + 4] ?? 0)
    return "a combination of " + Set(drugs.map { draft.drugs.id($0) }).sorted().joined(separator: ", ")
  }
}
