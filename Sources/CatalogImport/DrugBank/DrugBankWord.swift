import XMLEvents

/// The element and attribute names of DrugBank that the reader looks at. Numbered, not spelled: a full database asks
/// tens of millions of times.
enum DrugBankWord: Int32, NumberedWord {
  case drugbank, drug, drugbankID, name, unii, group, groups
  case salts, salt, synonyms, synonym, products, product, country, productCode
  case internationalBrands, internationalBrand, mixtures, mixture, ingredients
  case atcCodes, atcCode, externalIdentifiers, externalIdentifier, resource, identifier
  case drugInteractions, drugInteraction, description
  // Attributes.
  case primary, code, version, exportedOn

  var spelling: String {
    switch self {
    case .drugbankID: "drugbank-id"
    case .productCode: "ndc-product-code"
    case .internationalBrands: "international-brands"
    case .internationalBrand: "international-brand"
    case .atcCodes: "atc-codes"
    case .atcCode: "atc-code"
    case .externalIdentifiers: "external-identifiers"
    case .externalIdentifier: "external-identifier"
    case .drugInteractions: "drug-interactions"
    case .drugInteraction: "drug-interaction"
    case .exportedOn: "exported-on"
    default: "\(self)"
    }
  }

  static let namespace = "http://www.drugbank.ca"
  static let vocabulary = vocabulary(namespace: namespace)

  /// More than half of a full database. None of these stands within a part that is read.
  static let ignored: Set<String> = [
    "general-references", "classification", "pathways", "reactions", "targets", "enzymes", "carriers",
    "transporters",
    "snp-effects", "snp-adverse-drug-reactions", "sequences", "experimental-properties",
    "calculated-properties",
    "patents", "prices", "packagers", "manufacturers", "dosages", "external-links", "pdb-entries",
    "categories",
    "food-interactions",
  ]
}
