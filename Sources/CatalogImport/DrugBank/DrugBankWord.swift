import XMLEvents

/// The element and attribute names of DrugBank that the reader looks at. Numbered, not spelled: a full database asks
/// tens of millions of times.
enum DrugBankWord: Int32, CaseIterable {
  case drugbank, drug, drugbankID, name, unii, group, groups
  case salts, salt, synonyms, synonym, products, product, country, productCode
  case internationalBrands, internationalBrand, mixtures, mixture, ingredients
  case atcCodes, atcCode, externalIdentifiers, externalIdentifier, resource, identifier
  case drugInteractions, drugInteraction, description
  // Attributes.
  case primary, code, version, exportedOn

  private var spelling: String {
    switch self {
    case .drugbank: "drugbank"
    case .drug: "drug"
    case .drugbankID: "drugbank-id"
    case .name: "name"
    case .unii: "unii"
    case .group: "group"
    case .groups: "groups"
    case .salts: "salts"
    case .salt: "salt"
    case .synonyms: "synonyms"
    case .synonym: "synonym"
    case .products: "products"
    case .product: "product"
    case .country: "country"
    case .productCode: "ndc-product-code"
    case .internationalBrands: "international-brands"
    case .internationalBrand: "international-brand"
    case .mixtures: "mixtures"
    case .mixture: "mixture"
    case .ingredients: "ingredients"
    case .atcCodes: "atc-codes"
    case .atcCode: "atc-code"
    case .externalIdentifiers: "external-identifiers"
    case .externalIdentifier: "external-identifier"
    case .resource: "resource"
    case .identifier: "identifier"
    case .drugInteractions: "drug-interactions"
    case .drugInteraction: "drug-interaction"
    case .description: "description"
    case .primary: "primary"
    case .code: "code"
    case .version: "version"
    case .exportedOn: "exported-on"
    }
  }

  static let namespace = "http://www.drugbank.ca"
  static let vocabulary = XMLVocabulary(
    namespaces: [namespace], names: allCases.map(\.spelling), ignored: ignored, ignoresBlankText: true)

  /// More than half of a full database. None of these stands within a part that is read.
  private static let ignored: Set<String> = [
    "general-references", "classification", "pathways", "reactions", "targets", "enzymes", "carriers",
    "transporters",
    "snp-effects", "snp-adverse-drug-reactions", "sequences", "experimental-properties",
    "calculated-properties",
    "patents", "prices", "packagers", "manufacturers", "dosages", "external-links", "pdb-entries",
    "categories",
    "food-interactions",
  ]

  /// The word an event is about; `nil` for names off the vocabulary.
  init?(_ event: XMLEvent) { self.init(rawValue: event.name.number) }

  var xmlName: XMLName { XMLName(Int(rawValue)) }
}

extension ListDocument {
  func attribute(_ word: DrugBankWord, of event: XMLEvent) -> String {
    Self.collapsed((reader.attribute(word.xmlName, of: event) ?? "").utf8)
  }

  /// As `forEachChild` for other dialects: hands the children of the element whose start was read to `body`, which
  /// reads each to its end.
  func forEachDrugBankChild(
    _ body: (XMLEvent, DrugBankWord?) throws(XMLError) -> Void
  ) throws(XMLError) {
    while let event = try reader.next() {
      switch event.kind {
      case .start: try body(event, DrugBankWord(event))
      case .end: return
      case .text: continue
      }
    }
  }
}
