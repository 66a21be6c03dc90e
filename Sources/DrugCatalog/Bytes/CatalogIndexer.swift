/// Makes every index of a catalog from its records.
struct CatalogIndexer {
  let draft: CatalogDraft

  func addIndexes(to tables: inout [Table: [UInt32]]) {
    let names = nameRows(tables)
    let bytesOfKey = strings(at: Set(names.map(\.key)))
    addNameIndexes(names, bytesOfKey, to: &tables)
    let membership = addMembership(names, bytesOfKey, to: &tables)
    addAssociations(to: &tables)
    addRules(to: &tables)
    addOthers(to: &tables)
    addReviews(membership, to: &tables)
  }

  /// What the indexes need of a name.
  struct NameRow {
    var row: UInt32
    var key: UInt32
    var tag: UInt32
    var target: UInt32
  }

  private var drugCount: Int { draft.drugs.ids.count }
  private var classCount: Int { draft.classes.ids.count }

  private func nameRows(_ tables: [Table: [UInt32]]) -> [NameRow] {
    let words = tables[.names] ?? []
    return stride(from: 0, to: words.count, by: CatalogName.wordsPerRow).map { at in
      NameRow(
        row: UInt32(at / CatalogName.wordsPerRow), key: words[at + CatalogName.keyColumn],
        tag: words[at + 2], target: words[at + 3])
    }
  }

  /// The bytes of pool strings.
  private func strings(at offsets: Set<UInt32>) -> [UInt32: [UInt8]] {
    var found: [UInt32: [UInt8]] = [:]
    found.reserveCapacity(offsets.count)
    for offset in offsets { found[offset] = draft.poolString(offset) }
    return found
  }

  // MARK: Names

  private func addNameIndexes(
    _ names: [NameRow], _ bytesOfKey: [UInt32: [UInt8]], to tables: inout [Table: [UInt32]]
  ) {
    let words = tables[.names] ?? []
    let indexer = NameIndexer(
      names.map { name in
        let at = Int(name.row) * CatalogName.wordsPerRow
        return NameIndexer.NameRow(
          row: name.row, key: bytesOfKey[name.key] ?? [], tag: name.tag, kind: words[at + 5],
          needsStrength: words[at + 6] != 0)
      })
    tables[.keys] = indexer.keys.map { draft.intern(String(decoding: $0, as: UTF8.self)) }
    tables[.namesOfKey] = index(indexer.namesOfKey)
    tables[.keySlots] = indexer.keySlots()
    tables[.prefixSlots] = indexer.beginningSlots()
    tables[.keySenses] = indexer.senses()
    tables[.spellingsOfBucket] = index(indexer.spellingBuckets())
    tables[.spellingSignatures] = indexer.signatures()
    tables[.namesOfDrug] = index(group(names.filter { $0.tag == 0 || $0.tag == 5 }, owners: drugCount))
    tables[.namesOfClass] = index(group(names.filter { $0.tag == 2 }, owners: classCount))
  }

  private func group(_ names: [NameRow], owners: Int) -> [[UInt32]] {
    var groups = [[UInt32]](repeating: [], count: owners)
    for name in names where Int(name.target) < owners { groups[Int(name.target)].append(name.row) }
    return groups
  }

  // MARK: Classes

  /// The drugs of every class: named members, and drugs with an ATC code under one of its prefixes.
  private func addMembership(
    _ names: [NameRow], _ bytesOfKey: [UInt32: [UInt8]], to tables: inout [Table: [UInt32]]
  ) -> [[UInt32]] {
    var drugsOfClass = [Set<UInt32>](repeating: [], count: classCount)
    var memberRows = [[UInt32]](repeating: [], count: classCount)
    let members = tables[.members] ?? []
    let width = DrugClass.Member.wordsPerRow
    for row in 0..<members.count / width {
      let owner = Int(members[row * width + 1])
      drugsOfClass[owner].insert(members[row * width])
      memberRows[owner].append(UInt32(row))
    }
    let prefixes = atcPrefixes(tables)
    if !prefixes.isEmpty {
      let start = Array("atc:".utf8)
      for name in names where name.tag == 5 {
        guard let key = bytesOfKey[name.key], key.starts(with: start) else { continue }
        let code = key.dropFirst(start.count)
        for end in code.startIndex..<code.endIndex {
          for owner in prefixes[Array(code[...end])] ?? [] { drugsOfClass[owner].insert(name.target) }
        }
      }
    }
    let sorted = drugsOfClass.map { $0.sorted() }
    tables[.drugsOfClass] = index(sorted)
    tables[.membersOfClass] = index(memberRows)
    var classesOfDrug = [[UInt32]](repeating: [], count: drugCount)
    for (owner, drugs) in sorted.enumerated() {
      for drug in drugs { classesOfDrug[Int(drug)].append(UInt32(owner)) }
    }
    tables[.classesOfDrug] = index(classesOfDrug)
    return classesOfDrug
  }

  /// Folded ATC prefixes and the classes they belong to.
  private func atcPrefixes(_ tables: [Table: [UInt32]]) -> [[UInt8]: [Int]] {
    let words = tables[.classes] ?? []
    var prefixes: [[UInt8]: [Int]] = [:]
    for row in 0..<words.count / DrugClass.wordsPerRow {
      let list = Int(words[row * DrugClass.wordsPerRow + 2])
      for item in 0..<Int(draft.lists[list]) {
        let prefix = draft.poolString(draft.lists[list + 1 + item])
        prefixes[NameKey.fold(String(decoding: prefix, as: UTF8.self)), default: []].append(row)
      }
    }
    return prefixes
  }

