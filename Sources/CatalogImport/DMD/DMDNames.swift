import DrugCatalog

/// Turns the rows of a dm+d release into drugs and combinations.
final class DMDNames {
  private let release: DMDRelease
  private let merger: DrugMerger
  /// What an id of a moiety or virtual product stands for.
  private var meanings: [String: Meaning] = [:]
  private var combinations: [(combination: ImportedCombination, document: ListDocument)] = []
  /// Substances by id and by folded name, moieties of one ingredient by folded name.
  private var substances: [String: DMDRelease.Row] = [:]
  private var substanceNames: [String: DMDRelease.Row] = [:]
  private var moietyNames: [String: DMDRelease.Row] = [:]
  /// Substances of moieties that are combinations under a name of their own; empty where the release does not tell.
  private var compositions: [String: [String]] = [:]
  /// The moiety that products tie a substance to; empty where they disagree.
  private var moietyOfSubstance: [String: String] = [:]

  private enum Meaning {
    case drug(DrugHandle, DMDRelease.Row)
    /// A place in `combinations`.
    case combination(Int)
  }

  init(_ release: DMDRelease, _ merger: DrugMerger) {
    self.release = release
    self.merger = merger
    for row in release.substances where !row.isInvalid {
      substances[row.id] = row
      substanceNames[Self.key(row.name)] = row
    }
    let composed = Self.composed(release)
    for row in release.moieties where !row.isInvalid && !Self.isCombination(row) {
      if let ingredients = composed[row.id] {
        compositions[row.id] = ingredients
      } else if merger.ingredients(ofCombination: row.name) != nil || Self.isCoName(row.name) {
        compositions[row.id] = []
      } else {
        moietyNames[Self.key(row.name)] = row
      }
    }
    tieSubstancesToMoieties()
  }

  /// Moieties all of whose products have the same several substances: `Co-amilozide`.
  private static func composed(_ release: DMDRelease) -> [String: [String]] {
    var composed: [String: [String]] = [:]
    for product in release.virtualProducts where !product.moiety.isEmpty {
      guard let ingredients = release.ingredients[product.id].map({ Set($0).sorted() }) else { continue }
      let known = composed[product.moiety]
      composed[product.moiety] = known == nil || known == ingredients ? ingredients : []
    }
    return composed.filter { $0.value.count > 1 }
  }

  /// British names of combinations begin so; no substance does.
  private static func isCoName(_ name: String) -> Bool { key(name).hasPrefix("co-") }

  private static func key(_ name: String) -> String { String(decoding: NameKey.fold(name), as: UTF8.self) }
  private static func isCombination(_ row: DMDRelease.Row) -> Bool { row.name.contains(" + ") }

  /// A product of one moiety and one substance says that they belong together.
  private func tieSubstancesToMoieties() {
    let single = Set(moietyNames.values.map(\.id))
    for product in release.virtualProducts where single.contains(product.moiety) {
      guard let ingredients = release.ingredients[product.id], ingredients.count == 1 else { continue }
      let known = moietyOfSubstance[ingredients[0]]
      moietyOfSubstance[ingredients[0]] = known == nil || known == product.moiety ? product.moiety : ""
    }
  }

  // MARK: Adding

  /// Current ids come before replaced ones, and those before the ids of withdrawn rows.
  func add() {
    addMoieties()
    addSubstances()
    for row in release.moieties where !row.isInvalid {
      if Self.isCombination(row) { addCombination(row) }
      if let composition = compositions[row.id] { addComposed(row, composition) }
    }
    addVirtualProducts()
    addActualProducts()
    addPreviousIDs()
    for (combination, document) in combinations { merger.add(combination, in: document) }
    addWithdrawn()
  }

  private func addMoieties() {
    for row in release.moieties
    where !row.isInvalid && !Self.isCombination(row) && compositions[row.id] == nil {
      meanings[row.id] = .drug(addDrug(row), row)
    }
  }

  /// A combination under a name of its own: of the substances of its products, else as the catalog knows it.
  private func addComposed(_ row: DMDRelease.Row, _ composition: [String]) {
    let rows = composition.map { substances[$0] }
    let known = merger.ingredients(ofCombination: row.name)
    add(
      ImportedCombination(
        name: row.name, isBrand: false, codes: Self.codes(row.id),
        ingredients: known ?? rows.compactMap { $0 }.map(substanceDrug), place: row.place),
      isWhole: known != nil || (!rows.isEmpty && !rows.contains { $0 == nil }), id: row.id,
      release.document(row))
  }

  /// The drug of a substance: its moiety's where one is tied to it.
  private func substanceDrug(_ row: DMDRelease.Row) -> DrugHandle {
    if case .drug(let handle, _) = meanings[moiety(of: row)] { return handle }
    return addDrug(row)
  }

  /// The id of the moiety a substance belongs to; empty when none is known.
  private func moiety(of substance: DMDRelease.Row) -> String {
    moietyNames[Self.key(substance.name)]?.id ?? moietyOfSubstance[substance.id] ?? ""
  }

  private func addDrug(_ row: DMDRelease.Row) -> DrugHandle {
    merger.add(
      ImportedDrug(name: row.name, codes: Self.codes(row.id), place: row.place), key: "dmd:" + row.id,
      in: release.document(row))
  }

  private static func codes(_ id: String) -> [ImportedCode] {
    id.isEmpty ? [] : [ImportedCode(system: .snomed, value: id)]
  }

  private func addSubstances() {
    for row in release.substances where !row.isInvalid {
      guard case .drug(_, let drug) = meanings[moiety(of: row)] else { continue }
      extend(drug, names: [ImportedName(text: row.name, kind: .salt)], codes: Self.codes(row.id), row)
    }
  }

