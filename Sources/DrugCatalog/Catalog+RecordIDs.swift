/// Ids without the records, for those who ask whether something is there already.
extension Catalog {
  /// Records that bear an id and are not referred to by row.
  package enum IdentifiedRecord {
    case combination, lookAlike, load, association, treatmentStatement, interaction, advice

    fileprivate var rows: (table: Table, width: Int) {
      switch self {
      case .combination: (.combinations, Combination.wordsPerRow)
      case .lookAlike: (.lookAlikes, LookAlikePair.wordsPerRow)
      case .load: (.loads, AdditiveLoad.wordsPerRow)
      case .association: (.associations, CrampAssociation.wordsPerRow)
      case .treatmentStatement: (.treatmentStatements, TreatmentStatement.wordsPerRow)
      case .interaction: (.interactionStatements, InteractionStatement.wordsPerRow)
      case .advice: (.advice, Advice.wordsPerRow)
      }
    }
  }

  /// The ids of all records of a kind. - Complexity: O(records); only the ids are decoded.
  package func recordIDs(of kind: IdentifiedRecord) -> Set<String> {
    // The id stands in the first column of every one of these tables.
    let (table, width) = kind.rows
    let section = bytes.section(table)
    return Set((0..<section.wordCount / width).map { bytes.string(bytes.word(section, $0 * width)) })
  }

  /// The folded spellings of all ambiguous names. - Complexity: O(names).
  package var ambiguousKeys: Set<String> {
    let section = bytes.section(.names)
    var keys: Set<String> = []
    for row in 0..<nameCount {
      let at = row * CatalogName.wordsPerRow
      guard bytes.word(section, at + CatalogName.tagColumn) == CatalogName.ambiguousTag else { continue }
      keys.insert(bytes.string(bytes.word(section, at + CatalogName.keyColumn)))
    }
    return keys
  }
}
