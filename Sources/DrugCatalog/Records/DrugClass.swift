/// A group of drugs that findings and interactions may hang on.
package struct DrugClass: Hashable, Sendable {
  package typealias ID = RecordID<DrugClass>

  package var id: ID
  package var name: String
  /// ATC codes or prefixes whose drugs are members too.
  package var atcPrefixes: [String]
  /// True when two members on one list are worth a finding.
  package var isDuplicationRelevant: Bool
  package var note: String
  package var attribution: Attribution

  package init(
    id: ID, name: String, atcPrefixes: [String] = [], isDuplicationRelevant: Bool = false, note: String = "",
    attribution: Attribution
  ) {
    self.id = id
    self.name = name
    self.atcPrefixes = atcPrefixes
    self.isDuplicationRelevant = isDuplicationRelevant
    self.note = note
    self.attribution = attribution
  }

  /// One drug named as a member, with who says so.
  package struct Member: Hashable, Sendable {
    package var drug: Drug.ID
    package var drugClass: DrugClass.ID
    /// The class this member was taken over from.
    package var derivedFrom: String
    package var note: String
    package var attribution: Attribution

    package init(
      drug: Drug.ID, drugClass: DrugClass.ID, derivedFrom: String = "", note: String = "",
      attribution: Attribution
    ) {
      self.drug = drug
      self.drugClass = drugClass
      self.derivedFrom = derivedFrom
      self.note = note
      self.attribution = attribution
    }
  }
}

extension DrugClass: CatalogRecord {
  static let table = Table.classes
  static let wordsPerRow = 5 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: ID(row.string()), name: row.string(), atcPrefixes: row.strings(), isDuplicationRelevant: row.flag(),
      note: row.string(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id.rawValue)
    row.string(name)
    row.strings(atcPrefixes)
    row.flag(isDuplicationRelevant)
    row.string(note)
    attribution.encode(to: &row)
  }
}

extension DrugClass.Member: CatalogRecord {
  static let table = Table.members
  static let wordsPerRow = 4 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      drug: row.drugID(), drugClass: row.classID(), derivedFrom: row.string(), note: row.string(),
      attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.drugID(drug)
    row.classID(drugClass)
    row.string(derivedFrom)
    row.string(note)
    attribution.encode(to: &row)
  }
}

/// A burden that adds up over a whole list: QT prolongation, sedation, anticholinergic effect.
package struct AdditiveLoad: Hashable, Sendable {
  package var id: String
  package var name: String
  /// Points from which the sum is a finding.
  package var threshold: Int
  package var severity: Severity
  package var effect: String
  package var action: String
  package var shares: [Share]
  package var attribution: Attribution

  /// The points that a member of a class adds.
  package struct Share: Hashable, Sendable {
    package var drugClass: DrugClass.ID
    package var points: Int

    package init(drugClass: DrugClass.ID, points: Int) {
      self.drugClass = drugClass
      self.points = points
    }
  }

  package init(
    id: String, name: String, threshold: Int, severity: Severity, effect: String, action: String,
    shares: [Share], attribution: Attribution
  ) {
    self.id = id
    self.name = name
    self.threshold = threshold
    self.severity = severity
    self.effect = effect
    self.action = action
    self.shares = shares
    self.attribution = attribution
  }
}

extension AdditiveLoad: CatalogRecord {
  static let table = Table.loads
  static let wordsPerRow = 7 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: row.string(), name: row.string(), threshold: row.int(), severity: row.choice(),
      effect: row.string(), action: row.string(), shares: row.children(),
      attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id)
    row.string(name)
    row.int(threshold)
    row.choice(severity)
    row.string(effect)
    row.string(action)
    row.children(shares)
    attribution.encode(to: &row)
  }
}

extension AdditiveLoad.Share: CatalogRecord {
  static let table = Table.shares
  static let wordsPerRow = 2

  init(from row: inout RowReader) {
    self.init(drugClass: row.classID(), points: row.int())
  }

  func encode(to row: inout RowWriter) {
    row.classID(drugClass)
    row.int(points)
  }
}
