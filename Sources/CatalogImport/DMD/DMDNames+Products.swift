import DrugCatalog

/// Products, packs, and ids that are no longer current.
extension DMDNames {
  // MARK: Products

  func addVirtualProducts() {
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

  func addActualProducts() {
    var genericNames: [String: String] = [:]
    for row in release.virtualProducts { genericNames[row.id] = row.name }
    for row in release.actualProducts where !row.isInvalid {
      guard let meaning = meanings[row.virtualProduct] else { continue }
      let brand = DMDBrand.name(row.name, generic: genericNames[row.virtualProduct] ?? "")
      let names = brand.map { [ImportedName(text: $0, kind: .brand, countries: ["UK"])] } ?? []
      meanings[row.id] = meaning
      addCodes(Self.codes(row.id), names: names, to: meaning, row)
    }
  }

  /// Records of what was dispensed name packs. A pack without an id is a line of the file of bar codes.
  func addPacks() {
    for row in release.virtualPacks where !row.isInvalid && !row.id.isEmpty {
      if let meaning = meanings[row.virtualProduct] { addCodes(Self.codes(row.id), to: meaning, row) }
    }
    for row in release.actualPacks where !row.isInvalid && !row.id.isEmpty {
      if let meaning = meanings[row.actualProduct] { addCodes(Self.codes(row.id), to: meaning, row) }
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

  func addPreviousIDs() {
    for row in release.moieties + release.virtualProducts where !row.isInvalid && !row.previousID.isEmpty {
      if let meaning = meanings[row.id] { addCodes(Self.codes(row.previousID), to: meaning, row) }
    }
    for row in release.substances where !row.isInvalid && !row.previousID.isEmpty {
      if let meaning = meanings[moiety(of: row)] { addCodes(Self.codes(row.previousID), to: meaning, row) }
    }
  }

  func addWithdrawn() {
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
