import DrugCatalog

/// Brands and mixtures of a whole database. A product of several drugs stands under each of them, so whose name it is
/// shows only once all drugs are read.
struct DrugBankProducts {
  private var brands: [String: Brand] = [:]
  /// In the order in which they were met, so that the same file gives the same catalog.
  private var order: [String] = []
  private var mixtures: [(mixture: DrugBankMixture, document: ListDocument, place: ImportPlace)] = []
  private var seenMixtures: Set<DrugBankMixture> = []
  private var handlesByName: [[UInt8]: DrugHandle] = [:]

  fileprivate struct Brand {
    var name: String
    var countries: [String] = []
    var owners: [DrugHandle] = []
    var document: ListDocument
    var place: ImportPlace
  }

  mutating func add(
    _ drug: DrugBankDrug, _ handle: DrugHandle, _ document: ListDocument, _ place: ImportPlace
  ) {
    for name in [drug.name] + drug.synonyms {
      let key = NameKey.fold(name)
      if handlesByName[key] == nil { handlesByName[key] = handle }
    }
    for brand in drug.brands { add(brand, handle, document, place) }
    for mixture in drug.mixtures where seenMixtures.insert(mixture).inserted {
      mixtures.append((mixture, document, place))
    }
  }

  private mutating func add(
    _ found: DrugBankBrand, _ owner: DrugHandle, _ document: ListDocument, _ place: ImportPlace
  ) {
    if brands[found.name] == nil {
      order.append(found.name)
      brands[found.name] = Brand(name: found.name, document: document, place: place)
    }
    guard var brand = brands[found.name] else { return }
    if !found.country.isEmpty, !brand.countries.contains(found.country) {
      brand.countries.append(found.country)
    }
    if !brand.owners.contains(owner) { brand.owners.append(owner) }
    brands[found.name] = brand
  }

  /// Hands everything to the merger: mixtures first, since they say which products are of several drugs.
  mutating func add(to merger: DrugMerger) {
    var combined: Set<String> = []
    for (mixture, document, place) in mixtures {
      let handles = mixture.ingredients.map { handlesByName[NameKey.fold($0)] }
      guard handles.allSatisfy({ $0 != nil }) else {
        merger.session.note(.incompleteCombination, mixture.name, at: place)
        continue
      }
      combined.insert(mixture.name)
      merger.add(
        ImportedCombination(
          name: mixture.name, isBrand: true, countries: brands[mixture.name]?.countries ?? [],
          ingredients: handles.compactMap { $0 }, place: place), in: document)
    }
    for name in order where !combined.contains(name) {
      guard let brand = brands[name] else { continue }
      // A name of several drugs that no mixture explains is theirs all: the merger has it asked back.
      for owner in brand.owners { merger.add(brand.imported, to: owner, in: brand.document, at: brand.place) }
    }
    self = DrugBankProducts()
  }
}

extension DrugBankProducts.Brand {
  fileprivate var imported: ImportedName { ImportedName(text: name, kind: .brand, countries: countries) }
}
