import DrugCatalog

/// Drugs, combinations, names with several meanings, look-alikes.
extension DrugListInterpreter {
  func addDrug(_ element: ListElement) {
    guard let id = definedID(element, "drug") else { return }
    let names = element.children(.name)
    guard let preferred = names.first(where: { $0.attribute(.kind) == CatalogName.Kind.generic.rawValue })
    else {
      session.problem("the drug '\(id)' has no generic name", at: element.place)
      return
    }
    let attribution = attribution(element)
    let drug = Drug(
      id: Drug.ID(id), name: preferred.text, about: element.childText(.about),
      note: element.attribute(.note) ?? element.childText(.note),
      relatives: drugIDs(.notReviewedBecause, element), attribution: attribution)
    if !session.builder.add(drug) { session.note(.extendedDrug, id, at: element.place) }
    let row = session.builder.row(of: drug.id)
    for name in names {
      let kind: CatalogName.Kind = choice(.kind, name, or: .synonym)
      add(name, meaning: .drug(row, kind), target: "the drug '\(id)'", attribution: attribution)
    }
    for code in element.children(.code) { addCode(code, .drugCode(row), attribution) }
  }

  private func add(
    _ name: ListElement, meaning: CatalogName.Meaning, target: String, attribution: Attribution
  ) {
    let isNew = session.builder.add(
      CatalogName(
        text: name.text, meaning: meaning, needsStrength: needsStrength(name),
        countries: countries(.country, name), note: name.attribute(.note) ?? "",
        attribution: self.attribution(name, or: attribution)))
    session.name(name.text, standsFor: target, at: name.place)
    if isNew == nil { session.note(.repeatedName, name.text, at: name.place) }
  }

  private func needsStrength(_ name: ListElement) -> Bool {
    switch name.attribute(.use) {
    case nil, "anywhere": return false
    case "with-strength": return true
    case let other?:
      session.problem("'\(other)' is no value of 'use'; known are anywhere, with-strength", at: name.place)
      return false
    }
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
    _ = session.builder.add(
      CatalogName(
        text: system + ":" + code.text, meaning: meaning, attribution: self.attribution(code, or: attribution)
      ))
  }

  func addCombination(_ element: ListElement) {
    guard let id = definedID(element, "combination") else { return }
    let names = element.children(.name)
    let ingredients = ingredients(element)
    guard let first = names.first else {
      session.problem("the combination '\(id)' has no name", at: element.place)
      return
    }
    guard Set(ingredients).count > 1 else {
      session.problem("the combination '\(id)' has fewer than two ingredients", at: element.place)
      return
    }
    let attribution = attribution(element)
    let isBrand = element.attribute(.kind) == "brand"
    if let kind = element.attribute(.kind), kind != "brand", kind != "generic" {
      session.problem("'\(kind)' is no value of 'kind'; known are brand, generic", at: element.place)
    }
    let countries = countries(.country, element)
    let row = session.builder.add(
      Combination(
        id: Combination.ID(id), name: first.text, isBrand: isBrand, countries: countries,
        ingredients: ingredients, attribution: attribution))
    session.ingredientsOfCombination[id] = ingredients
    let target = "a combination of " + Set(ingredients.map(\.rawValue)).sorted().joined(separator: ", ")
    for name in names { add(name, meaning: .combination(row), target: target, attribution: attribution) }
    for code in element.children(.code) { addCode(code, .combinationCode(row), attribution) }
  }

  func addAmbiguousName(_ element: ListElement) {
    let spellings = element.children(.name).map(\.text)
    let meanings = element.children(.meaning)
    guard let first = spellings.first, meanings.count > 1 || element.attribute(.policy) == "ask" else {
      session.problem("an ambiguous-name needs a name and two meanings", at: element.place)
      return
    }
    let policy = element.attribute(.policy)
    if policy != "ask", policy != "leads" {
      session.problem("'\(policy ?? "")' is no value of 'policy'; known are ask, leads", at: element.place)
    }
    let ambiguous = AmbiguousName(
      name: first, firstMeaningLeads: policy == "leads", note: element.attribute(.note) ?? "",
      meanings: meanings.map { meaning in
        let ingredients = ingredients(meaning)
        if ingredients.isEmpty, meaning.text.isEmpty {
          session.problem("a meaning needs ingredients or words", at: meaning.place)
        }
        return AmbiguousName.Meaning(
          countries: countries(.country, meaning), ingredients: ingredients, text: meaning.text)
      }, attribution: attribution(element))
    session.builder.add(ambiguous, spellings: spellings)
    for spelling in spellings { session.nameIsAmbiguous(spelling) }
  }

  func addLookAlike(_ element: ListElement) {
    guard let id = definedID(element, "look-alike") else { return }
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
