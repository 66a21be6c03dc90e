import DrugCatalog

/// Risk factors, warning signs, self-care, facts and reconstructed lists.
extension DrugListInterpreter {
  func addAdvice(_ element: ListElement) {
    guard let id = definedID(element, "advice"), let kind = adviceKind(element) else { return }
    let name = element.attribute(.name) ?? element.attribute(.item) ?? ""
    if element.text.isEmpty, name.isEmpty {
      session.problem("<\(element.word.rawValue)> says nothing", at: element.place)
    }
    let concern = concern(element)
    session.builder.add(
      Advice(
        id: id, kind: kind, name: name, text: element.text, figure: element.attribute(.figure) ?? "",
        concern: concern.concernsAnyone ? nil : concern, drugs: drugIDs(.drug, element),
        classes: element.items(.drugClass).map { classID($0, in: element) },
        list: element.attribute(.list) ?? "", alsoCalled: element.attribute(.alsoCalled) ?? "",
        status: element.attribute(.status) ?? "", isDisplayed: yesNo(.display, element, or: true),
        note: element.attribute(.note) ?? "", attribution: attribution(element)))
  }

  private func adviceKind(_ element: ListElement) -> Advice.Kind? {
    guard element.word == .riskFactor else { return Advice.Kind(rawValue: element.word.rawValue) }
    switch element.attribute(.kind) {
    case "condition": return .condition
    case "behaviour": return .behaviour
    case let other:
      session.problem(
        "'\(other ?? "")' is no value of 'kind'; known are condition, behaviour", at: element.place)
      return nil
    }
  }
}
