import DrugCatalog

/// From what a label holds to drugs, names, classes and flags.
extension SPLLabel {
  func add(to merger: DrugMerger) {
    for product in products { add(product, to: merger) }
    for substance in classified { add(substance, to: merger) }
    addFlags(to: merger)
    addTexts(to: merger)
  }

  // MARK: Products

  private func add(_ product: SPLProduct, to merger: DrugMerger) {
    let ingredients = product.allIngredients
    let handles = ingredients.map { add($0, of: product, to: merger) }
    guard ingredients.count > 1 else { return }
    let generic = product.genericName.isEmpty ? [] : [ImportedName(text: product.genericName, kind: .generic)]
    merger.add(
      ImportedCombination(
        name: product.name.isEmpty ? product.genericName : product.name, isBrand: product.isBrand,
        names: generic, codes: product.codes, countries: product.isBrand ? ["US"] : [], ingredients: handles,
        place: product.place), in: document)
    // Parts with one drug each have names of their own.
    for part in product.parts where part.allIngredients.count == 1 && part.name != product.name {
      add(part, to: merger)
    }
  }

  private func add(_ ingredient: SPLIngredient, of product: SPLProduct, to merger: DrugMerger) -> DrugHandle {
    var drug = ImportedDrug(name: Self.plain(ingredient.moiety.name), place: product.place)
    if ingredient.substance.name != ingredient.moiety.name, !ingredient.substance.name.isEmpty {
      drug.names.append(ImportedName(text: Self.plain(ingredient.substance.name), kind: .salt))
    }
    for unii in [ingredient.moiety.unii, ingredient.substance.unii] where !unii.isEmpty {
      let code = ImportedCode(system: .unii, value: unii)
      if !drug.codes.contains(code) { drug.codes.append(code) }
    }
    if product.allIngredients.count == 1 {
      if !product.genericName.isEmpty {
        drug.names.append(ImportedName(text: Self.plain(product.genericName), kind: .synonym))
      }
      if product.isBrand {
        drug.names.append(ImportedName(text: product.name, kind: .brand, countries: ["US"]))
      }
      drug.codes += product.codes
    }
    return merger.add(drug, key: "spl:" + ingredient.key, in: document)
  }

  /// Substance names come in capitals.
  private static func plain(_ name: String) -> String {
    name.utf8.contains { (0x61...0x7A).contains($0) } ? name : name.lowercased()
  }

  // MARK: Pharmacologic classes

  private func add(_ found: SPLClassified, to merger: DrugMerger) {
    let key = found.substance.unii.isEmpty ? found.substance.name.lowercased() : found.substance.unii
    var drug = ImportedDrug(name: Self.plain(found.substance.name), place: found.place)
    if !found.substance.unii.isEmpty {
      drug.codes.append(ImportedCode(system: .unii, value: found.substance.unii))
    }
    let handle = merger.add(drug, key: "spl:" + key, in: document)
    for drugClass in found.classes where !drugClass.name.isEmpty {
      guard let slug = RecordSlug.make(drugClass.code) else { continue }
      merger.add(
        ImportedClass(
          id: DrugClass.ID("spl-\(slug)"), name: drugClass.name, members: [handle],
          equivalents: drugClass.plainNames, place: found.place), in: document)
    }
  }

  // MARK: Flags

  /// One flag for each set of drugs and each symptom: the place that says most.
  private func addFlags(to merger: DrugMerger) {
    let telling = statements.filter { $0.section.kind.saysHarm && $0.weight != nil }
    for statement in statements where !telling.contains(where: { $0.place == statement.place }) {
      merger.session.note(.setAsideCramp, statement.aside, at: statement.place)
    }
    for (number, set) in drugSets(merger).enumerated() {
      for symptom in CrampAssociation.Symptom.allCases {
        let best = telling.filter { $0.symptom == symptom }.min { ($0.weight ?? 0) < ($1.weight ?? 0) }
        guard let best else { continue }
        merger.add(flag(best, of: set.drugs, number: number + 1), in: document)
      }
    }
  }

  /// The different sets of drugs in the label's products, each with the name of a product of it.
  private func drugSets(_ merger: DrugMerger) -> [(product: SPLProduct, drugs: [DrugHandle])] {
    var keys: Set<Set<String>> = []
    return products.compactMap { product in
      let ingredients = product.allIngredients
      guard !ingredients.isEmpty, keys.insert(Set(ingredients.map(\.key))).inserted else { return nil }
      return (
        product,
        ingredients.map {
          merger.handle("spl:" + $0.key, called: $0.moiety.name, in: document, at: product.place)
        }
      )
    }
  }

