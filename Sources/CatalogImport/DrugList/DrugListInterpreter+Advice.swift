import DrugCatalog

/// Risk factors, warning signs, self-care, facts and reconstructed lists.
extension DrugListInterpreter {
  func addAdvice(_ element: ListElement) {
    guard let id = definedID(element, .advice), let kind = adviceKind(element) else { return }
    let name = element.attribute(.name) ?? element.attribute(.item) ?? ""
    let concern = concern(element)
    session.builder.add(
      Advice(
        id: id, kind: kind, name: name, text: element.text, figure: element.attribute(.figure) ?? "",
        concern: concern.concernsAnyone ? nil : concern, drugs: drugIDs(.drug, element),
        classes: element.items(.drugClass).map { classID($0, in: element) },
        list: word(.list, element, of: ["condition", "medication"]),
        alsoCalled: element.attribute(.alsoCalled) ?? "",
        status: element.attribute(.status) ?? "", isDisplayed: yesNo(.display, element, or: true),
        attribution: attribution(element)))
  }

  private func adviceKind(_ element: ListElement) -> Advice.Kind? {
    guard element.word == .riskFactor else { return Advice.Kind(rawValue: element.word.rawValue) }
    return Advice.Kind(rawValue: word(.kind, element, of: ["condition", "behaviour"]))
  }
}
