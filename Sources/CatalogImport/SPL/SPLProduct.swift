import DrugCatalog
import XMLEvents

/// A product of a label: its brand, its generic name and its active ingredients; for a kit, its parts.
struct SPLProduct {
  var name = ""
  var genericName = ""
  var productCodes: [String] = []
  var ingredients: [SPLIngredient] = []
  var parts: [SPLProduct] = []
  var place: ImportPlace

  /// The active ingredients of the product and its parts, each moiety once. An inert part of a kit adds none.
  var allIngredients: [SPLIngredient] {
    var all = ingredients
    for ingredient in parts.flatMap(\.allIngredients) where !all.contains(where: { $0.key == ingredient.key })
    {
      all.append(ingredient)
    }
    return all
  }
}

/// An active ingredient: the substance in the product (often a salt) and the moiety that acts.
struct SPLIngredient {
  var substance = SPLSubstance()
  /// The first active moiety; the substance itself where the label gives none.
  var moiety = SPLSubstance()

  /// What stands for the drug within an import.
  var key: String {
    moiety.unii.isEmpty ? String(decoding: NameKey.fold(moiety.name), as: UTF8.self) : moiety.unii
  }
}

struct SPLSubstance: Hashable {
  var name = ""
  var unii = ""
}

/// Reads `manufacturedProduct` elements, which stand one in the other, and the parts of kits.
struct SPLProductReader {
  let document: ListDocument

  /// Reads the element whose start was read to its end.
  func read(_ start: XMLEvent) throws(XMLError) -> SPLProduct {
    var product = SPLProduct(place: document.place(start))
    try read(into: &product)
    return product
  }

  private func read(into product: inout SPLProduct) throws(XMLError) {
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .manufacturedProduct, .manufacturedMedicine, .partProduct, .partMedicine: try read(into: &product)
      case .part:
        var part = SPLProduct(place: document.place(event))
        try read(into: &part)
        product.parts.append(part)
      case .code:
        if document.attribute(SPLWord.codeSystem, of: event) == SPLCodeSystem.ndc {
          product.productCodes.append(document.attribute(SPLWord.code, of: event))
        }
        try document.skip()
      case .name: product.name = try document.readText(of: event)
      case .asEntityWithGeneric: product.genericName = try readGenericName()
      case .ingredient, .activeIngredient:
        if let ingredient = try readIngredient(event, isActive: word == .activeIngredient) {
          product.ingredients.append(ingredient)
        }
      default: try document.skip()
      }
    }
  }

  private func readGenericName() throws(XMLError) -> String {
    var name = ""
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .genericMedicine:
        try document.forEachChild { (event, word) throws(XMLError) in
          if word == .name { name = try document.readText(of: event) } else { try document.skip() }
        }
      default: try document.skip()
      }
    }
    return name
  }

  /// - Returns: `nil` for an inactive ingredient. Active ones have a class that begins with `ACTI`.
  private func readIngredient(_ start: XMLEvent, isActive: Bool) throws(XMLError) -> SPLIngredient? {
    let classCode = document.attribute(SPLWord.classCode, of: start)
    guard isActive || classCode.hasPrefix("ACTI") else {
      try document.skip()
      return nil
    }
    var ingredient = SPLIngredient()
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .ingredientSubstance, .activeIngredientSubstance: ingredient = try readSubstance()
      default: try document.skip()
      }
    }
    if ingredient.moiety == SPLSubstance() { ingredient.moiety = ingredient.substance }
    return ingredient.moiety.name.isEmpty ? nil : ingredient
  }

  private func readSubstance() throws(XMLError) -> SPLIngredient {
    var ingredient = SPLIngredient()
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .code:
        ingredient.substance.unii = unii(event)
        try document.skip()
      case .name: ingredient.substance.name = try document.readText(of: event)
      case .activeMoiety:
        let moiety = try readMoiety()
        if ingredient.moiety == SPLSubstance() { ingredient.moiety = moiety }
      default: try document.skip()
      }
    }
    return ingredient
  }

  /// `activeMoiety` stands within itself.
  private func readMoiety() throws(XMLError) -> SPLSubstance {
    var moiety = SPLSubstance()
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .activeMoiety: moiety = try readMoiety()
      case .code:
        moiety.unii = unii(event)
        try document.skip()
      case .name: moiety.name = try document.readText(of: event)
      default: try document.skip()
      }
    }
    return moiety
  }

  private func unii(_ event: XMLEvent) -> String {
    document.attribute(SPLWord.codeSystem, of: event) == SPLCodeSystem.unii
      ? document.attribute(SPLWord.code, of: event) : ""
  }
}
