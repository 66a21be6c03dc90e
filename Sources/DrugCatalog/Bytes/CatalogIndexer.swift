/// Makes every index of a catalog from its records.
struct CatalogIndexer {
  let draft: CatalogDraft

  /// Names are looked up in tables that a second thread makes when they are more.
  private static let leastForTwo = 10_000

  /// Adds no text: the pool stays as it is.
  func addIndexes(_ names: consuming NameIndexer.Entries) {
    let indexer = NameIndexer(draft: draft)
    let sorted = indexer.sort(names)
    let lookUp = Aside(onThread: sorted.count >= Self.leastForTwo) { indexer.lookUpIndexes(sorted) }
    draft.tables.merge(indexer.spellingIndexes(sorted))
    addRecordIndexes()
    draft.tables.merge(lookUp.result())
  }

  /// What a second thread makes, where there is one.
  private final class Aside {
    private let work: () -> [Table: [UInt32]]
    private var made: [Table: [UInt32]]?
    private var thread: SideThread?

    init(onThread: Bool, _ work: @escaping () -> [Table: [UInt32]]) {
      self.work = work
      if onThread { thread = SideThread { [unowned self] in made = work() } }
    }

    func result() -> [Table: [UInt32]] {
      thread?.join()
      return made ?? work()
    }
  }

  private func addRecordIndexes() {
    addNamesOfOwners()
    addMembership()
    addAssociations()
    addRules()
    addOthers()
    addReviews()
  }

  private var drugCount: Int { draft.drugs.count }
  private var classCount: Int { draft.classes.count }

  /// The rows of a table, each as the place of its first word.
  private func rows(_ table: Table, width: Int) -> (words: [UInt32], rows: Range<Int>) {
    let words = draft.tables[table]
    return (words, 0..<words.count / width)
  }

  private func addNamesOfOwners() {
    var ofDrug = PairIndex()
    var ofClass = PairIndex()
    let (names, rows) = rows(.names, width: CatalogName.wordsPerRow)
    for row in rows {
      let at = row * CatalogName.wordsPerRow
      switch names[at + CatalogName.tagColumn] {
      case CatalogName.drugTag, CatalogName.drugCodeTag:
        ofDrug.add(UInt32(row), to: names[at + CatalogName.targetColumn])
      case CatalogName.classTag: ofClass.add(UInt32(row), to: names[at + CatalogName.targetColumn])
      default: break
      }
    }
    draft.tables[.namesOfDrug] = ofDrug.words(ownerCount: drugCount)
    draft.tables[.namesOfClass] = ofClass.words(ownerCount: classCount)
  }

  // MARK: Classes

  /// The drugs of every class: named members, and drugs with an ATC code under one of its prefixes.
  private func addMembership() {
    // Class in the upper half, drug in the lower.
    var memberships: [UInt64] = []
    var memberRows = PairIndex()
    let (members, rows) = rows(.members, width: DrugClass.Member.wordsPerRow)
    for row in rows {
      let at = row * DrugClass.Member.wordsPerRow
      memberships.append(UInt64(members[at + 1]) << 32 | UInt64(members[at]))
      memberRows.add(UInt32(row), to: members[at + 1])
    }
    addMembersByCode(to: &memberships)
    memberships.radixSort()
    var drugsOfClass = PairIndex()
    var classesOfDrug = PairIndex()
    var last: UInt64?
    for membership in memberships where membership != last {
      let drug = UInt32(truncatingIfNeeded: membership)
      let drugClass = UInt32(truncatingIfNeeded: membership >> 32)
      drugsOfClass.add(drug, to: drugClass)
      classesOfDrug.add(drugClass, to: drug)
      last = membership
    }
    draft.tables[.drugsOfClass] = drugsOfClass.words(ownerCount: classCount)
    draft.tables[.membersOfClass] = memberRows.words(ownerCount: classCount)
    draft.tables[.classesOfDrug] = classesOfDrug.words(ownerCount: drugCount)
  }

  private func addMembersByCode(to memberships: inout [UInt64]) {
    let prefixes = atcPrefixes
    guard !prefixes.isEmpty else { return }
    let start = Array("atc:".utf8)
    let (names, rows) = rows(.names, width: CatalogName.wordsPerRow)
    for row in rows {
      let at = row * CatalogName.wordsPerRow
      guard names[at + CatalogName.tagColumn] == CatalogName.drugCodeTag else { continue }
      let key = draft.poolString(names[at + CatalogName.keyColumn])
      guard key.starts(with: start) else { continue }
      let code = key.dropFirst(start.count)
      for end in code.indices {
        for owner in prefixes[Array(code[...end])] ?? [] {
          memberships.append(UInt64(owner) << 32 | UInt64(names[at + CatalogName.targetColumn]))
        }
      }
    }
  }

  /// Folded ATC prefixes and the classes they belong to.
  private var atcPrefixes: [[UInt8]: [UInt32]] {
    var prefixes: [[UInt8]: [UInt32]] = [:]
    let (classes, rows) = rows(.classes, width: DrugClass.wordsPerRow)
    for row in rows {
      for item in draft.listItems(classes[row * DrugClass.wordsPerRow + 2]) {
        let prefix = String(decoding: draft.poolString(item), as: UTF8.self)
        prefixes[NameKey.fold(prefix), default: []].append(UInt32(row))
      }
    }
    return prefixes
  }

