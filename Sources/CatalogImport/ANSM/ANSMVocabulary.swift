import DrugCatalog

/// The drugs and groups of all files of the thesaurus, by name.
struct ANSMVocabulary {
  private(set) var drugs: [Drug] = []
  private(set) var groups: [Group] = []
  private var drugNumbers: [String: Int] = [:]
  private var groupNumbers: [String: Int] = [:]

  struct Drug {
    var name: String
    var document: Int
    var place: ImportPlace
    var rxcuis: [String] = []
    var atcCodes: [String] = []
  }

  struct Group {
    var name: String
    var code: String
    /// Numbers of drugs.
    var members: [Int] = []
    var document: Int
    var place: ImportPlace
  }

  /// Adds a drug, or further codes of one. - Returns: its number.
  mutating func add(_ drug: Drug) -> Int {
    let key = Self.key(drug.name)
    guard let number = drugNumbers[key] else {
      drugNumbers[key] = drugs.count
      drugs.append(drug)
      return drugs.count - 1
    }
    for code in drug.rxcuis where !drugs[number].rxcuis.contains(code) { drugs[number].rxcuis.append(code) }
    for code in drug.atcCodes where !drugs[number].atcCodes.contains(code) {
      drugs[number].atcCodes.append(code)
    }
    return number
  }

  /// Adds a group, or further members of one.
  mutating func add(_ group: Group) {
    guard let number = groupNumbers[Self.key(group.name)] else {
      groupNumbers[Self.key(group.name)] = groups.count
      groups.append(group)
      return
    }
    for member in group.members where !groups[number].members.contains(member) {
      groups[number].members.append(member)
    }
  }

  /// The group of that name, or the only one of that code.
  func group(name: String, code: String) -> Int? {
    if let number = groupNumbers[Self.key(name)] { return number }
    let coded = code.isEmpty ? [] : groups.indices.filter { groups[$0].code == code }
    return coded.count == 1 ? coded[0] : nil
  }

  /// RxCUIs that say which drug is meant: not those of two drugs without a common ATC code, nor those of a drug that
  /// bears several.
  var reliableRxCUIs: [Int: String] {
    var users: [String: [Int]] = [:]
    for (number, drug) in drugs.enumerated() {
      for code in drug.rxcuis { users[code, default: []].append(number) }
    }
    var reliable: [Int: String] = [:]
    for (number, drug) in drugs.enumerated() where drug.rxcuis.count == 1 {
      let others = (users[drug.rxcuis[0]] ?? []).filter { $0 != number }
      let agree = others.allSatisfy { !Set(drugs[$0].atcCodes).isDisjoint(with: drug.atcCodes) }
      if agree { reliable[number] = drug.rxcuis[0] }
    }
    return reliable
  }

  /// Without what a colon at the end or a letter of an alphabet at the start leave over from the printed lists.
  static func clean(_ name: String) -> String {
    var name = name[...]
    while let last = name.last, last == ":" || last == " " { name.removeLast() }
    if name.hasPrefix("E: ") { name = name.dropFirst(3) }
    return String(name)
  }

  static func key(_ name: String) -> String { String(decoding: NameKey.fold(name), as: UTF8.self) }
}

/// What the names of the thesaurus stand for in the catalog.
struct ANSMNames {
  private let vocabulary: ANSMVocabulary
  private let merger: DrugMerger
  private var handles: [DrugHandle] = []
  private var classes: [ClassRow] = []

  /// Hands all drugs and groups to `merger`.
  init(_ vocabulary: ANSMVocabulary, _ merger: DrugMerger, _ documents: [ListDocument]) {
    self.vocabulary = vocabulary
    self.merger = merger
    let rxcuis = vocabulary.reliableRxCUIs
    for (number, drug) in vocabulary.drugs.enumerated() {
      if rxcuis[number] == nil {
        for code in drug.rxcuis { merger.session.note(.conflictingCode, "rxcui:\(code)", at: drug.place) }
      }
      handles.append(
        merger.add(
          Self.imported(drug, rxcui: rxcuis[number]), key: "ansm:" + ANSMVocabulary.key(drug.name),
          in: documents[drug.document]))
    }
    for group in vocabulary.groups {
      let drugClass = ImportedClass(
        id: Self.classID(group.name), name: group.name, members: group.members.map { handles[$0] },
        note: group.code, place: group.place)
      classes.append(merger.add(drugClass, in: documents[group.document]))
    }
  }

  private static func imported(_ drug: ANSMVocabulary.Drug, rxcui: String?) -> ImportedDrug {
    // "ALCOHOL (DRINK OR INGREDIENT)": what stands in brackets explains.
    let bare = drug.name.prefix { $0 != "(" }
    let name = bare.isEmpty ? drug.name : ListDocument.collapsed(bare.utf8)
    let isCapital = !name.contains { $0.isLowercase }
    return ImportedDrug(
      name: isCapital ? name.lowercased() : name,
      names: name == drug.name ? [] : [ImportedName(text: drug.name, kind: .synonym)],
      codes: (rxcui.map { [ImportedCode(system: .rxcui, value: $0)] } ?? [])
        + drug.atcCodes.map { ImportedCode(system: .atc, value: $0) },
      place: drug.place)
  }

  private static func classID(_ name: String) -> DrugClass.ID {
    DrugClass.ID("ansm-" + (RecordSlug.make(name) ?? "class"))
  }

  /// The sides that stand for drugs and classes of a row.
  func sides(_ sides: [ANSMInteraction.Side], _ document: ListDocument, _ place: ImportPlace)
    -> [ImportedSide]
  {
    sides.compactMap { side in
      switch side {
      case .drug(let number):
        // A class that a row takes for a drug.
        let name = vocabulary.drugs[number].name
        if let group = vocabulary.group(name: name, code: "") { return .drugClass(classes[group]) }
        return .drug(handles[number])
      case .drugClass(let name, let code):
        guard !name.isEmpty else { return nil }
        if let group = vocabulary.group(name: name, code: code) { return .drugClass(classes[group]) }
        merger.session.note(.danglingReference, "the class \(name)", at: place)
        return .drugClass(
          merger.add(
            ImportedClass(id: Self.classID(name), name: name, note: code, place: place), in: document))
      }
    }
  }
}
