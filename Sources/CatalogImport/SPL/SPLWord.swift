import XMLEvents

/// The element and attribute names of Structured Product Labeling that the reader looks at.
enum SPLWord: String, VocabularyWord {
  // Document and sections.
  case document, code, title, text, effectiveTime, setId, versionNumber, author, component, structuredBody,
    section,
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
  case codeSystem, displayName, classCode, value, root, colspan, rowspan

  static let namespace = "urn:hl7-org:v3"
  static let vocabulary = vocabulary(namespaces: [namespace])
}

/// Code systems, by their object identifiers.
enum SPLCodeSystem {
  static let unii = "2.16.840.1.113883.4.9"
  static let ndc = "2.16.840.1.113883.6.69"
  static let loinc = "2.16.840.1.113883.6.1"
  /// NDF-RT, of which FDA's pharmacologic classes are a part.
  static let pharmacologicClass = "2.16.840.1.113883.3.26.1.5"
}

extension ListDocument {
  /// Hands the children of the element whose start was read to `body`, which reads each to its end; text between them
  /// is passed over. Returns behind the element's end.
  func forEachChild(_ body: (XMLEvent, SPLWord?) throws(XMLError) -> Void) throws(XMLError) {
    while let event = try reader.next() {
      switch event.kind {
      case .start:
        try body(event, event.namespace == XMLNamespace(0) ? SPLWord(event.name) : nil)
      case .end: return
      case .text: continue
      }
    }
  }
}