  // MARK: Cautions and interactions

  private func addTexts(to merger: DrugMerger) {
    let texts = joinedPassages
    for set in drugSets(merger) {
      for (kind, passage) in texts {
        merger.add(
          ImportedLabelText(
            drugs: set.drugs, product: set.drugs.count == 1 ? "" : set.product.name, kind: kind,
            section: passage.section.name, heading: passage.section.heading, words: passage.words,
            leadIn: passage.leadIn, date: date, place: passage.place), in: document)
      }
    }
  }

  /// A boxed warning is one text, without the word "warning" above it; every other passage stands for itself.
  private var joinedPassages: [(ImportedLabelText.Kind, SPLPassage)] {
    var texts: [(ImportedLabelText.Kind, SPLPassage)] = []
    for passage in passages {
      guard let kind = passage.section.kind.textKind else { continue }
      if kind == .boxedWarning, LabelExcerpt.isHeadingAlone(passage.words) { continue }
      if kind == .boxedWarning, let last = texts.last, last.0 == .boxedWarning {
        let ends = [UInt8(ascii: "."), UInt8(ascii: ":")].contains(last.1.words.last)
        texts[texts.count - 1].1.words += Array(ends ? " ".utf8 : ". ".utf8) + passage.words
      } else {
        texts.append((kind, passage))
      }
    }
    return texts
  }

  private func flag(_ statement: SPLCrampStatement, of drugs: [DrugHandle], number: Int) -> ImportedFlag {
    let mention = statement.mention
    return ImportedFlag(
      drugs: drugs, id: "\(document.source)-\(statement.symptom.rawValue)-\(number)",
      symptom: statement.symptom, makesCulprit: mention.flags, section: statement.section.name,
      words: mention.term, passage: mention.words, figure: mention.figure, direction: mention.direction,
      grade: mention.figure.comparator.isEmpty ? .c : .b, place: statement.place)
  }
}

extension SPLSectionKind {
  fileprivate var textKind: ImportedLabelText.Kind? {
    switch self {
    case .boxedWarning: .boxedWarning
    case .contraindications, .doNotUse: .contraindication
    case .askBeforeUse: .askBeforeUse
    case .askIfTaking: .askIfTaking
    case .interactions: .interactions
    default: nil
    }
  }
}

extension SPLClassified.Class {
  /// Names of an established pharmacologic class without its mark, singular and plural; other kinds (mechanisms,
  /// effects, chemicals) are no classes of drugs that our lists could have.
  var plainNames: [String] {
    guard name.hasSuffix(" [EPC]") else { return [] }
    let plain = String(name.dropLast(6))
    return [plain, plain + "s"]
  }
}

extension SPLProduct {
  /// A name other than that of its ingredients.
  var isBrand: Bool {
    let key = NameKey.fold(name)
    guard !key.isEmpty, key != NameKey.fold(genericName) else { return false }
    return !allIngredients.contains {
      key == NameKey.fold($0.moiety.name) || key == NameKey.fold($0.substance.name)
    }
  }

  var codes: [ImportedCode] { productCodes.map { ImportedCode(system: .ndc, value: $0) } }
}

extension SPLCrampStatement {
  var symptom: CrampAssociation.Symptom {
    mention.reading == .electrolyteSign ? .electrolyteSign : mention.symptom
  }

  /// How much it says, least for the most; `nil` for words that are set aside. A rate against a comparator outweighs a
  /// rate, and that a bare listing.
  var weight: Int? {
    switch mention.reading {
    case .reaction: mention.figure.comparator.isEmpty ? (mention.figure.measure == .none ? 2 : 1) : 0
    case .electrolyteSign: 3
    case .negated: 4
    case .condition, .withdrawal, .elsewhere, .unspecified: nil
    }
  }

  /// Why it gave no flag, for the ledger.
  var aside: String {
    let reason =
      switch mention.reading {
      case .condition: "what the drug is for, or what patients have before"
      case .withdrawal: "on stopping the drug"
      case .elsewhere: "of another part of the body"
      case .unspecified: "of no stated part of the body"
      case .reaction, .electrolyteSign, .negated: "in the section \(section.kind.rawValue)"
      }
    return "\(mention.term.lowercased()), \(reason)"
  }
}
