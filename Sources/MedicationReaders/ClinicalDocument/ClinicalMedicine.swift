import PatientMedications

/// One `substanceAdministration` or `supply` of a clinical document.
struct ClinicalMedicine {
  let outcome: Outcome
  private let element: ElementTree

  enum Outcome {
    case entry(MedicationEntry)
    /// A statement that the patient takes nothing.
    case noneKnown(String, SourcePlace)
    /// Names no product: an instruction, or the part of another medicine.
    case none
  }

  init(_ element: ElementTree, in section: ClinicalSection, today: PartialDate?) {
    self.element = element
    outcome = Self.outcome(element, section, today)
  }

  /// Medicines that stand within this one and are of another name: both count.
  func otherProducts(in section: ClinicalSection, today: PartialDate?) -> [ClinicalMedicine] {
    guard case .entry(let own) = outcome else { return [] }
    var others: [ClinicalMedicine] = []
    var waiting = Array(element.all("entryRelationship").flatMap(\.children).reversed())
    while let inner = waiting.popLast() {
      // A supply within repeats the medicine that it supplies.
      if inner.name == "supply" { continue }
      if inner.name == "substanceAdministration" {
        let medicine = ClinicalMedicine(inner, in: section, today: today)
        if case .entry(let entry) = medicine.outcome, !entry.text.isEmpty,
          entry.text.lowercased() != own.text.lowercased(),
          Set(entry.codes.map(\.value)).isDisjoint(with: own.codes.map(\.value))
        {
          others.append(medicine)
        }
      } else if inner.name != "text", inner.name != "author" {
        waiting += inner.children.reversed()
      }
    }
    return others
  }

  private static func outcome(_ element: ElementTree, _ section: ClinicalSection, _ today: PartialDate?)
    -> Outcome
  {
    let place = SourcePlace(line: element.line, path: element.name)
    let product =
      element.at("consumable", "manufacturedProduct") ?? element.at("product", "manufacturedProduct")
    let material =
      product?["manufacturedMaterial"] ?? product?["manufacturedLabeledDrug"]
      ?? element.at("consumable", "manufacturedLabeledDrug")
    let isNegated = element.attribute("negationInd") == "true"
    guard let material else {
      return element.name == "supply" ? .none : .entry(unnamed(place, status(element, section, today)))
    }
    let concept = material["code"].map { ClinicalConcept($0, in: section) }
    let name = material["name"]?.words ?? ""
    var text = concept?.text ?? ""
    if text.isEmpty { text = name }
    let row = section.words(of: element["text"])
    if isNegated, concept?.codes.isEmpty != false, statesNothingTaken(text, row.words, section) {
      let words = row.words.isEmpty ? text : row.words
      // Not available is not none, but that nothing was given during a visit is no gap.
      if words.lowercased().contains("not available"), !section.isOfAdministrations {
        return .entry(unnamed(place, .active, text: words, "it says that medicines are not available"))
      }
      return .noneKnown(words, place)
    }
    var entry = MedicationEntry(text: text, codes: concept?.codes ?? [], place: place)
    entry.alsoCalled = otherNames(of: text, name, concept)
    entry.status = status(element, section, today)
    readDates(element, &entry)
    entry.doseText = doseText(element, row.words, entry.text)
    entry.indication = indication(element, section)
    if entry.text.isEmpty, entry.codes.isEmpty {
      // The row of the narrative names the medicine among other things.
      if !row.words.isEmpty {
        entry.text = row.words
        entry.doseText = nil
      } else if let dangling = concept?.dangling ?? row.dangling {
        entry = unnamed(
          place, entry.status, text: dangling, "it refers to text that the document does not hold")
      } else {
        return .entry(unnamed(place, entry.status))
      }
    }
    if case .unreadable(let reason) = ReadableLine.read(Array(entry.text.utf8)[...]) {
      return .entry(unnamed(place, .active, reason))
    }
    return .entry(entry)
  }

  /// The brand name and the words that were coded. Longer words tell more than the medicine.
  private static func otherNames(of text: String, _ name: String, _ concept: ClinicalConcept?) -> [String] {
    [name, concept?.original ?? ""].filter { !$0.isEmpty && $0 != text && $0.utf8.count <= 200 }
  }

