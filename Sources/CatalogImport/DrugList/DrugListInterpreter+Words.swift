import DrugCatalog

/// Words of a medication line, things that are no medicine, plain words, unsafe abbreviations.
extension DrugListInterpreter {
  func addWords(_ element: ListElement) {
    let kind: CatalogName.LineWord = choice(.kind, element, or: .filler)
    let attribution = attribution(element)
    for word in element.children(.word) {
      let canonical = word.attribute(.canonical) ?? word.text
      session.add(
        CatalogName(text: word.text, meaning: .lineWord(kind, canonical), attribution: attribution),
        at: word.place)
    }
  }

  func addOtherWord(_ element: ListElement) {
    let meaning: CatalogName.Meaning
    switch element.word {
    case .notMedicine: meaning = .notMedicine(word(.kind, element, of: Self.kindsOfNoMedicine))
    case .plainWord: meaning = .plainWord
    default:
      guard !yesNo(.expand, element, or: false) else {
        session.problem("an abbreviation that may be expanded is a name of its drug", at: element.place)
        return
      }
      meaning = .unsafeAbbreviation(element.attribute(.meaning) ?? "")
    }
    session.add(
      CatalogName(
        text: element.text, meaning: meaning, note: element.attribute(.note) ?? "",
        attribution: attribution(element)), at: element.place)
  }

  private static let kindsOfNoMedicine = [
    "diluent", "device", "supply", "substance-not-a-drug", "class-heading", "plain-word", "test-entry",
  ]
}
