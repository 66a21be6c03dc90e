import DrugCatalog

/// An active ingredient as a foreign list gives it, before it is known which drug of the catalog it is.
struct ImportedDrug {
  /// The preferred generic name.
  var name: String
  /// Further names; the preferred one need not be among them.
  var names: [ImportedName] = []
  var codes: [ImportedCode] = []
  /// What it is, in a few words.
  var about = ""
  var place: ImportPlace
}

struct ImportedName {
  var text: String
  var kind: CatalogName.Kind
  /// ISO 3166 codes of the countries in which a brand is or was sold.
  var countries: [String] = []
  var note = ""
}

/// A code of one of the systems `rxcui`, `atc`, `unii`, `snomed`, `ndc`.
struct ImportedCode: Hashable {
  var system: System
  var value: String

  /// In the order in which they are trusted to say which drug is meant; ATC codes and product codes alone never do.
  enum System: String, CaseIterable { case unii, rxcui, snomed, atc, ndc }
}

/// A product or name that stands for several drugs.
struct ImportedCombination {
  var name: String
  var isBrand: Bool
  var names: [ImportedName] = []
  var codes: [ImportedCode] = []
  var countries: [String] = []
  var ingredients: [DrugHandle]
  var place: ImportPlace
}

/// A group of drugs on which interactions hang.
struct ImportedClass {
  /// Unique among all lists; begins with the dialect's name.
  var id: DrugClass.ID
  var name: String
  var atcPrefixes: [String] = []
  var members: [DrugHandle] = []
  /// What the class is called elsewhere: its members join a class of that name that our lists have.
  var equivalents: [String] = []
  var note = ""
  var place: ImportPlace
}

/// Stands for a drug of a foreign list, which may be described later than it is referred to.
struct DrugHandle: Hashable {
  let number: UInt32
}

/// One side of an interaction of a foreign list.
enum ImportedSide {
  case drug(DrugHandle)
  case drugClass(ClassRow)
}

/// A sign of cramps that a foreign list states of a drug, with the words that say so.
struct ImportedFlag {
  /// Several for a product of several drugs: the flag is of all of them together.
  var drugs: [DrugHandle]
  /// Unique among all lists; begins with the dialect's name.
  var id: String
  var symptom: CrampAssociation.Symptom
  /// False for what speaks against it, or is a sign of something else.
  var makesCulprit: Bool
  /// The section of the document in which it stands ("6.1 Clinical trials experience").
  var section: String
  /// The words that matched, as the source has them.
  var words: String
  /// The sentence or table row around them.
  var passage = ""
  var figure = CrampAssociation.Figure()
  var direction: CrampAssociation.Direction
  var grade: CrampAssociation.Grade
  var place: ImportPlace
}
