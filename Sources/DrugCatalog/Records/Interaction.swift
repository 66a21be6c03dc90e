/// What a rule says about two sides: the ten items of the PDDI minimum information model apart from the drugs
/// themselves. An empty string means that the source does not say.
///
/// Many pairs of an imported list may share one statement.
package struct InteractionStatement: Hashable, Sendable {
  package var id: String
  package var severity: Severity
  /// The operational classification (avoid, usually avoid, …).
  package var classification: Classification
  /// Countries for which alone this severity was read; empty: all.
  package var jurisdictions: [String]
  /// What narrows the rule (route, age, product).
  package var scope: String
  /// Clinical consequence.
  package var effect: String
  package var mechanism: String
  /// Recommended action.
  package var action: String
  package var seriousness: String
  /// Contextual factors.
  package var context: String
  package var evidence: String
  package var exposureFrequency: String
  package var harmFrequency: String
  /// How the severity was graded.
  package var basis: String
  package var note: String
  /// Other tables' levels, `source level`.
  package var otherLevels: [String]
  /// For a class rule: the pairs a regulator names as contraindicated, drug ids two by two. When it is not
  /// empty, the rule is contraindicated for these and major for the other pairs.
  package var contraindicatedPairs: [Drug.ID]
  package var attribution: Attribution

  package enum Classification: String, CaseIterable, Hashable, Sendable {
    case unknown
    case avoid
    case usuallyAvoid = "usually-avoid"
    case minimiseRisk = "minimise-risk"
    case noSpecialPrecautions = "no-special-precautions"
  }

  package init(
    id: String, severity: Severity, classification: Classification = .unknown, jurisdictions: [String] = [],
    scope: String = "", effect: String, mechanism: String = "", action: String = "",
    seriousness: String = "", context: String = "", evidence: String = "", exposureFrequency: String = "",
    harmFrequency: String = "", basis: String = "", note: String = "", otherLevels: [String] = [],
    contraindicatedPairs: [Drug.ID] = [], attribution: Attribution
  ) {
    self.id = id
    self.severity = severity
    self.classification = classification
    self.jurisdictions = jurisdictions
    self.scope = scope
    self.effect = effect
    self.mechanism = mechanism
    self.action = action
    self.seriousness = seriousness
    self.context = context
    self.evidence = evidence
    self.exposureFrequency = exposureFrequency
    self.harmFrequency = harmFrequency
    self.basis = basis
    self.note = note
    self.otherLevels = otherLevels
    self.contraindicatedPairs = contraindicatedPairs
    self.attribution = attribution
  }
}

extension InteractionStatement {
  /// Stands in `basis` where the source states no severity that is known: what follows says which was taken.
  package static let assumedMark = "; taken as "

  /// Whether the source says how severe it is.
  package var statesSeverity: Bool { !basis.contains(Self.assumedMark) }

  /// Stands in `effect` for the name of a rule's first side: lists whose texts follow patterns store each pattern once.
  package static let firstMark = "{1}"
  /// The same for the second side.
  package static let secondMark = "{2}"

  /// The statement with the names of a pair in place of the marks.
  package func naming(_ first: @autoclosure () -> String, _ second: @autoclosure () -> String) -> Self {
    guard effect.utf8.contains(0x7B) else { return self }
    var named = self
    named.effect = effect.split(separator: Self.firstMark, omittingEmptySubsequences: false)
      .map {
        $0.split(separator: Self.secondMark, omittingEmptySubsequences: false).joined(separator: second())
      }
      .joined(separator: first())
    return named
  }
}

extension InteractionStatement: CatalogRecord {
  static let table = Table.interactionStatements
  static let wordsPerRow = 17 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: row.string(), severity: row.choice(), classification: row.choice(), jurisdictions: row.strings(),
      scope: row.string(), effect: row.string(), mechanism: row.string(), action: row.string(),
      seriousness: row.string(), context: row.string(), evidence: row.string(),
      exposureFrequency: row.string(), harmFrequency: row.string(), basis: row.string(), note: row.string(),
      otherLevels: row.strings(), contraindicatedPairs: row.drugIDs(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) { StoredStatement(self, in: row.draft).encode(to: &row) }
}

/// One side of an interaction.
package enum InteractionSide: Hashable, Sendable {
  case drug(DrugRow)
  case drugClass(ClassRow)

  /// Classes carry the highest bit.
  var word: UInt32 {
    switch self {
    case .drug(let row): row.number
    case .drugClass(let row): row.number | 0x8000_0000
    }
  }

  init(word: UInt32) {
    self =
      word & 0x8000_0000 == 0
      ? .drug(DrugRow(word)) : .drugClass(ClassRow(word & 0x7FFF_FFFF))
  }
}

/// A rule: two sides in the order its source states them, and the statement on them.
package struct InteractionRule: Hashable, Sendable {
  package let first: InteractionSide
  package let second: InteractionSide
  package let statement: Row<InteractionStatement>

  static let wordsPerRow = 3

  package init(first: InteractionSide, second: InteractionSide, statement: Row<InteractionStatement>) {
    self.first = first
    self.second = second
    self.statement = statement
  }
}
