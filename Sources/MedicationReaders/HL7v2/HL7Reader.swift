import PatientMedications

/// HL7 v2 messages: orders (OMP, RDE), dispenses (RDS) and whatever else carries RXO, RXE or RXD segments.
///
///     MSH|^~\&|PHARM|…|20260102||RDE^O11^RDE_O11|1|P|2.5
///     PID|1||1234^^^^MR||…|…|19500301|F
///     ORC|NW|…
///     RXO|308191^amoxicillin 500 MG Oral Capsule^RXNORM|1||caps
///     RXR|PO^oral
///
/// Segments end in CR, LF or both; a file may hold several messages, one after the other.
extension MedicationFormat {
  static let hl7v2 = MedicationFormat(
    id: "hl7v2", summary: "HL7 version 2 messages",
    recognises: { start in
      let text = start.text.drop { $0 == 0x0B || $0 <= 0x20 }
      return ["MSH", "FHS", "BHS"].contains { text.starts(with: $0.utf8) } && HL7Marks(text) != nil
    },
    read: { bytes, _ throws(MedicationFileError) in
      var reader = HL7Reader()
      for line in try TextLines.of(bytes) { try reader.take(line) }
      return try reader.finish()
    })
}

private struct HL7Reader {
  private var groups = PatientGroups()
  private var marks = HL7Marks()
  private var isLatin1 = false
  private var hasMessage = false
  private var message = HL7Message()

  mutating func take(_ line: TextLines.Line) throws(MedicationFileError) {
    // Start and end of block of the transport layer.
    let bytes = line.bytes.drop { $0 == 0x0B || $0 == 0x1C || $0 == 0x20 }
    guard !bytes.isEmpty else { return }
    if bytes.starts(with: "MSH".utf8) { try begin(bytes, line.number) }
    guard hasMessage || ["FHS", "BHS"].contains(where: { bytes.starts(with: $0.utf8) }) else {
      throw MedicationFileError(.malformed("a segment before the first MSH segment"), line: line.number)
    }
    let segment = HL7Segment(bytes, line: line.number, marks: marks, isLatin1: isLatin1)
    guard segment.name.utf8.count == 3, segment.name.utf8.allSatisfy({ $0 < 0x80 && $0 > 0x2F }) else {
      throw MedicationFileError(.malformed("a line that is no segment"), line: line.number)
    }
    message.take(segment)
  }

  private mutating func begin(_ bytes: ArraySlice<UInt8>, _ line: Int) throws(MedicationFileError) {
    endMessage()
    guard let marks = HL7Marks(bytes) else {
      throw MedicationFileError(.malformed("the MSH segment does not state its marks"), line: line)
    }
    self.marks = marks
    let header = HL7Segment(bytes, line: line, marks: marks, isLatin1: false)
    // MSH-1 is the field mark itself, so MSH-18 stands at place 17.
    isLatin1 = header.field(17).text(1)?.hasPrefix("8859/1") ?? false
    hasMessage = true
  }

  private mutating func endMessage() {
    guard hasMessage else { return }
    let index = groups.index(of: message.patient.identifier)
    message.close()
    groups.lists[index].patient.fill(from: message.patient)
    groups.lists[index].entries += message.entries
    groups.lists[index].remarks += message.remarks
    message = HL7Message()
  }

  /// - Throws: `MedicationFileError` when no message holds a medicine.
  mutating func finish() throws(MedicationFileError) -> [MedicationList] {
    endMessage()
    guard groups.lists.contains(where: { !$0.entries.isEmpty }) else {
      throw MedicationFileError(.empty("the messages hold no medication segment (RXO, RXE or RXD)"), line: 1)
    }
    // Of a patient without medicines among others, nobody has said that there are none.
    for index in groups.lists.indices {
      let list = groups.lists[index]
      guard list.entries.isEmpty, list.gaps.isEmpty, list.remarks.isEmpty else { continue }
      groups.lists[index].gaps.append(
        .init(
          place: SourcePlace(line: 1, path: "MSH"), text: "",
          reason: "the patient's messages hold no medication segment (RXO, RXE or RXD)"))
    }
    return groups.lists
  }
}

/// One message as it is read.
private struct HL7Message {
  var patient = Patient()
  var entries: [MedicationEntry] = []
  var remarks: [MedicationList.Remark] = []
  private var order = Order()
  /// Additives, with the entry that they stand under.
  private var additives: [MedicationEntry] = []

  /// What ORC and TQ1 say about the medicines that follow.
  private struct Order {
    var status = MedicationEntry.Status.active
    var started: PartialDate?
    var stopped: PartialDate?
    var hasMedicine = false
  }

