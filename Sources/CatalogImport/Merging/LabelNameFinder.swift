import DrugCatalog

/// What the names in a label's words stand for, once every list is read.
struct LabelNameFinder {
  let names: LabelNames
  private let classesOfDrugs: [DrugRow: Set<ClassRow>]

  /// - Complexity: O(names).
  init(_ merger: DrugMerger, classesOfDrugs: [DrugRow: Set<ClassRow>]) {
    self.classesOfDrugs = classesOfDrugs
    let (builder, owners) = (merger.builder, merger.owners)
    var classes: [[UInt8]: ClassRow?] = [:]
    var beginnings: Set<String> = []
    builder.forEachFiledName { name in
      let spelling = Array(builder.keyText(name.key).utf8)
      beginnings.insert(LabelNames.beginning(of: spelling))
      guard case .drugClass(let row) = name.meaning else { return }
      // Words of a group's name stand in other orders too.
      for word in NameKey.loose(spelling).split(separator: 0x20) {
        beginnings.formUnion([LabelNames.beginning(of: Array(word)), LabelNames.beginning(of: word + [0x73])])
      }
      let key = Self.classKey(spelling)
      // A name of two classes stands for neither.
      if let known = classes[key], known != row { classes[key] = .some(nil) } else { classes[key] = row }
    }
    names = LabelNames(beginnings: beginnings) { spelling in
      let key = NameKey.fold(spelling)
      if let number = builder.existingKeyNumber(of: key) {
        let known = owners.owners(of: number)
        if known.count == 1, case .drug(let row) = known[0] { return .drug(row) }
        if !known.isEmpty, known[0] != .word, known[0] != .plainWord { return LabelNames.Meaning.none }
      }
      return (classes[Self.classKey(key)] ?? nil).map { .drugClass($0) }
    }
  }

  /// Whether an interaction may be with it: neither one of the label's own drugs nor a class that holds one.
  func isOther(_ party: InteractionSide, than drugs: [DrugRow]) -> Bool {
    switch party {
    case .drug(let row): !drugs.contains(row)
    case .drugClass(let row): !drugs.contains { classesOfDrugs[$0]?.contains(row) ?? false }
    }
  }

  /// Names of groups are the same in singular and plural, with and without hyphens, and in both orders: "inhibitors of
  /// CYP 3A4".
  static func classKey(_ key: [UInt8]) -> [UInt8] {
    var words = NameKey.loose(key).split(separator: 0x20).map(Array.init)
    if let of = words.firstIndex(of: Array("of".utf8)), of > 0, of + 1 < words.count {
      words = words[..<(of - 1)] + words[(of + 1)...] + [words[of - 1]]
    }
    if let last = words.indices.last, words[last].count > 3, words[last].last == UInt8(ascii: "s") {
      words[last].removeLast()
    }
    return Array(words.joined().map { $0 })
  }
}

/// Finds in a label's words whom a caution concerns, as far as patients' data can tell.
struct LabelConcerns {
  /// By the first word of each name.
  private let conditions: [String: [(id: Condition.ID, words: [String])]]

  init(_ builder: CatalogBuilder) {
    var conditions: [String: [(id: Condition.ID, words: [String])]] = [:]
    builder.forEachCondition { id, names in
      for name in names {
        let words = LabelWords.sentences(Array(name.utf8)).joined().filter { $0.isWord || $0.kind == .number }
        if let first = words.first { conditions[first.text, default: []].append((id, words.map(\.text))) }
      }
    }
    self.conditions = conditions
  }

  /// Every condition that stands in the words whole and is not denied, pregnancy and breast-feeding; each is one that
  /// by itself makes the caution hold.
  func concerns(in text: [UInt8]) -> [Concern] {
    var concerns: [Concern] = []
    func add(_ concern: Concern) { if !concerns.contains(concern) { concerns.append(concern) } }
    for sentence in LabelWords.sentences(text) {
      let words = sentence.filter { $0.isWord || $0.kind == .number }.map(\.text)
      for start in words.indices where !Self.isDenied(words, start) {
        if ["pregnant", "pregnancy"].contains(words[start]) { add(Concern(pregnancy: true)) }
        if ["breastfeeding", "breastfeed", "lactation", "nursing"].contains(words[start])
          || (words[start] == "breast" && start + 1 < words.count && words[start + 1].hasPrefix("feed"))
        {
          add(Concern(breastFeeding: true))
        }
        for condition in conditions[words[start]] ?? []
        where words[start...].starts(with: condition.words) {
          add(Concern(condition: condition.id))
        }
      }
    }
    return concerns
  }

  /// "No history of stroke", "jaundice of pregnancy", "in the absence of", "before surgery".
  private static func isDenied(_ words: [String], _ at: Int) -> Bool {
    let before = words[max(0, at - 3)..<at]
    return before.contains { ["no", "not", "without", "absence", "except", "unless", "than"].contains($0) }
      || (words[at] == "pregnancy"
        && ["of", "during", "previous", "prior", "before"].contains(before.last ?? ""))
  }
}
