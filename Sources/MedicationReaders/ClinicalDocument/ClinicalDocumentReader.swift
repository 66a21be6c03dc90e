import PatientMedications
import XMLEvents

/// Clinical documents (HL7 CDA: C-CDA of all releases, C32), whole or a section or entry cut out of one.
///
///     <ClinicalDocument xmlns="urn:hl7-org:v3">
///       <recordTarget>…who…</recordTarget>
///       <component><structuredBody><component><section>
///         <code code="10160-0"/>
///         <text>…<content ID="m1">quinine sulfate 324 mg capsule</content>…</text>
///         <entry><substanceAdministration>
///           <statusCode code="active"/>
///           <consumable><manufacturedProduct><manufacturedMaterial>
///             <code code="…" codeSystem="2.16.840.1.113883.6.88" displayName="…">
///               <originalText><reference value="#m1"/></originalText>
///             </code>
///           </manufacturedMaterial></manufacturedProduct></consumable>
///         </substanceAdministration></entry>
///       </section></component></structuredBody></component>
///     </ClinicalDocument>
///
/// The words of a medicine stand in the code, or in the section's text behind a `#reference`.
extension XMLDialect {
  static let clinicalDocument = XMLDialect(
    id: "ccda", summary: "C-CDA and other HL7 clinical documents",
    roots: ["ClinicalDocument", XMLFileStart.pieceRoot], namespace: "urn:hl7-org:v3", needsNamespace: true,
    read: { reader, root, today throws(PatientXMLError) in
      var document = ClinicalDocumentReader(today: today)
      while let event = try reader.nextEvent() {
        guard event.kind == .start else { continue }
        switch reader.text(of: event.name) {
        case "recordTarget": document.takePatient(try ElementTree(event, from: reader))
        case "section": document.takeSection(try ElementTree(event, from: reader))
        // Pieces without a section around them.
        case "entry", "substanceAdministration", "organizer":
          document.takeLooseEntry(try ElementTree(event, from: reader))
        case "nonXMLBody": document.takeForeignBody(try ElementTree(event, from: reader))
        default: break
        }
      }
      return [document.finished()]
    })
}

struct ClinicalDocumentReader {
  private let today: PartialDate?
  private(set) var list = MedicationList()

  init(today: PartialDate?) { self.today = today }

  func finished() -> MedicationList {
    var list = list
    let statesNone = list.remarks.contains { $0.reason == .noKnownMedications }
    if list.entries.isEmpty, list.gaps.isEmpty, !statesNone {
      list.gaps.append(
        .init(
          place: SourcePlace(line: 1), reason: "the document holds no medicines, nor says that there are none"
        ))
    }
    return list
  }

  mutating func takePatient(_ target: ElementTree) {
    guard let role = target["patientRole"] else { return }
    let ids = role.all("id")
    list.patient.identifier = ids.lazy.compactMap { $0.attribute("extension") ?? $0.attribute("root") }.first
    guard let person = role["patient"] else { return }
    switch person["administrativeGenderCode"]?.attribute("code") {
    case "F": list.patient.sex = .female
    case "M": list.patient.sex = .male
    default: break
    }
    list.patient.birthDate = person["birthTime"]?.attribute("value").flatMap { PartialDate(hl7: $0) }
  }

  /// A body that is a PDF, a picture or plain text in disguise.
  mutating func takeForeignBody(_ body: ElementTree) {
    let kind = body["text"]?.attribute("mediaType") ?? ""
    let what =
      kind == "application/pdf" ? "a PDF" : kind.hasPrefix("image/") ? "a picture" : "another kind of file"
    list.gaps.append(
      .init(
        place: SourcePlace(line: body.line, path: "nonXMLBody"),
        reason: "the document's body is \(what), which cannot be read"))
  }

  mutating func takeLooseEntry(_ entry: ElementTree) {
    take(entry, in: ClinicalSection(entry))
  }