  mutating func take(_ segment: HL7Segment) {
    switch segment.name {
    case "PID": takePatient(segment)
    case "AL1", "IAM": takeAllergy(segment)
    case "DG1": takeDiagnosis(segment)
    case "OBX": takeResult(segment)
    case "ORC":
      order = Order()
      order.status = HL7Order.status(control: segment.field(1).text(1), status: segment.field(5).text(1))
    case "TQ1": takeTiming(segment)
    case "RXO":
      take(segment, name: 1, supplements: 24, dose: [2, 3, 4, 5], directions: 7)
    case "RXE":
      take(segment, name: 2, supplements: 31, dose: [3, 4, 5, 6], directions: 7)
    case "RXD":
      take(segment, name: 2, supplements: 25, dose: [4, 5, 6], directions: 9)
    case "RXR": addDose(segment.field(1))
    case "RXC":
      if segment.field(1).text(1) != "B" {
        var additive = MedicationEntry(text: "", status: order.status, place: place(segment))
        read(segment.field(2), into: &additive)
        Self.nameGap(in: &additive)
        additives.append(additive)
      }
    default: break
    }
  }

  /// Ends the message: additives that no medicine of the message names become entries of their own.
  mutating func close() {
    for additive in additives where !entries.contains(where: { HL7Order.names($0, additive) }) {
      entries.append(additive)
    }
  }

  private func place(_ segment: HL7Segment) -> SourcePlace {
    SourcePlace(line: segment.line, path: segment.name)
  }

  private mutating func take(
    _ segment: HL7Segment, name: Int, supplements: Int, dose: [Int], directions: Int
  ) {
    var entry = MedicationEntry(
      text: "", status: order.status, started: order.started, stopped: order.stopped, place: place(segment))
    read(segment.field(name), into: &entry)
    for supplement in segment.repetitions(supplements) { HL7Order.addCodes(of: supplement, to: &entry) }
    let words =
      dose.compactMap { segment.field($0).words } + segment.repetitions(directions).compactMap(\.words)
    entry.doseText = words.isEmpty ? nil : words.joined(separator: " ")
    Self.nameGap(in: &entry)
    entries.append(entry)
    order.hasMedicine = true
  }

  /// An active entry without a name and a code counts as not checked.
  private static func nameGap(in entry: inout MedicationEntry) {
    if entry.text.isEmpty, entry.codes.isEmpty, entry.status == .active {
      entry.status = .unreadable(reason: "the segment names no medicine")
    }
  }

  private func read(_ field: HL7Field, into entry: inout MedicationEntry) {
    guard field.isReadable else {
      entry.status = .unreadable(reason: "not valid UTF-8")
      return
    }
    HL7Order.addCodes(of: field, to: &entry)
    // Text, alternate text, original text: the one that says most.
    let names = [2, 5, 9].compactMap { field.text($0) }
    entry.text = names.dropFirst().reduce(names.first ?? "") { best, name in
      best.count(where: \.isLetter) >= name.count(where: \.isLetter) ? best : name
    }
  }

  private mutating func addDose(_ field: HL7Field) {
    guard let last = entries.indices.last, let route = field.text(2) ?? field.text(1) else { return }
    entries[last].doseText = [entries[last].doseText, route].compactMap { $0 }.joined(separator: " ")
  }

  private mutating func takeTiming(_ segment: HL7Segment) {
    let started = HL7Order.date(segment.field(7).text(1))
    let stopped = HL7Order.date(segment.field(8).text(1))
    if order.hasMedicine, let last = entries.indices.last {
      entries[last].started = started ?? entries[last].started
      entries[last].stopped = stopped ?? entries[last].stopped
    } else {
      order.started = started ?? order.started
      order.stopped = stopped ?? order.stopped
    }
  }

  private mutating func takePatient(_ segment: HL7Segment) {
    patient.identifier = segment.field(3).text(1) ?? segment.field(2).text(1) ?? segment.field(4).text(1)
    patient.birthDate = HL7Order.date(segment.field(7).text(1))
    patient.sex = segment.field(8).text(1).flatMap { PatientDetail.sex($0.lowercased()) }
  }

  private mutating func takeAllergy(_ segment: HL7Segment) {
    guard let substance = segment.field(3).text(2) ?? segment.field(3).text(5) ?? segment.field(3).text(1)
    else {
      return
    }
    patient.allergies.append(substance)
    remarks.append(.init(place: place(segment), text: substance, reason: .allergy))
  }

  private mutating func takeDiagnosis(_ segment: HL7Segment) {
    let field = segment.field(3)
    guard let text = field.text(2) ?? segment.field(4).text(1) ?? field.text(1) else { return }
    var codes: [MedicationCode] = []
    if let value = field.text(1), let system = field.text(3) {
      codes = [MedicationCode(system: CodeSystems.system(system), value: value, display: field.text(2))]
    }
    patient.conditions.append(.init(text: text, codes: codes))
  }

  private mutating func takeResult(_ segment: HL7Segment) {
    let test = segment.field(3)
    for (code, system) in [(1, 3), (4, 6)] {
      guard test.text(system) == "LN", let loinc = test.text(code), let value = LaboratoryValue(loinc: loinc),
        let number = segment.field(5).text(1).flatMap({ Double($0) })
      else { continue }
      value.set(number, unit: segment.field(6).text(1), in: &patient)
    }
  }
}
