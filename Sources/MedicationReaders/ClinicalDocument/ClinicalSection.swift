import PatientMedications

/// A section of a clinical document: what it is about, and the words that its entries refer to.
struct ClinicalSection {
  let element: ElementTree
  let kind: Kind
  /// Of what was given during a visit.
  let isOfAdministrations: Bool
  /// Words of the narrative by the identifier of the element that holds them.
  private let narrative: [String: String]

  enum Kind {
    case medications, plan, immunizations, allergies, problems, other
  }

  /// LOINC codes of sections.
  private static let kinds: [String: Kind] = [
    // History of use, current, at discharge, at admission, administered, prescribed.
    "10160-0": .medications, "19009-0": .medications, "10183-2": .medications, "75311-1": .medications,
    "42346-7": .medications, "29549-3": .medications, "57828-6": .medications, "66149-6": .medications,
    "18776-5": .plan, "11369-6": .immunizations, "48765-2": .allergies,
    "11450-4": .problems,
  ]

  init(_ element: ElementTree) {
    self.element = element
    let code = element["code"]?.attribute("code") ?? ""
    kind = Self.kinds[code] ?? .other
    isOfAdministrations = code == "29549-3"
    var narrative: [String: String] = [:]
    var waiting = element.all("text")
    while let piece = waiting.popLast() {
      if let id = piece.attribute("ID") ?? piece.attribute("id"), narrative[id] == nil {
        narrative[id] = piece.words
      }
      waiting += piece.children
    }
    self.narrative = narrative
  }

  /// The words of an element: its own, else those of the narrative that it refers to.
  /// - Returns: `nil` words with the reference when it leads nowhere.
  func words(of element: ElementTree?) -> (words: String, dangling: String?) {
    guard let element else { return ("", nil) }
    let own = element.words
    if !own.isEmpty { return (own, nil) }
    guard let reference = element["reference"]?.attribute("value") else { return ("", nil) }
    let id = reference.hasPrefix("#") ? String(reference.dropFirst()) : reference
    guard let words = narrative[id] else { return ("", reference) }
    return (words, nil)
  }

  /// Observations anywhere in the entries, outermost first; not those within observations.
  var observations: [ElementTree] {
    var found: [ElementTree] = []
    var waiting = Array(element.all("entry").reversed())
    while let element = waiting.popLast() {
      if element.name == "observation" {
        found.append(element)
      } else if element.name != "text" {
        if element.name == "act", Self.isOver(element) { continue }
        waiting += element.children.reversed()
      }
    }
    return found
  }

  /// Whether an act or observation says that it no longer holds.
  static func isOver(_ element: ElementTree) -> Bool {
    let status = element["statusCode"]?.attribute("code") ?? ""
    if element.name == "act",
      ["completed", "aborted", "suspended", "cancelled", "nullified"].contains(status)
    {
      return true
    }
    return element.at("effectiveTime", "high")?.attribute("value") != nil
  }

  /// Whether the narrative of a section without entries says that the patient takes nothing.
  func statesNone(_ words: String) -> Bool {
    if LinePhrases.meansNoMedications(words) { return true }
    let plain = words.lowercased().filter { $0.isLetter || $0 == " " }
    return [
      "no medications", "no medication", "no known medications", "none", "no current medications",
      "not on any medications", "patient takes no medications", "no active medications",
    ]
    .contains(plain.split(separator: " ").joined(separator: " "))
  }
}

/// A coded value (`CD`, `CE`) of a clinical document: words and codes.
struct ClinicalConcept {
  var text = ""
  var codes: [MedicationCode] = []
  /// The words that the code was chosen for, where they are not `text`.
  var original: String?
  /// A reference into the narrative that leads nowhere.
  var dangling: String?

  init(_ element: ElementTree, in section: ClinicalSection) {
    var displays: [String] = []
    for coded in [element] + element.all("translation") {
      let display = coded.attribute("displayName").map { Self.oneLine($0) }
      if let display, !Self.saysNothing(display) { displays.append(display) }
      guard let code = coded.attribute("code"), display.map(Self.saysNothing) != true else { continue }
      let system =
        (coded.attribute("codeSystem") ?? coded.attribute("codeSystemName"))
        .map { CodeSystems.system($0) } ?? .other("")
      codes.append(MedicationCode(system: system, value: code, display: display))
    }
    let original = section.words(of: element["originalText"])
    dangling = original.dangling
    text = element.attribute("nullFlavor") == nil ? displays.first ?? original.words : original.words
    if text.isEmpty { text = displays.first ?? "" }
    if !original.words.isEmpty, original.words != text { self.original = original.words }
  }

  /// Words of code systems for medicines in general: they name no product.
  private static func saysNothing(_ display: String) -> Bool {
    ["drug or medication", "drug or medicament", "medication", "unknown", "other", "drug", "no information"]
      .contains(display.lowercased())
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
