import XMLEvents

/// The element and attribute names of Structured Product Labeling that the reader looks at.
enum SPLWord: Int32, NumberedWord {
  // Document and sections.
  case document, code, title, text, effectiveTime, versionNumber, author, component, structuredBody, section,
    subject
  case excerpt
  case representedOrganization, name, suffix
  // Products.
  case manufacturedProduct, manufacturedMedicine, part, partProduct, partMedicine
  case asEntityWithGeneric, genericMedicine
  case ingredient, activeIngredient, ingredientSubstance, activeIngredientSubstance, activeMoiety
  // Pharmacologic class indexing.
  case identifiedSubstance, asSpecializedKind, generalizedMaterialKind
  // Text.
  case paragraph, list, item, caption, br, footnote, table, thead, tbody, tfoot, tr, th, td
  // Attributes.
  case codeSystem, displayName, classCode, value, colspan, rowspan

  static let namespace = "urn:hl7-org:v3"
  static let vocabulary = vocabulary(namespace: namespace)

  var spelling: String { "\(self)" }
}

/// Code systems, by their object identifiers.
enum SPLCodeSystem {
  static let unii = "2.16.840.1.113883.4.9"
  static let ndc = "2.16.840.1.113883.6.69"
  static let loinc = "2.16.840.1.113883.6.1"
  /// NDF-RT, of which FDA's pharmacologic classes are a part.
  static let pharmacologicClass = "2.16.840.1.113883.3.26.1.5"
}