  /// No product by name, or only words to that effect.
  private static func statesNothingTaken(_ text: String, _ row: String, _ section: ClinicalSection) -> Bool {
    text.isEmpty || section.statesNone(text) || section.statesNone(row)
      || text.lowercased().contains("excluded") || text.lowercased().hasPrefix("no ")
  }

  private static func unnamed(
    _ place: SourcePlace, _ status: MedicationEntry.Status, text: String = "",
    _ reason: String = "no medicine is named"
  ) -> MedicationEntry {
    MedicationEntry(
      text: text, status: status == .active ? .unreadable(reason: reason) : status, place: place)
  }

  // MARK: Status

  /// A status observation decides; then the end date; then the status code. `completed` without an end says in
  /// documents before release 2.1 only that the entry is complete, so the medicine counts as taken.
  private static func status(
    _ element: ElementTree, _ section: ClinicalSection, _ today: PartialDate?
  ) -> MedicationEntry.Status {
    if element.attribute("negationInd") == "true" { return .inactive(.negated) }
    if section.kind == .plan { return .inactive(.planned) }
    if let observed = observedStatus(element) { return observed }
    let code = element["statusCode"]?.attribute("code") ?? ""
    let end = element.all("effectiveTime").lazy.compactMap { $0["high"]?.attribute("value") }.first
      .flatMap { PartialDate(hl7: $0) }
    if code == "completed" {
      let isRecent = element.all("templateId").contains { ($0.attribute("extension") ?? "") >= "2014" }
      guard let end else { return isRecent ? .inactive(.completed) : .active }
      if let today, !end.isSurelyBefore(today) { return .active }
      return .inactive(.completed)
    }
    if case .inactive(let why) = StatusWords.meaning(code) { return .inactive(why) }
    return .active
  }

  /// The observation `Status` (LOINC 33999-4) of C32 and later.
  private static func observedStatus(_ element: ElementTree) -> MedicationEntry.Status? {
    for relationship in element.all("entryRelationship") {
      for observation in relationship.all("observation")
      where observation["code"]?.attribute("code") == "33999-4" {
        guard let value = observation["value"] else { continue }
        switch (value.attribute("code"), value.attribute("displayName")?.lowercased()) {
        case (_, "no longer active"), ("73425007", _), ("392521001", _): return .inactive(.stopped)
        case (_, "on hold"), ("421139008", _): return .inactive(.onHold)
        case (_, "active"), ("55561003", _): return .active
        case (_, let word?):
          switch StatusWords.meaning(word) {
          case .active: return .active
          case .inactive(let why): return .inactive(why)
          case nil: continue
          }
        default: continue
        }
      }
    }
    return nil
  }

  // MARK: Details

  private static func readDates(_ element: ElementTree, _ entry: inout MedicationEntry) {
    for time in element.all("effectiveTime") where time["period"] == nil {
      if entry.started == nil {
        entry.started = (time["low"]?.attribute("value") ?? time.attribute("value"))
          .flatMap { PartialDate(hl7: $0) }
      }
      if entry.stopped == nil {
        entry.stopped = time["high"]?.attribute("value").flatMap { PartialDate(hl7: $0) }
      }
    }
  }

  /// The directions: the entry's own text where that is not the row that names the medicine.
  private static func doseText(_ element: ElementTree, _ row: String, _ name: String) -> String? {
    if !row.isEmpty, row.utf8.count <= 1000, row.lowercased() != name.lowercased() { return row }
    guard let dose = element["doseQuantity"], let value = dose.attribute("value") else { return nil }
    return [value, dose.attribute("unit")].compactMap {
      $0 == "1" && dose.attribute("unit") == nil ? nil : $0
    }
    .joined(separator: " ").nonEmpty
  }

  private static func indication(_ element: ElementTree, _ section: ClinicalSection) -> String? {
    for relationship in element.all("entryRelationship") where relationship.attribute("typeCode") == "RSON" {
      for inner in relationship.children {
        guard let value = inner["value"] else { continue }
        let text = ClinicalConcept(value, in: section).text
        if !text.isEmpty { return text }
      }
    }
    return nil
  }
}

extension String {
  /// `nil` when empty.
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
