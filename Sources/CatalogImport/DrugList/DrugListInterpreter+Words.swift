import DrugCatalog

/// Words of a medication line, things that are no medicine, plain words, unsafe abbreviations.
extension DrugListInterpreter {
  func addWords(_ element: ListElement) {
    let kind: CatalogName.LineWord = choice(.kind, element, or: .filler)
    let attribution = attribution(element)
    for word in element.children(.word) {
      let canonical = word.attribute(.canonical) ?? word.text
      let isNew = session.builder.add(
        CatalogName(
          text: word.text, meaning: .lineWord(kind, canonical), note: word.attribute(.note) ?? "",
          attribution: attribution))
      if isNew == nil { session.note(.repeatedName, word.text, at: word.place) }
    }
  }

  func addOtherWord(_ element: ListElement) {
    let meaning: CatalogName.Meaning
    switch element.word {
    case .notMedicine: meaning = .notMedicine(element.attribute(.kind) ?? "")
    case .plainWord: meaning = .plainWord
    default:
      guard !yesNo(.expand, element, or: false) else {
        session.problem("an abbreviation that may be expanded is a name of its drug", at: element.place)
        return
      }
      meaning = .unsafeAbbreviation(element.attribute(.meaning) ?? "")
    }
    let isNew = session.builder.add(
      CatalogName(
        text: element.text, meaning: meaning, note: element.attribute(.note) ?? "",
        attribution: attribution(element)))
    if isNew == nil { session.note(.repeatedName, element.text, at: element.place) }
  }
}
