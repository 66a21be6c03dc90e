import PatientMedications
import XMLEvents

/// NCPDP SCRIPT in XML: prescriptions and medication histories, from release 8 to 2023.
///
///     <Message xmlns="http://www.ncpdp.org/schema/SCRIPT">
///       <Body><NewRx>
///         <Patient>…</Patient>
///         <MedicationPrescribed>
///           <DrugDescription>quinine sulfate 324 mg capsule</DrugDescription>
///           <DrugCoded><DrugDBCode><Code>…</Code><Qualifier>RXNORM</Qualifier></DrugDBCode></DrugCoded>
///           <Sig><SigText>one at bedtime</SigText></Sig>
///         </MedicationPrescribed>
///       </NewRx></Body>
///     </Message>
///
/// Many senders leave the namespace out.
extension XMLDialect {
  static let script = XMLDialect(
    id: "ncpdp", summary: "NCPDP SCRIPT", roots: ["Message"], namespace: "http://www.ncpdp.org/schema/SCRIPT",
    read: { reader, root, _ throws(PatientXMLError) in
      var message = SCRIPTReader()
      while let event = try reader.nextEvent() {
        guard event.kind == .start else { continue }
        let name = reader.text(of: event.name)
        if name == "Body" { message.take(try ElementTree(event, from: reader)) }
      }
      return [message.finished()]
    })
}

private struct SCRIPTReader {
  private var list = MedicationList()

  /// What is prescribed, dispensed or remembered; what is asked for or to be replaced counts with its own name.
  private static let medicines: Set<String> = [
    "MedicationPrescribed", "MedicationDispensed", "MedicationRequested", "Medication", "MedicationResponse",
    "MedicationHistory",
  ]
  /// Messages that take a prescription back.
  private static let withdrawals: Set<String> = ["CancelRx", "CancelRxRequest"]

  func finished() -> MedicationList {
    var list = list
    if list.entries.isEmpty {
      list.gaps.append(.init(place: SourcePlace(line: 1), reason: "the message holds no medicines"))
    }
    return list
  }

  mutating func take(_ body: ElementTree) {
    for message in body.children {
      take(message, isWithdrawn: Self.withdrawals.contains(message.name))
    }
  }

  private mutating func take(_ message: ElementTree, isWithdrawn: Bool) {
    let isPrescribed = message["MedicationPrescribed"] != nil
    // A dispensed medicine stands beside the prescription it carries out: one medicine, named by both.
    let isSupply = isPrescribed && message["MedicationDispensed"]?["DrugDescription"] != nil
    let wasNotDispensed = message.at("FillStatus", "NotDispensed") != nil
    for child in message.children {
      if child.name == "Patient" {
        takePatient(child)
      } else if Self.medicines.contains(child.name) {
        if isSupply, child.name == "MedicationPrescribed" { continue }
        var entry = entry(child, isWithdrawn: isWithdrawn)
        if entry.status == .active {
          // What a pharmacy asks to give instead is not given yet.
          if isPrescribed, child.name == "MedicationRequested" { entry.status = .inactive(.planned) }
          if wasNotDispensed { entry.status = .inactive(.notTaken) }
        }
        list.entries.append(entry)
      }
    }
  }

