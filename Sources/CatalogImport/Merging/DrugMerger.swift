import DrugCatalog

/// Brings the drugs of foreign lists together with those the catalog has already. The one place where that happens.
///
/// A drug is recognised by its UNII, then RxCUI, then SNOMED code, then ATC code with name, then its folded name.
/// Where code and name lead to different drugs, nothing is guessed: the record is left out and the ledger says so.
/// Our own lists are read first and are never overruled.
final class DrugMerger {
  /// The import that keeps this merger; a strong reference back would keep both after an import that failed.
  unowned let session: ImportSession
  var builder: CatalogBuilder { session.builder }
  var owners: NameOwners

  private var numbers: [String: UInt32] = [:]
  private var drugs: [Resolution] = []
  /// Names of drugs that were referred to and not described yet.
  private var mentioned: [UInt32: (name: String, source: Source.ID, place: ImportPlace)] = [:]

  var classes: [(ImportedClass, Source.ID)] = []
  var combinations: [(ImportedCombination, Source.ID)] = []
  var flags: [(ImportedFlag, Source.ID)] = []
  var labelTexts: [(ImportedLabelText, Source.ID)] = []
  var knownLabelTexts: Set<ImportedLabelText.Identity> = []
  var rules = ImportedRules()
  var statements: [InteractionStatement: Row<InteractionStatement>] = [:]

  enum Resolution {
    case open, refused
    case drug(DrugRow)
  }

  init(session: ImportSession) {
    self.session = session
    owners = NameOwners(session.builder)
  }

  // MARK: Drugs

  /// Stands for the drug that a list calls `key`, whether it was described already or will be.
  /// - Parameters:
  ///   - key: Unique among all lists; begins with the dialect's name.
  ///   - name: What the list calls the drug where it refers to it: all there is when it is never described.
  func handle(_ key: String, called name: String, in document: ListDocument, at place: ImportPlace)
    -> DrugHandle
  {
    if let number = numbers[key] { return DrugHandle(number: number) }
    let handle = newHandle()
    numbers[key] = handle.number
    mentioned[handle.number] = (name, document.source, place)
    return handle
  }

  /// Adds a drug that the list calls `key`, or more names and codes of it.
  @discardableResult
  func add(_ drug: ImportedDrug, key: String, in document: ListDocument) -> DrugHandle {
    let handle = handle(key, called: drug.name, in: document, at: drug.place)
    mentioned[handle.number] = nil
    switch drugs[Int(handle.number)] {
    case .refused: break
    case .drug(let row): addNames(of: drug, to: row, document.source)
    case .open: drugs[Int(handle.number)] = resolve(drug, document.source)
    }
    return handle
  }

  /// Whether the drug is one that the catalog has by now.
  func isKnown(_ drug: ImportedDrug) -> Bool {
    if case .known = DrugMatch(drug, owners, builder) { true } else { false }
  }

  /// The ingredients of the combination that the catalog knows by that name; `nil` when there is no such.
  func ingredients(ofCombination name: String) -> [DrugHandle]? {
    for case .combination(let row) in owners.owners(of: builder.keyNumber(of: name)) {
      return builder.ingredients(of: row).map { ingredient in
        let handle = newHandle()
        drugs[Int(handle.number)] = .drug(ingredient)
        return handle
      }
    }
    return nil
  }

  /// Adds a name that turned out to be a drug's after its record was read; nothing for a drug that was refused.
  func add(_ name: ImportedName, to handle: DrugHandle, in document: ListDocument, at place: ImportPlace) {
    if let row = row(handle) { add(name, to: row, document.source, at: place) }
  }

  /// The row of a drug; `nil` when it was refused. To be asked once all lists are read.
  func row(_ handle: DrugHandle) -> DrugRow? {
    if case .drug(let row) = drugs[Int(handle.number)] { row } else { nil }
  }

  private func newHandle() -> DrugHandle {
    drugs.append(.open)
    return DrugHandle(number: UInt32(drugs.count - 1))
  }

  private func resolve(_ drug: ImportedDrug, _ source: Source.ID) -> Resolution {
    switch DrugMatch(drug, owners, builder) {
    case .conflict(let problem):
      session.note(.conflictingDrug, "\(drug.name): \(problem)", at: drug.place)
      return .refused
    case .known(let row):
      addNames(of: drug, to: row, source)
      return .drug(row)
    case .new:
      guard let id = newID(drug.name) else {
        session.note(.unusableName, drug.name, at: drug.place)
        return .refused
      }
      _ = builder.add(Drug(id: id, name: drug.name, about: drug.about, attribution: Attribution([source])))
      let row = builder.row(of: id)
      addNames(of: drug, to: row, source)
      return .drug(row)
    }
  }

  /// The name in small letters and hyphens, with a number where that is taken; `nil` for a name without letters.
  private func newID(_ name: String) -> Drug.ID? {
    guard let slug = RecordSlug.make(name) else { return nil }
    var id = Drug.ID(slug)
    var number = 2
    while builder.isDefined(id) {
      id = Drug.ID("\(slug)-\(number)")
      number += 1
    }
    return id
  }

  // MARK: The end

  /// Makes records of everything that had to wait for the last list.
  func finish() {
    resolveMentioned()
    addClassMembers()
    addCombinations()
    addRules()
    addFlags()
    addDisputedNames()
    addLabelTexts()
    statements = [:]
  }

  private func resolveMentioned() {
    for (number, mention) in mentioned.sorted(by: { $0.key < $1.key }) {
      session.note(.namedOnly, mention.name, at: mention.place)
      drugs[Int(number)] = resolve(ImportedDrug(name: mention.name, place: mention.place), mention.source)
    }
    mentioned = [:]
    numbers = [:]
  }
}

/// Ids made from names.
enum RecordSlug {
  /// Small letters, digits and single hyphens; `nil` when nothing is left.
  static func make(_ name: String) -> String? {
    var slug: [UInt8] = []
    for byte in NameKey.fold(name) {
      if (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
        slug.append(byte)
      } else if !slug.isEmpty, slug.last != 0x2D {
        slug.append(0x2D)
      }
    }
    if slug.last == 0x2D { slug.removeLast() }
    return slug.isEmpty ? nil : String(decoding: slug.prefix(200), as: UTF8.self)
  }
}
