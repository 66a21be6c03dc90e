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

  /// - Parameter isNew: Whether nothing that reads like the id was stored before.
  mutating func define(
    _ kind: Defined, _ id: Span<UInt8>, _ text: StoredText, isNew: Bool, at place: ImportPlace
  ) -> Definition {
    if let before = definitions.insert(text, kind, isNew: isNew, place) { return .before(before) }
    return isInBase(kind, id) ? .inBase : .new
  }

  func place(of kind: Defined, _ text: StoredText) -> ImportPlace? { definitions.place(of: text, kind) }

  /// Drugs, classes, sources and conditions are told apart by the builder: a list may add to those of its base.
  private mutating func isInBase(_ kind: Defined, _ id: Span<UInt8>) -> Bool {
    guard let base else { return false }
    let id = String(id)
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
    if row < mentions[at].count, mentions[at][row].line != 0 { return }
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

/// Where ids are defined. A list of a gigabyte defines more than a million, of which most read like nothing before
/// them: these are stored in the order of their texts, and need no table.
private struct DefinitionPlaces {
  private struct Definition {
    var text: StoredText
    var kind: ImportIDs.Defined
    var place: ImportPlace
  }

  /// Of new texts, in order.
  private var fresh: [Definition] = []
  private var others: [StoredText: [Definition]] = [:]

  /// - Complexity: O(log n).
  func place(of text: StoredText, _ kind: ImportIDs.Defined) -> ImportPlace? {
    var low = 0
    var high = fresh.count
    while low < high {
      let middle = (low + high) / 2
      if fresh[middle].text < text { low = middle + 1 } else { high = middle }
    }
    if low < fresh.count, fresh[low].text == text, fresh[low].kind == kind { return fresh[low].place }
    return others[text]?.first { $0.kind == kind }?.place
  }

  /// - Returns: the place of the definition before, which stays.
  mutating func insert(
    _ text: StoredText, _ kind: ImportIDs.Defined, isNew: Bool, _ place: ImportPlace
  ) -> ImportPlace? {
    if !isNew, let before = self.place(of: text, kind) { return before }
    let definition = Definition(text: text, kind: kind, place: place)
    if isNew { fresh.append(definition) } else { others[text, default: []].append(definition) }
    return nil
  }
}
