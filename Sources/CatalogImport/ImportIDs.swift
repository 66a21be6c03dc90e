import DrugCatalog

/// Which ids the lists define and refer to, and where.
struct ImportIDs {
  /// Records that others refer to by id. Raw values are for messages.
  enum Referred: String, CaseIterable {
    case drug
    case drugClass = "class"
    case source, condition
  }

  /// Records that bear an id of their own.
  enum Defined: String, CaseIterable {
    case drug
    case drugClass = "class"
    case source, condition, combination, load, interaction, advice
    case association = "cramp-association"
    case statement
    case lookAlike = "look-alike"
    case ambiguousName = "ambiguous-name"

    fileprivate var number: UInt64 { UInt64(Self.allCases.firstIndex(of: self) ?? 0) }
  }

  enum Definition {
    case new
    case before(ImportPlace)
    case inBase
  }

  /// Ids of records that were refused.
  var excused: Set<String> = []

  private let base: Catalog?
  private var idsOfBase: [Defined: Set<String>] = [:]
  private var definitions = DefinitionPlaces()
  /// For each kind, the place of the first mention by row.
  private var mentions: [[ImportPlace]] = Array(repeating: [], count: Referred.allCases.count)

  init(base: Catalog?) { self.base = base }

  /// - Parameter number: A number that stands for the text of `id`.
  mutating func define(_ kind: Defined, _ id: String, number: UInt32, at place: ImportPlace) -> Definition {
    let key = kind.number << 32 | UInt64(number)
    if let before = definitions.insert(key, place) { return .before(before) }
    return isInBase(kind, id) ? .inBase : .new
  }

  func place(of kind: Defined, number: UInt32) -> ImportPlace? {
    definitions.place(of: kind.number << 32 | UInt64(number))
  }

  /// Drugs, classes, sources and conditions are told apart by the builder: a list may add to those of its base.
  private mutating func isInBase(_ kind: Defined, _ id: String) -> Bool {
    guard let base else { return false }
    if let known = idsOfBase[kind] { return known.contains(id) }
    let known: Set<String> =
      switch kind {
      case .drug, .drugClass, .source, .condition: []
      case .combination: base.recordIDs(of: .combination)
      case .load: base.recordIDs(of: .load)
      case .interaction: base.recordIDs(of: .interaction)
      case .advice: base.recordIDs(of: .advice)
      case .association: base.recordIDs(of: .association)
      case .statement: base.recordIDs(of: .treatmentStatement)
      case .lookAlike: base.recordIDs(of: .lookAlike)
      case .ambiguousName: base.ambiguousKeys
      }
    idsOfBase[kind] = known
    return known.contains(id)
  }

  mutating func noteMention(of row: UInt32, _ kind: Referred, at place: ImportPlace) {
    let at = Self.index(kind)
    let row = Int(row)
    guard row >= mentions[at].count || mentions[at][row].line == 0 else { return }
    while mentions[at].count <= row { mentions[at].append(ImportPlace(file: 0, line: 0, column: 0)) }
    mentions[at][row] = place
  }

  func firstMention(of row: UInt32, _ kind: Referred?) -> ImportPlace {
    guard let kind, mentions[Self.index(kind)].indices.contains(Int(row)) else {
      return ImportPlace(file: 0, line: 0, column: 0)
    }
    return mentions[Self.index(kind)][Int(row)]
  }

  private static func index(_ kind: Referred) -> Int {
    switch kind {
    case .drug: 0
    case .drugClass: 1
    case .source: 2
    case .condition: 3
    }
  }
}

/// Where ids are defined. A list of a gigabyte defines more than a million.
private struct DefinitionPlaces {
  private var keys: [UInt64] = []
  private var places: [ImportPlace] = []
  private var slots = SlotTable()

  func place(of key: UInt64) -> ImportPlace? {
    slots.find(SlotTable.hash(of: key)) { keys[Int($0)] == key }.map { places[Int($0)] }
  }

  /// - Returns: the place of the definition before, which stays.
  mutating func insert(_ key: UInt64, _ place: ImportPlace) -> ImportPlace? {
    if let before = self.place(of: key) { return before }
    slots.insert(UInt32(keys.count), SlotTable.hash(of: key))
    keys.append(key)
    places.append(place)
    return nil
  }
}
