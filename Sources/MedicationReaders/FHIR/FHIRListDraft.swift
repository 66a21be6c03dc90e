import PatientMedications

/// A List resource that enumerates medicines, most of them by reference.
struct FHIRListDraft {
  private struct Item {
    var reference: String?
    var display: String?
    var isDeleted: Bool
  }

  var patient: String?
  private(set) var isOfMedicines: Bool
  private var items: [Item] = []
  private let place: SourcePlace
  private var saysNone = false

  /// LOINC codes of medication lists.
  private static let medicationLists: Set<String> = [
    "10160-0", "29549-3", "42346-7", "56445-0", "10183-2", "medications",
  ]

  init(_ resource: some FHIRNode, at place: SourcePlace) {
    self.place = place
    patient = (resource.value(.subject, .reference) ?? resource.value(.patient, .reference)).map(
      FHIRReference.key)
    let concept = resource.first(.code).map { FHIRConcept($0) }
    isOfMedicines = concept?.codes.contains { Self.medicationLists.contains($0.value) } ?? false
    resource.each(.entry) { entry in
      let item = entry.first(.item)
      items.append(
        Item(
          reference: item?.value(.reference), display: item?.value(.display),
          isDeleted: entry.says(.deleted, "true")))
    }
    if items.contains(where: { Self.isMedicine($0.reference) }) { isOfMedicines = true }
    let reason = resource.first(.emptyReason).map { FHIRConcept($0) }
    saysNone = items.isEmpty && (reason?.codes.contains { $0.value == "nilknown" } ?? false)
  }

  private static func isMedicine(_ reference: String?) -> Bool {
    guard let key = reference.map(FHIRReference.key), let slash = key.firstIndex(of: "/") else {
      return false
    }
    let type = FHIRType(rawValue: String(key[..<slash]))
    return type == .medication || type?.isMedicine ?? false
  }

  /// Keys of what it refers to.
  var keys: [String] { items.compactMap { $0.reference.map(FHIRReference.key) } }

  /// About how much memory the items take, in bytes.
  var itemBytes: Int { items.count * 192 }

  /// Adds the items that no resource of the file stands for.
  /// - Parameter known: Marks of the resources that are entries already.
  func add(to list: inout MedicationList, known: Set<UInt64>, medications: [String: FHIRConcept]) {
    if saysNone {
      list.remarks.append(.init(place: place, text: "", reason: .noKnownMedications))
    }
    for item in items {
      let key = item.reference.map(FHIRReference.key)
      if let key, known.contains(FHIRReference.mark(key)) { continue }
      var entry = MedicationEntry(text: item.display ?? "", place: place)
      if let key, let concept = medications[key] {
        entry.text = concept.text
        entry.codes = concept.codes
      }
      if item.isDeleted {
        entry.status = .inactive(.stopped)
      } else if entry.text.isEmpty, entry.codes.isEmpty {
        entry.status = .unreadable(reason: "it refers to a resource that the file does not hold")
      }
      if entry.text.isEmpty { entry.text = item.reference ?? "" }
      list.entries.append(entry)
    }
  }
}