  // MARK: Associations, rules and the rest

  private func addAssociations() {
    var ofDrug = PairIndex()
    var ofClass = PairIndex()
    let (words, rows) = rows(.associations, width: CrampAssociation.wordsPerRow)
    for row in rows {
      let at = row * CrampAssociation.wordsPerRow
      for drug in draft.listItems(words[at + 1]) { ofDrug.add(UInt32(row), to: drug) }
      if words[at + 2] != 0, words[at + 3] != 0 || words[at + 1] == 0 {
        ofClass.add(UInt32(row), to: words[at + 2] - 1)
      }
    }
    draft.tables[.associationsOfDrug] = ofDrug.words(ownerCount: drugCount)
    draft.tables[.associationsOfClass] = ofClass.words(ownerCount: classCount)
  }

  private func addRules() {
    var ofDrug = PairIndex()
    var ofClass = PairIndex()
    func file(_ row: Int, under side: UInt32) {
      switch InteractionSide(word: side) {
      case .drug(let drug): ofDrug.add(UInt32(row), to: drug.number)
      case .drugClass(let drugClass): ofClass.add(UInt32(row), to: drugClass.number)
      }
    }
    let (words, rows) = rows(.interactionRules, width: InteractionRule.wordsPerRow)
    for row in rows {
      let at = row * InteractionRule.wordsPerRow
      file(row, under: words[at])
      if words[at + 1] != words[at] { file(row, under: words[at + 1]) }
    }
    draft.tables[.rulesOfDrug] = ofDrug.words(ownerCount: drugCount)
    draft.tables[.rulesOfClass] = ofClass.words(ownerCount: classCount)
  }

  private func addOthers() {
    draft.tables[.treatmentsOfDrug] = index(.treatments, width: CrampTreatment.wordsPerRow) {
      draft.listItems($0[$0.startIndex])
    }
    draft.tables[.exceptionsOfDrug] = index(.interactionExceptions, width: 3) { $0.prefix(2) }
    draft.tables[.lookAlikesOfDrug] = index(.lookAlikes, width: LookAlikePair.wordsPerRow) {
      draft.listItems($0[$0.startIndex + 5]) + draft.listItems($0[$0.startIndex + 6])
    }
    draft.tables[.combinationsOfDrug] = index(.combinations, width: Combination.wordsPerRow) {
      draft.listItems($0[$0.startIndex + 4])
    }
  }

  /// The rows of a table by drug. - Parameter drugs: The drugs that a row names; twice the same counts once.
  private func index(
    _ table: Table, width: Int, by drugs: (ArraySlice<UInt32>) -> ArraySlice<UInt32>
  ) -> [UInt32] {
    var ofDrug = PairIndex()
    let (words, rows) = rows(table, width: width)
    for row in rows {
      let named = drugs(words[row * width..<(row + 1) * width])
      for place in named.indices where !named[..<place].contains(named[place]) {
        ofDrug.add(UInt32(row), to: named[place])
      }
    }
    return ofDrug.words(ownerCount: drugCount)
  }

  /// The review state of every drug: see `Drug.Review`.
  private func addReviews() {
    let associations = draft.tables[.associations]
    let associationsOfClass = draft.tables[.associationsOfClass]
    let flagsColumn = 4
    let isFlagged = (0..<classCount).map { owner in
      items(associationsOfClass, of: owner).contains {
        associations[safe: Int($0) * CrampAssociation.wordsPerRow + flagsColumn] ?? 0 != 0
      }
    }
    let drugs = draft.tables[.drugs]
    let associationsOfDrug = draft.tables[.associationsOfDrug]
    let treatmentsOfDrug = draft.tables[.treatmentsOfDrug]
    let classesOfDrug = draft.tables[.classesOfDrug]
    let isTreatment = areTreatments
    draft.tables[.drugReviews] = (0..<drugCount).map { drug in
      let review: Drug.Review
      if !items(associationsOfDrug, of: drug).isEmpty
        || items(treatmentsOfDrug, of: drug).contains(where: { isTreatment[safe: Int($0)] ?? false })
      {
        review = .listed
      } else if items(classesOfDrug, of: drug).contains(where: { isFlagged[safe: Int($0)] ?? false }) {
        review = .classRule
      } else if drug * Drug.wordsPerRow < drugs.count, drugs[drug * Drug.wordsPerRow + 4] != 0 {
        review = .notReviewed
      } else {
        review = .noKnownRole
      }
      return UInt32(Drug.Review.allCases.firstIndex(of: review) ?? 0)
    }
  }

  /// For each row of the treatments, whether it says that somebody judged the drug's part in cramps.
  private var areTreatments: [Bool] {
    let other = CrampTreatment.Role.allCases.firstIndex(of: .notATreatment)
    let (words, rows) = rows(.treatments, width: CrampTreatment.wordsPerRow)
    return rows.map {
      Int(words[$0 * CrampTreatment.wordsPerRow + CrampTreatment.roleColumn]) != other
    }
  }

  private func items(_ index: [UInt32], of owner: Int) -> ArraySlice<UInt32> {
    guard !index.isEmpty, owner < Int(index[0]) else { return [] }
    let first = Int(index[0]) + 2
    return index[first + Int(index[1 + owner])..<first + Int(index[2 + owner])]
  }
}