  private func entry(_ medicine: ElementTree, isWithdrawn: Bool) -> MedicationEntry {
    var entry = MedicationEntry(
      text: name(of: medicine), place: SourcePlace(line: medicine.line, path: medicine.name))
    entry.codes = codes(medicine)
    if isWithdrawn { entry.status = .inactive(.cancelled) }
    let directions = medicine.at("Sig", "SigText") ?? medicine["Directions"] ?? medicine.at("SIG", "SigText")
    entry.doseText = directions.map(\.words).flatMap { $0.isEmpty ? nil : $0 }
    entry.started = date(medicine, ["EffectiveDate", "LastFillDate", "WrittenDate", "DateIssued"])
    entry.stopped = date(medicine, ["ExpirationDate", "PeriodEnd"])
    entry.indication =
      (medicine.at("Diagnosis", "Primary", "Description")
      ?? medicine.at("Diagnosis", "ClinicalInformationQualifier"))
      .map(\.words).flatMap { $0.isEmpty || $0.count == 1 ? nil : $0 }
    if entry.text.isEmpty, entry.codes.isEmpty, entry.status == .active {
      entry.status = .unreadable(reason: "no medicine is named")
    }
    if case .unreadable(let reason) = ReadableLine.read(Array(entry.text.utf8)[...]) {
      entry.text = ""
      entry.status = .unreadable(reason: reason)
    }
    return entry
  }

  private func name(of medicine: ElementTree) -> String {
    let description = medicine["DrugDescription"]?.words ?? ""
    if !description.isEmpty { return plain(description) }
    // Compounds list what they are made of.
    let ingredients = medicine.at("CompoundInformation")?.all("CompoundIngredientsLotNotUsed") ?? []
    return ingredients.compactMap { $0.at("CompoundIngredient", "CompoundIngredientItemDescription")?.words }
      .map(plain).joined(separator: " / ")
  }

  /// Without the object replacement characters that a viewer left behind.
  private func plain(_ text: String) -> String {
    String(text.unicodeScalars.map { $0 == "\u{FFFC}" ? " " : Character($0) }).trimmed
  }

  private func codes(_ medicine: ElementTree) -> [MedicationCode] {
    guard let coded = medicine["DrugCoded"] else { return [] }
    var codes: [MedicationCode] = []
    if let product = coded["ProductCode"] {
      let code = product["Code"]?.words ?? product.words
      let qualifier =
        product["Qualifier"]?.words ?? product.attribute("Qualifier") ?? coded["ProductCodeQualifier"]?.words
      // ND is a National Drug Code, and what a product code is where nothing is said.
      if !code.isEmpty, qualifier == nil || qualifier == "ND" {
        codes.append(MedicationCode(system: .ndc, value: code))
      }
    }
    let database = coded["DrugDBCode"]
    let code = database?["Code"]?.words ?? database?.words ?? ""
    let qualifier =
      database?["Qualifier"]?.words ?? database?.attribute("Qualifier") ?? coded["DrugDBCodeQualifier"]?.words
      ?? ""
    // SCD, SBD, GPK, BPK: the kinds of RxNorm concepts.
    if !code.isEmpty {
      let isRxNorm = ["RXNORM", "SCD", "SBD", "GPK", "BPK", "RXCUI"].contains(qualifier.uppercased())
      codes.append(MedicationCode(system: isRxNorm ? .rxcui : .other(qualifier), value: code))
    }
    return codes
  }

  private func date(_ medicine: ElementTree, _ names: [String]) -> PartialDate? {
    for name in names {
      let words = (medicine[name]?["Date"] ?? medicine[name]?["DateTime"] ?? medicine[name])?.words ?? ""
      if let date = PartialDate(iso: words) ?? PartialDate(hl7: words) { return date }
    }
    return nil
  }

  private mutating func takePatient(_ patient: ElementTree) {
    let person = patient["HumanPatient"] ?? patient
    switch (person["Gender"] ?? person["GenderAndSex"])?.words.uppercased() {
    case "F": list.patient.sex = .female
    case "M": list.patient.sex = .male
    default: break
    }
    let birth = (person.at("DateOfBirth", "Date") ?? person["DateOfBirth"])?.words ?? ""
    list.patient.birthDate = PartialDate(iso: birth) ?? PartialDate(hl7: birth)
    let identification = person["Identification"]
    list.patient.identifier =
      (identification?["MedicalRecordIdentificationNumberEHR"] ?? identification?["FileID"])
      .map(\.words).flatMap { $0.isEmpty ? nil : $0 }
  }
}
