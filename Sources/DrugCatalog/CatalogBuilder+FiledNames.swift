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
