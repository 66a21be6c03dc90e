import DrugCatalog

/// Classes, their members, and loads that add up over a list.
extension DrugListInterpreter {
  func addClass(_ element: ListElement) {
    guard let id = definedID(element, "class") else { return }
    let attribution = attribution(element)
    let prefixes = element.items(.atc)
    for prefix in prefixes where !ValueForm.isCode(prefix, system: "atc") {
      session.problem("'\(prefix)' is no ATC code", at: element.place)
    }
    let drugClass = DrugClass(
      id: DrugClass.ID(id), name: element.attribute(.name) ?? "", atcPrefixes: prefixes,
      isDuplicationRelevant: yesNo(.duplicates, element, or: false),
      note: element.attribute(.note) ?? element.childText(.note), attribution: attribution)
    if !session.builder.add(drugClass) { session.note(.repeatedDefinition, id, at: element.place) }
    let row = session.builder.row(of: drugClass.id)
    let spacedID = String(id.map { $0 == "-" ? " " : $0 })
    for alias in [drugClass.name, id, spacedID] + element.children(.alias).map(\.text) {
      _ = session.builder.add(CatalogName(text: alias, meaning: .drugClass(row), attribution: attribution))
    }
    let members = element.children(.member)
    if members.isEmpty, prefixes.isEmpty {
      session.problem("the class '\(id)' has no members", at: element.place)
    }
    for member in members {
      session.builder.add(
        DrugClass.Member(
          drug: drugID(member.attribute(.drug) ?? "", in: member), drugClass: drugClass.id,
          derivedFrom: member.attribute(.derivedFrom) ?? "", note: member.attribute(.note) ?? "",
          attribution: self.attribution(member, or: attribution)))
    }
  }

  func addLoad(_ element: ListElement) {
    guard let id = definedID(element, "load") else { return }
    let shares = element.children(.share).map { share in
      AdditiveLoad.Share(
        drugClass: classID(share.attribute(.drugClass) ?? "", in: share),
        points: number(.points, share, in: 1...100) ?? 1)
    }
    if shares.isEmpty { session.problem("the load '\(id)' has no shares", at: element.place) }
    session.builder.add(
      AdditiveLoad(
        id: id, name: element.attribute(.name) ?? "",
        threshold: number(.threshold, element, in: 1...1000) ?? 1,
        severity: severity(element, or: .moderate), effect: element.childText(.effect),
        action: element.childText(.action), shares: shares, attribution: attribution(element)))
  }
}
