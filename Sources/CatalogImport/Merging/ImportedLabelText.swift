import DrugCatalog

/// Words of a label that warn, as they wait for the last list: only then is it known what they name.
struct ImportedLabelText {
  enum Kind: Hashable {
    case boxedWarning
    /// For professionals, or "do not use".
    case contraindication
    case askBeforeUse
    case askIfTaking
    case interactions
  }

  /// Those of the label's product; several mean all of them together.
  var drugs: [DrugHandle]
  /// What a product of several drugs is called; empty for one drug.
  var product: String
  var kind: Kind
  /// The section they stand in ("4 CONTRAINDICATIONS").
  var section: String
  /// The title of the part of the section.
  var heading: String
  var words: [UInt8]
  /// How many of the first bytes belong to the words above the list that an item stands in.
  var leadIn: Int
  /// Of the label, ISO 8601.
  var date: String
  var place: ImportPlace

  /// What makes a second label's words the same.
  var identity: Identity { Identity(drugs: drugs, kind: kind, heading: heading, words: words) }

  struct Identity: Hashable {
    var drugs: [DrugHandle]
    var kind: Kind
    var heading: String
    var words: [UInt8]
  }
}
