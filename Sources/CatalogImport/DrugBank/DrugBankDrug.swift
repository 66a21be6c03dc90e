import XMLEvents

/// What a drug's record gives besides its interactions.
struct DrugBankDrug {
  /// The primary id first.
  var ids: [String] = []
  var name = ""
  var uniis: [String] = []
  var synonyms: [String] = []
  var salts: [String] = []
  var brands: [DrugBankBrand] = []
  var mixtures: [DrugBankMixture] = []
  var atcCodes: [String] = []
  var rxcuis: [String] = []
  var groups: [String] = []
}

/// A product name and where it is sold; one row a name, however many packages bear it.
struct DrugBankBrand: Hashable {
  var name: String
  /// An ISO 3166 code, or empty.
  var country: String
}

/// A product of several drugs: `Lepirudin + Alteplase`.
struct DrugBankMixture: Hashable {
  var name: String
  var ingredients: [String]
}

/// Reads the parts of a `drug` record. `name` stands at many depths: only the paths that are followed here count.
struct DrugBankDrugReader {
  let document: ListDocument

  /// Reads a part that the record's reader met; passes over those it does not know.
  /// - Returns: false for the interactions, which are read elsewhere.
  func read(
    _ word: DrugBankWord?, _ event: XMLEvent, into drug: inout DrugBankDrug
  ) throws(XMLError) -> Bool {
    switch word {
    case .drugbankID: try readID(event, into: &drug)
    case .name: drug.name = try document.readText(of: event)
    case .unii: append(try document.readText(of: event), to: &drug.uniis)
    case .groups: try readTexts(.group, into: &drug.groups)
    case .synonyms: try readTexts(.synonym, into: &drug.synonyms)
    case .salts: try readSalts(into: &drug)
    case .products: try readProducts(into: &drug)
    case .internationalBrands: try readInternationalBrands(into: &drug)
    case .mixtures: try readMixtures(into: &drug)
    case .atcCodes: try readATCCodes(into: &drug)
    case .externalIdentifiers: try readIdentifiers(into: &drug)
    case .drugInteractions: return false
    default: try document.skip()
    }
    return true
  }

  private func append(_ text: String, to list: inout [String]) {
    if !text.isEmpty, !list.contains(text) { list.append(text) }
  }

  private func readID(_ event: XMLEvent, into drug: inout DrugBankDrug) throws(XMLError) {
    let isPrimary = document.attribute(.primary, of: event) == "true"
    let id = try document.readText(of: event)
    guard !id.isEmpty else { return }
    if isPrimary { drug.ids.insert(id, at: 0) } else { drug.ids.append(id) }
  }

  private func readTexts(_ wanted: DrugBankWord, into list: inout [String]) throws(XMLError) {
    var found: [String] = []
    try document.forEachDrugBankChild { (event, word) throws(XMLError) in
      guard word == wanted else { return try document.skip() }
      found.append(try document.readText(of: event))
    }
    for text in found { append(text, to: &list) }
  }

  /// The texts of some children of a record, by word.
  private func readFields(_ wanted: DrugBankWord...) throws(XMLError) -> [DrugBankWord: String] {
    var fields: [DrugBankWord: String] = [:]
    try document.forEachDrugBankChild { (event, word) throws(XMLError) in
      guard let word, wanted.contains(word) else { return try document.skip() }
      fields[word] = try document.readText(of: event)
    }
    return fields
  }

  private func readSalts(into drug: inout DrugBankDrug) throws(XMLError) {
    var salts: [[DrugBankWord: String]] = []
    try document.forEachDrugBankChild { (_, word) throws(XMLError) in
      guard word == .salt else { return try document.skip() }
      salts.append(try readFields(.name, .unii))
    }
    for salt in salts {
      append(salt[.name] ?? "", to: &drug.salts)
      append(salt[.unii] ?? "", to: &drug.uniis)
    }
  }

  private func readProducts(into drug: inout DrugBankDrug) throws(XMLError) {
    var brands: [DrugBankBrand] = []
    var seen: Set<DrugBankBrand> = []
    try document.forEachDrugBankChild { (_, word) throws(XMLError) in
      guard word == .product else { return try document.skip() }
      let fields = try readFields(.name, .country)
      let brand = DrugBankBrand(name: fields[.name] ?? "", country: Self.countryCode(fields[.country] ?? ""))
      if !brand.name.isEmpty, seen.insert(brand).inserted { brands.append(brand) }
    }
    drug.brands += brands
  }

  private static func countryCode(_ name: String) -> String {
    switch name {
    case "US", "EU": name
    case "Canada": "CA"
    default: ""
    }
  }

  private func readInternationalBrands(into drug: inout DrugBankDrug) throws(XMLError) {
    var brands: [DrugBankBrand] = []
    try document.forEachDrugBankChild { (_, word) throws(XMLError) in
      guard word == .internationalBrand else { return try document.skip() }
      let name = try readFields(.name)[.name] ?? ""
      if !name.isEmpty { brands.append(DrugBankBrand(name: name, country: "")) }
    }
    drug.brands += brands
  }

  /// Mixtures of one ingredient are brands.
  private func readMixtures(into drug: inout DrugBankDrug) throws(XMLError) {
    var mixtures: [DrugBankMixture] = []
    try document.forEachDrugBankChild { (_, word) throws(XMLError) in
      guard word == .mixture else { return try document.skip() }
      let fields = try readFields(.name, .ingredients)
      let ingredients = (fields[.ingredients] ?? "").split(separator: " + ").map(String.init)
      mixtures.append(DrugBankMixture(name: fields[.name] ?? "", ingredients: ingredients))
    }
    for mixture in mixtures where !mixture.name.isEmpty {
      if mixture.ingredients.count > 1 {
        drug.mixtures.append(mixture)
      } else {
        drug.brands.append(DrugBankBrand(name: mixture.name, country: ""))
      }
    }
  }

  private func readATCCodes(into drug: inout DrugBankDrug) throws(XMLError) {
    var codes: [String] = []
    try document.forEachDrugBankChild { (event, word) throws(XMLError) in
      if word == .atcCode { codes.append(document.attribute(.code, of: event)) }
      try document.skip()
    }
    for code in codes { append(code, to: &drug.atcCodes) }
  }

  private func readIdentifiers(into drug: inout DrugBankDrug) throws(XMLError) {
    var found: [String] = []
    try document.forEachDrugBankChild { (_, word) throws(XMLError) in
      guard word == .externalIdentifier else { return try document.skip() }
      let fields = try readFields(.resource, .identifier)
      if fields[.resource]?.lowercased() == "rxcui" { found.append(fields[.identifier] ?? "") }
    }
    for code in found { append(code, to: &drug.rxcuis) }
  }
}
