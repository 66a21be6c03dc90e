import DrugCatalog

/// What a drug is called: brands by country, other names, codes.
extension DrugSections {
  /// Names on one line of the card before the rest is only counted.
  private static let mostNames = 6

  mutating func names() {
    let names = catalog.names(of: drug)
    brands(
      names.filter { name in
        if case .drug(_, .brand) = name.meaning { true } else { false }
      })
    let others = names.filter { name in
      if case .drug(_, let kind) = name.meaning { kind != .brand && kind != .generic } else { false }
    }
    list("Also called", others.map(\.text), most: Self.mostNames)
    let codes = names.filter { if case .drugCode = $0.meaning { true } else { false } }
    list("Codes", codes.map(\.text), most: 12)
  }

  /// One line for each country; with a country asked for, its line and those of no known country.
  private mutating func brands(_ brands: [CatalogName]) {
    let countries = Set(brands.flatMap(\.countries)).filter { $0 == card.country ?? $0 }
    for country in countries.sorted() {
      list("Brands \(country)", shownBrands(brands.filter { $0.countries.contains(country) }))
    }
    let elsewhere = brands.filter(\.countries.isEmpty)
    list(
      brands.allSatisfy(\.countries.isEmpty) ? "Brands" : "Brands, country not known", shownBrands(elsewhere))
  }

  /// Brands that several registers or countries know first; a brand that only adds words to another one
  /// (Serevent Diskus) is folded into it.
  private func shownBrands(_ brands: [CatalogName]) -> [String] {
    if detail.showsAll { return brands.map(\.text).sorted() }
    let ranked = brands.sorted { a, b in
      if a.countries.count != b.countries.count { return a.countries.count > b.countries.count }
      let known = (a.attribution.verification == .oneSource, b.attribution.verification == .oneSource)
      if known.0 != known.1 { return known.1 }
      return (a.text.utf8.count, a.text) < (b.text.utf8.count, b.text)
    }.map(\.text)
    let keys = Set(ranked.map(NameKey.fold))
    return ranked.filter { name in
      let key = NameKey.fold(name)
      return !key.indices.dropFirst().contains { keys.contains(Array(key[..<$0])) && key[$0] == 0x20 }
    }
  }

  private mutating func list(_ label: String, _ items: [String]) {
    list(label, items, most: Self.mostNames)
  }

  mutating func list(_ label: String, _ items: [String], most: Int, separator: String = ", ") {
    guard !items.isEmpty else { return }
    let shown = detail.showsAll ? items[...] : items.prefix(most)
    let more = items.count > shown.count ? ", and \(items.count - shown.count) more" : ""
    layout.paragraph("\(label): " + shown.joined(separator: separator) + more + ".", indent: 2)
  }
}
