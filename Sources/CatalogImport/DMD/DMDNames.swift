import DrugCatalog

/// Turns the rows of a dm+d release into drugs and combinations: this file the moieties and substances, the other what is
/// made of them.
final class DMDNames {
  let release: DMDRelease
  let merger: DrugMerger
  /// What an id of a moiety or virtual product stands for.
  var meanings: [String: Meaning] = [:]
  var combinations: [(combination: ImportedCombination, document: ListDocument)] = []
  /// Substances by id and by folded name, moieties of one ingredient by folded name.
  var substances: [String: DMDRelease.Row] = [:]
  private var substanceNames: [String: DMDRelease.Row] = [:]
  private var moietyNames: [String: DMDRelease.Row] = [:]
  /// Substances of moieties that are combinations under a name of their own; empty where the release does not tell.
  private var compositions: [String: [String]] = [:]
  /// The moiety that products tie a substance to; empty where they disagree.
  private var moietyOfSubstance: [String: String] = [:]

  enum Meaning {
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
  static func isCombination(_ row: DMDRelease.Row) -> Bool { row.name.contains(" + ") }

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
    addPacks()
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
  func substanceDrug(_ row: DMDRelease.Row) -> DrugHandle {
    if case .drug(let handle, _) = meanings[moiety(of: row)] { return handle }
    return addDrug(row)
  }

  /// The id of the moiety a substance belongs to; empty when none is known.
  func moiety(of substance: DMDRelease.Row) -> String {
    moietyNames[Self.key(substance.name)]?.id ?? moietyOfSubstance[substance.id] ?? ""
  }

  func addDrug(_ row: DMDRelease.Row) -> DrugHandle {
    merger.add(
      ImportedDrug(name: row.name, codes: Self.codes(row.id), place: row.place), key: "dmd:" + row.id,
      in: release.document(row))
  }

  static func codes(_ id: String) -> [ImportedCode] {
    id.isEmpty ? [] : [ImportedCode(system: .snomed, value: id)]
  }

  private func addSubstances() {
    for row in release.substances where !row.isInvalid {
      guard case .drug(_, let drug) = meanings[moiety(of: row)] else { continue }
      extend(drug, names: [ImportedName(text: row.name, kind: .salt)], codes: Self.codes(row.id), row)
    }
  }

  /// Gives a drug that was added more names and codes.
  func extend(
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

  func add(_ combination: ImportedCombination, isWhole: Bool, id: String, _ document: ListDocument) {
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
}