  // MARK: Associations, rules and the rest

  private func addAssociations(to tables: inout [Table: [UInt32]]) {
    var ofDrug = [[UInt32]](repeating: [], count: drugCount)
    var ofClass = [[UInt32]](repeating: [], count: classCount)
    let words = tables[.associations] ?? []
    let width = CrampAssociation.wordsPerRow
    for row in 0..<words.count / width {
      let at = row * width
      for drug in draft.listItems(words[at + 1]) { ofDrug[Int(drug)].append(UInt32(row)) }
      if words[at + 2] != 0, words[at + 3] != 0 || words[at + 1] == 0 {
        ofClass[Int(words[at + 2]) - 1].append(UInt32(row))
      }
    }
    tables[.associationsOfDrug] = index(ofDrug)
    tables[.associationsOfClass] = index(ofClass)
  }

  private func addRules(to tables: inout [Table: [UInt32]]) {
    var ofDrug = [[UInt32]](repeating: [], count: drugCount)
    var ofClass = [[UInt32]](repeating: [], count: classCount)
    func file(_ row: UInt32, under side: InteractionSide) {
      switch side {
      case .drug(let drug): ofDrug[Int(drug.number)].append(row)
      case .drugClass(let drugClass): ofClass[Int(drugClass.number)].append(row)
      }
    }
    let words = tables[.interactionRules] ?? []
    for row in 0..<words.count / InteractionRule.wordsPerRow {
      let at = row * InteractionRule.wordsPerRow
      file(UInt32(row), under: InteractionSide(word: words[at]))
      if words[at + 1] != words[at] { file(UInt32(row), under: InteractionSide(word: words[at + 1])) }
    }
    tables[.rulesOfDrug] = index(ofDrug)
    tables[.rulesOfClass] = index(ofClass)
  }

  private func addOthers(to tables: inout [Table: [UInt32]]) {
    tables[.treatmentsOfDrug] = index(
      owners: drugCount, rowsOf: tables[.treatments], width: CrampTreatment.wordsPerRow
    ) { draft.listItems($0[$0.startIndex]) }
    tables[.exceptionsOfDrug] = index(
      owners: drugCount, rowsOf: tables[.interactionExceptions], width: 3
    ) { Array($0.prefix(2)) }
    tables[.lookAlikesOfDrug] = index(
      owners: drugCount, rowsOf: tables[.lookAlikes], width: LookAlikePair.wordsPerRow
    ) { draft.listItems($0[$0.startIndex + 5]) + draft.listItems($0[$0.startIndex + 6]) }
    tables[.combinationsOfDrug] = index(
      owners: drugCount, rowsOf: tables[.combinations], width: Combination.wordsPerRow
    ) { draft.listItems($0[$0.startIndex + 4]) }
  }

  /// The review state of every drug: see `Drug.Review`.
  private func addReviews(_ classesOfDrug: [[UInt32]], to tables: inout [Table: [UInt32]]) {
    let associationsOfClass = tables[.associationsOfClass] ?? []
    let associations = tables[.associations] ?? []
    let flagsColumn = 4
    func flaggedByClass(_ owner: UInt32) -> Bool {
      items(associationsOfClass, of: Int(owner)).contains {
        associations[Int($0) * CrampAssociation.wordsPerRow + flagsColumn] != 0
      }
    }
    let flagged = (0..<UInt32(classCount)).map(flaggedByClass)
    let drugs = tables[.drugs] ?? []
    tables[.drugReviews] = (0..<drugCount).map { drug in
      let review: Drug.Review
      if !items(tables[.associationsOfDrug] ?? [], of: drug).isEmpty
        || !items(tables[.treatmentsOfDrug] ?? [], of: drug).isEmpty
      {
        review = .listed
      } else if classesOfDrug[drug].contains(where: { flagged[Int($0)] }) {
        review = .classRule
      } else if drug * Drug.wordsPerRow < drugs.count, drugs[drug * Drug.wordsPerRow + 4] != 0 {
        review = .notReviewed
      } else {
        review = .noKnownRole
      }
      return UInt32(Drug.Review.allCases.firstIndex(of: review) ?? 0)
    }
  }

  // MARK: Indexes from one to many

  /// Owner count, starts, items.
  private func index(_ groups: [[UInt32]]) -> [UInt32] {
    var words: [UInt32] = [UInt32(groups.count)]
    words.reserveCapacity(groups.count + 2 + groups.reduce(0) { $0 + $1.count })
    var start: UInt32 = 0
    for group in groups {
      words.append(start)
      start += UInt32(group.count)
    }
    words.append(start)
    for group in groups { words.append(contentsOf: group) }
    return words
  }

  private func index(
    owners: Int, rowsOf table: [UInt32]?, width: Int, by ownersOf: (ArraySlice<UInt32>) -> [UInt32]
  ) -> [UInt32] {
    let words = table ?? []
    var groups = [[UInt32]](repeating: [], count: owners)
    for row in 0..<words.count / width {
      for owner in ownersOf(words[row * width..<(row + 1) * width])
      where groups[Int(owner)].last != UInt32(row) {
        groups[Int(owner)].append(UInt32(row))
      }
    }
    return index(groups)
  }

  private func items(_ index: [UInt32], of owner: Int) -> ArraySlice<UInt32> {
    guard !index.isEmpty, owner < Int(index[0]) else { return [] }
    let first = Int(index[0]) + 2
    return index[first + Int(index[1 + owner])..<first + Int(index[2 + owner])]
  }
}
