/// The names a builder holds so far, for those who match other people's drugs with them.
extension CatalogBuilder {
  /// A row of the name table, as far as matching needs it.
  package struct FiledName {
    /// The number that `keyNumber(of:)` gives for the spelling.
    package let key: UInt32
    package let meaning: CatalogName.Meaning
  }

  /// Hands over every name in the order in which they were added. - Complexity: O(names).
  package func forEachFiledName(_ body: (FiledName) -> Void) {
    let names = draft.tables[.names]
    for at in stride(from: 0, to: names.count, by: CatalogName.wordsPerRow) {
      body(
        FiledName(
          key: names[at + CatalogName.keyColumn],
          meaning: CatalogName.Meaning(
            tag: names[at + CatalogName.tagColumn], target: names[at + CatalogName.targetColumn], detail: "",
            kind: names[at + CatalogName.kindColumn])))
    }
  }

  /// A number that stands for the folded spelling: the same name, the same number; 0 for one that holds nothing
  /// to look up.
  package func keyNumber(of text: String) -> UInt32 {
    let key = NameKey.fold(text)
    return key.isEmpty ? 0 : draft.pool.intern(key.span)
  }

  /// The same for a spelling that may be new: `nil` then.
  package func existingKeyNumber(of key: [UInt8]) -> UInt32? {
    key.isEmpty ? nil : draft.pool.offset(of: String(decoding: key, as: UTF8.self))
  }

  /// Hands over every condition that is defined, with its name and aliases. - Complexity: O(conditions).
  package func forEachCondition(_ body: (Condition.ID, [String]) -> Void) {
    let words = draft.tables[.conditions]
    for row in 0..<words.count / Condition.wordsPerRow where draft.conditions.isDefined[safe: row] ?? false {
      let at = row * Condition.wordsPerRow
      let names = [words[at + 1]] + draft.listItems(words[at + 2])
      body(
        Condition.ID(draft.conditions.id(UInt32(row))), names.map { draft.pool.string(at: $0) })
    }
  }

  /// The classes that a drug is in, by name or by an ATC code. - Complexity: O(names + members + classes).
  package func classes(of drugs: Set<DrugRow>) -> [DrugRow: Set<ClassRow>] {
    var classes: [DrugRow: Set<ClassRow>] = [:]
    let members = draft.tables[.members]
    for at in stride(from: 0, to: members.count, by: DrugClass.Member.wordsPerRow) {
      let drug = DrugRow(members[at])
      if drugs.contains(drug) { classes[drug, default: []].insert(ClassRow(members[at + 1])) }
    }
    let prefixes = atcPrefixes
    let names = draft.tables[.names]
    for at in stride(from: 0, to: names.count, by: CatalogName.wordsPerRow)
    where names[at + CatalogName.tagColumn] == CatalogName.drugCodeTag {
      let drug = DrugRow(names[at + CatalogName.targetColumn])
      guard drugs.contains(drug) else { continue }
      let key = draft.poolString(names[at + CatalogName.keyColumn])
      for (prefix, drugClass) in prefixes where key.starts(with: prefix) {
        classes[drug, default: []].insert(drugClass)
      }
    }
    return classes
  }

  /// The ATC prefixes of all classes, as keys of codes begin.
  private var atcPrefixes: [(prefix: [UInt8], drugClass: ClassRow)] {
    let words = draft.tables[.classes]
    return (0..<words.count / DrugClass.wordsPerRow).flatMap { row in
      draft.listItems(words[row * DrugClass.wordsPerRow + 2]).map { prefix in
        (NameKey.fold("atc:" + draft.pool.string(at: prefix)), ClassRow(UInt32(row)))
      }
    }
  }

  /// The id a row of the classes stands for.
  package func id(of drugClass: ClassRow) -> DrugClass.ID { DrugClass.ID(draft.classes.id(drugClass.number)) }

  /// The id a row of the drugs stands for.
  package func id(of drug: DrugRow) -> Drug.ID { Drug.ID(draft.drugs.id(drug.number)) }

  /// The ingredients of a combination, as rows. - Complexity: O(its ingredients).
  package func ingredients(of combination: Row<Combination>) -> [DrugRow] {
    let at = Int(combination.number) * Combination.wordsPerRow + 4
    return draft.listItems(draft.tables[.combinations][safe: at] ?? 0).map { DrugRow($0) }
  }

  /// The preferred name of a drug that is defined.
  package func name(of drug: DrugRow) -> String {
    let at = Int(drug.number) * Drug.wordsPerRow + 1
    return draft.pool.string(at: draft.tables[.drugs][safe: at] ?? 0)
  }

  /// The folded spelling that `keyNumber(of:)` gave a number for.
  package func keyText(_ key: UInt32) -> String { draft.pool.string(at: key) }

  package func isDefined(_ source: Source.ID) -> Bool {
    draft.sources.existingRow(source.rawValue).map { draft.sources.isDefined[Int($0)] } ?? false
  }
}