  /// Gives a drug that was added more names and codes.
  private func extend(
    _ drug: DMDRelease.Row, names: [ImportedName] = [], codes: [ImportedCode], _ row: DMDRelease.Row
  ) {
    merger.add(
      ImportedDrug(name: drug.name, names: names, codes: codes, place: row.place), key: "dmd:" + drug.id,
      in: release.document(row))
  }

  private func addCombination(_ row: DMDRelease.Row) {
    let document = release.document(row)
    let names = row.name.split(separator: " + ").map(String.init)
    let ingredients = names.map { ingredient(named: $0, of: row) }
    add(
      ImportedCombination(
        name: row.name, isBrand: false, codes: Self.codes(row.id), ingredients: ingredients.compactMap { $0 },
        place: row.place), isWhole: !ingredients.contains { $0 == nil }, id: row.id, document)
  }

  private func add(_ combination: ImportedCombination, isWhole: Bool, id: String, _ document: ListDocument) {
    guard isWhole else {
      return merger.session.note(.incompleteCombination, combination.name, at: combination.place)
    }
    meanings[id] = .combination(combinations.count)
    combinations.append((combination, document))
  }

  /// A moiety, else a substance, else a drug the catalog has.
  private func ingredient(named name: String, of row: DMDRelease.Row) -> DrugHandle? {
    let known = moietyNames[Self.key(name)] ?? substanceNames[Self.key(name)]
    if let known { return addDrug(known) }
    let drug = ImportedDrug(name: name, place: row.place)
    guard merger.isKnown(drug) else { return nil }
    return merger.add(drug, key: "dmd:name:" + Self.key(name), in: release.document(row))
  }

  // MARK: Products

  private func addVirtualProducts() {
    for row in release.virtualProducts where !row.isInvalid {
      if let meaning = meanings[row.moiety] {
        meanings[row.id] = meaning
        addCodes(Self.codes(row.id), to: meaning, row)
      } else {
        addProductWithoutMoiety(row)
      }
    }
  }

  private func addProductWithoutMoiety(_ row: DMDRelease.Row) {
    let rows = (release.ingredients[row.id] ?? []).map { substances[$0] }
    let known = rows.compactMap { $0 }
    guard !rows.isEmpty, known.count == rows.count else { return }
    if known.count == 1 {
      meanings[row.id] = .drug(addDrug(known[0]), known[0])
      extend(known[0], codes: Self.codes(row.id), row)
    } else {
      add(
        ImportedCombination(
          name: known.map(\.name).joined(separator: " + "), isBrand: false, codes: Self.codes(row.id),
          ingredients: known.map(substanceDrug), place: row.place), isWhole: true, id: row.id,
        release.document(row)
      )
    }
  }

  private func addActualProducts() {
    var genericNames: [String: String] = [:]
    for row in release.virtualProducts { genericNames[row.id] = row.name }
    for row in release.actualProducts where !row.isInvalid {
      guard let meaning = meanings[row.virtualProduct] else { continue }
      let brand = DMDBrand.name(row.name, generic: genericNames[row.virtualProduct] ?? "")
      let names = brand.map { [ImportedName(text: $0, kind: .brand, countries: ["UK"])] } ?? []
      addCodes(Self.codes(row.id), names: names, to: meaning, row)
    }
  }

  private func addCodes(
    _ codes: [ImportedCode], names: [ImportedName] = [], to meaning: Meaning, _ row: DMDRelease.Row
  ) {
    switch meaning {
    case .drug(_, let drug): extend(drug, names: names, codes: codes, row)
    case .combination(let place):
      combinations[place].combination.codes += codes
      combinations[place].combination.names += names
    }
  }

  // MARK: Replaced and withdrawn ids

  private func addPreviousIDs() {
    for row in release.moieties + release.virtualProducts where !row.isInvalid && !row.previousID.isEmpty {
      if let meaning = meanings[row.id] { addCodes(Self.codes(row.previousID), to: meaning, row) }
    }
    for row in release.substances where !row.isInvalid && !row.previousID.isEmpty {
      if let meaning = meanings[moiety(of: row)] { addCodes(Self.codes(row.previousID), to: meaning, row) }
    }
  }

  private func addWithdrawn() {
    for row in release.moieties + release.substances where row.isInvalid {
      let drug = ImportedDrug(name: row.name, codes: Self.codes(row.id), place: row.place)
      if !Self.isCombination(row), merger.isKnown(drug) {
        merger.add(drug, key: "dmd:" + row.id, in: release.document(row))
      } else {
        merger.session.note(.withdrawnRecord, row.name, at: row.place)
      }
    }
    for row in release.virtualProducts + release.actualProducts where row.isInvalid {
      let meaning = meanings[row.moiety] ?? meanings[row.virtualProduct]
      if case .drug(_, let drug) = meaning {
        extend(drug, codes: Self.codes(row.id), row)
      } else {
        merger.session.note(.withdrawnRecord, row.name, at: row.place)
      }
    }
  }
}

/// Brand names inside the names of actual medicinal products.
enum DMDBrand {
  /// What comes before the first word with a digit and before the first word of the generic name; `nil` when
  /// nothing does.
  static func name(_ product: String, generic: String) -> String? {
    let genericWords = Set(generic.lowercased().split(separator: " "))
    let words = product.split(separator: " ").prefix { word in
      !word.contains(where: \.isNumber) && !genericWords.contains(Substring(word.lowercased()))
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