  mutating func takeSection(_ element: ElementTree) {
    let section = ClinicalSection(element)
    switch section.kind {
    case .allergies: takeAllergies(section)
    case .problems: takeProblems(section)
    case .immunizations: takeImmunizations(section)
    case .medications, .plan, .other: takeMedicines(section)
    }
    for component in element.all("component") {
      for inner in component.all("section") { takeSection(inner) }
    }
  }

  private mutating func takeMedicines(_ section: ClinicalSection) {
    let before = (list.entries.count, list.remarks.count, list.gaps.count)
    for entry in section.element.all("entry") { take(entry, in: section) }
    guard section.kind == .medications,
      before == (list.entries.count, list.remarks.count, list.gaps.count)
    else { return }
    let place = SourcePlace(line: section.element.line, path: "section")
    let words = section.element["text"]?.words ?? ""
    if section.statesNone(words) {
      list.remarks.append(.init(place: place, text: words, reason: .noKnownMedications))
    } else if !words.isEmpty {
      list.gaps.append(
        .init(
          place: place, text: words,
          reason: "the medication section has text and no entries; its medicines were not read"))
    }
  }

  /// Every medicine within, but not the parts of one: a course in two doses lists them as parts.
  private mutating func take(_ root: ElementTree, in section: ClinicalSection) {
    var waiting = [root]
    while let element = waiting.popLast() {
      if element.name == "substanceAdministration" || element.name == "supply" {
        let medicine = ClinicalMedicine(element, in: section, today: today)
        add(medicine)
        for part in medicine.otherProducts(in: section, today: today) { add(part) }
      } else {
        waiting += element.children.filter { $0.name != "text" && $0.name != "author" }.reversed()
      }
    }
  }

  private mutating func add(_ medicine: ClinicalMedicine) {
    switch medicine.outcome {
    case .entry(let entry): list.entries.append(entry)
    case .noneKnown(let words, let place):
      list.remarks.append(.init(place: place, text: words, reason: .noKnownMedications))
    case .none: break
    }
  }

  // MARK: Immunizations, problems and allergies

  /// One remark with every vaccine that was given: none of them is taken now, none vanishes.
  private mutating func takeImmunizations(_ section: ClinicalSection) {
    var names: [String] = []
    for entry in section.element.all("entry") {
      for given in entry.all("substanceAdministration") {
        let medicine = ClinicalMedicine(given, in: section, today: today)
        guard case .entry(let vaccine) = medicine.outcome, vaccine.status != .inactive(.negated) else {
          continue
        }
        let name = vaccine.text.isEmpty ? vaccine.codes.first?.value ?? "" : vaccine.text
        if !name.isEmpty, !names.contains(name) { names.append(name) }
      }
    }
    guard !names.isEmpty else { return }
    list.remarks.append(
      .init(
        place: SourcePlace(line: section.element.line, path: "section"), text: names.joined(separator: "; "),
        reason: .immunization))
  }

  private mutating func takeProblems(_ section: ClinicalSection) {
    for observation in section.observations {
      guard observation.attribute("negationInd") != "true", !ClinicalSection.isOver(observation),
        let value = observation["value"]
      else { continue }
      let concept = ClinicalConcept(value, in: section)
      guard !concept.text.isEmpty || !concept.codes.isEmpty else { continue }
      list.patient.conditions.append(.init(text: concept.text, codes: concept.codes))
    }
  }

  private mutating func takeAllergies(_ section: ClinicalSection) {
    for observation in section.observations {
      guard observation.attribute("negationInd") != "true",
        let entity = observation.at("participant", "participantRole", "playingEntity")
      else { continue }
      var text = entity["code"].map { ClinicalConcept($0, in: section).text } ?? ""
      if text.isEmpty { text = entity["name"]?.words ?? "" }
      guard !text.isEmpty else { continue }
      list.patient.allergies.append(text)
      list.remarks.append(
        .init(place: SourcePlace(line: observation.line, path: "section"), text: text, reason: .allergy))
    }
  }
}
