import DrugCatalog

/// Classes, their members, and loads that add up over a list.
extension DrugListInterpreter {
  func addClass(_ element: ListElement) {
    guard let id = definedID(element, .drugClass) else { return }
    let attribution = attribution(element)
    let prefixes = element.items(.atc)
    for prefix in prefixes where !ValueForm.isCode(prefix, system: "atc") {
      session.problem("'\(prefix)' is no ATC code", at: element.place)
    }
    let drugClass = DrugClass(
      id: DrugClass.ID(id), name: element.attribute(.name) ?? "", atcPrefixes: prefixes,
      isDuplicationRelevant: yesNo(.duplicates, element, or: false),
      note: element.attribute(.note) ?? "", attribution: attribution)
    if !session.builder.add(drugClass) { session.note(.repeatedDefinition, id, at: element.place) }
    let row = session.builder.row(of: drugClass.id)
    let spacedID = String(id.map { $0 == "-" ? " " : $0 })
    for alias in [drugClass.name, id, spacedID] + element.children(.alias).map(\.text) {
      session.file(
        CatalogName(text: alias, meaning: .drugClass(row), attribution: attribution), at: element.place)
    }
    for member in element.children where member.word == .member {
      if let origin = member.attribute(.derivedFrom) { _ = classID(origin, in: member) }
      let drug = drugID(member.attribute(.drug) ?? "", in: member)
      let isNew = session.builder.add(
        DrugClass.Member(
          drug: drug, drugClass: drugClass.id, derivedFrom: member.attribute(.derivedFrom) ?? "",
          note: member.attribute(.note) ?? "", attribution: self.attribution(member, or: attribution)))
      if !isNew { session.note(.repeatedMember, "\(id): \(drug)", at: member.place) }
    }
  }

  func addLoad(_ element: ListElement) {
    guard let id = definedID(element, .load) else { return }
    var classes: Set<String> = []
    let shares = element.children(.share).map { share in
      if !classes.insert(share.attribute(.drugClass) ?? "").inserted {
        session.problem("the load '\(id)' has two shares of one class", at: share.place)
      }
      return
        AdditiveLoad.Share(
          drugClass: classID(share.attribute(.drugClass) ?? "", in: share),
          points: number(.points, share, in: 1...100) ?? 1)
    }
    session.builder.add(
      AdditiveLoad(
        id: id, name: element.attribute(.name) ?? "",
        threshold: number(.threshold, element, in: 1...1000) ?? 1,
        severity: severity(element, or: .moderate, notAmong: .none), effect: element.childText(.effect),
        action: element.childText(.action), shares: shares, attribution: attribution(element)))
  }
}
