import DrugCatalog

/// Drugs, combinations, names with several meanings, look-alikes.
extension DrugListInterpreter {
  func addDrug(_ element: ListElement) {
    guard let id = definedID(element, .drug) else { return }
    let names = element.children(.name)
    guard let preferred = names.first(where: { $0.attribute(.kind) == CatalogName.Kind.generic.rawValue })
    else {
      session.problem("the drug '\(id)' has no generic name", at: element.place)
      return
    }
    let attribution = attribution(element)
    let drug = Drug(
      id: Drug.ID(id), name: preferred.text, about: element.childText(.about),
      note: element.attribute(.note) ?? "",
      relatives: drugIDs(.notReviewedBecause, element), attribution: attribution)
    if !session.builder.add(drug) { session.note(.extendedDrug, id, at: element.place) }
    let row = session.builder.row(of: drug.id)
    for name in names {
      let kind: CatalogName.Kind = choice(.kind, name, or: .synonym)
      add(name, meaning: .drug(row, kind), attribution: attribution)
    }
    for code in element.children where code.word == .code { addCode(code, .drugCode(row), attribution) }
    // A list may name the source of what the drug is; it is resolved like any other.
    if let about = element.child(.about) { _ = self.attribution(about, or: attribution) }
  }

  private func add(_ name: ListElement, meaning: CatalogName.Meaning, attribution: Attribution) {
    let use = word(.use, name, of: ["anywhere", "with-strength"])
    session.add(
      CatalogName(
        text: name.text, meaning: meaning, needsStrength: use == "with-strength",
        countries: countries(.country, name), note: name.attribute(.note) ?? "",
        attribution: self.attribution(name, or: attribution)), at: name.place)
  }

  private func addCode(_ code: ListElement, _ meaning: CatalogName.Meaning, _ attribution: Attribution) {
    let system = code.attribute(.system) ?? ""
    guard ["rxcui", "atc", "unii", "snomed", "ndc"].contains(system) else {
      session.problem(
        "'\(system)' is no code system; known are rxcui, atc, unii, snomed, ndc", at: code.place)
      return
    }
    guard ValueForm.isCode(code.text, system: system) else {
      session.problem("'\(code.text)' is no code of the system \(system)", at: code.place)
      return
    }
    session.add(
      CatalogName(
        text: system + ":" + code.text, meaning: meaning, attribution: self.attribution(code, or: attribution)
      ), at: code.place)
  }

  func addCombination(_ element: ListElement) {
    guard let id = definedID(element, .combination) else { return }
    let names = element.children(.name)
    let ingredients = ingredients(element)
    guard ingredients.count > 1 else {
      session.problem("the combination '\(id)' has fewer than two ingredients", at: element.place)
      return
    }
    let attribution = attribution(element)
    let isBrand = word(.kind, element, of: ["brand", "generic"]) == "brand"
    let row = session.addCombination(
      Combination(
        id: Combination.ID(id), name: names.first?.text ?? "", isBrand: isBrand,
        countries: countries(.country, element), ingredients: ingredients, attribution: attribution))
    for name in names { add(name, meaning: .combination(row), attribution: attribution) }
    for code in element.children(.code) { addCode(code, .combinationCode(row), attribution) }
  }

  func addAmbiguousName(_ element: ListElement) {
    let spellings = element.children(.name).map { (text: $0.text, place: $0.place) }
    let meanings = element.children(.meaning)
    let policy = word(.policy, element, of: ["ask", "leads"])
    if policy == "leads", meanings.count < 2 {
      session.problem("policy=\"leads\" needs two meanings", at: element.place)
    }
    let ambiguous = AmbiguousName(
      name: spellings.first?.text ?? "", firstMeaningLeads: policy == "leads",
      note: element.attribute(.note) ?? "", meanings: meanings.map(meaning),
      attribution: attribution(element))
    session.add(ambiguous, spellings: spellings)
  }

  private func meaning(_ element: ListElement) -> AmbiguousName.Meaning {
    let ingredients = ingredients(element)
    if ingredients.isEmpty, !element.hasText {
      session.problem("a meaning needs ingredients or words", at: element.place)
    }
    return AmbiguousName.Meaning(
      countries: countries(.country, element), ingredients: ingredients, text: element.text)
  }

  func addLookAlike(_ element: ListElement) {
    guard let id = definedID(element, .lookAlike) else { return }
    if element.attribute(.a) == element.attribute(.b) {
      session.problem("a look-alike needs two different names", at: element.place)
    }
    session.builder.add(
      LookAlikePair(
        id: id, nameA: element.attribute(.a) ?? "", nameB: element.attribute(.b) ?? "",
        tallManA: element.attribute(.tallManA) ?? "", tallManB: element.attribute(.tallManB) ?? "",
        drugA: element.attribute(.drugA).map { drugID($0, in: element) },
        drugB: element.attribute(.drugB).map { drugID($0, in: element) },
        list: element.attribute(.list) ?? "", warns: yesNo(.warn, element, or: true),
        note: element.childText(.note), attribution: attribution(element)))
  }
}
