import DrugCatalog

/// Which thing a spelling or a code stands for so far.
struct NameOwners {
  enum Owner: Hashable {
    case drug(DrugRow)
    case combination(Row<Combination>)
    /// A name of several meanings that a list decided.
    case ambiguous
    /// No medicine, or a word of a medication line.
    case word
    /// An everyday word: a name only beside a strength.
    case plainWord
  }

  /// Nearly every key has one owner; further ones stand apart.
  private var first: [UInt32: Owner] = [:]
  private var further: [UInt32: [Owner]] = [:]
  /// Keys that foreign lists brought in.
  private var foreign: Set<UInt32> = []

  /// Takes note of everything the builder holds. - Complexity: O(names).
  init(_ builder: CatalogBuilder) {
    builder.forEachFiledName { name in
      guard let owner = Self.owner(name.meaning) else { return }
      add(owner, to: name.key, isForeign: false)
    }
  }

  private static func owner(_ meaning: CatalogName.Meaning) -> Owner? {
    switch meaning {
    case .drug(let row, _), .drugCode(let row): .drug(row)
    case .combination(let row), .combinationCode(let row): .combination(row)
    case .ambiguous, .unsafeAbbreviation: .ambiguous
    case .notMedicine, .lineWord: .word
    case .plainWord: .plainWord
    case .drugClass: nil
    }
  }

  mutating func add(_ owner: Owner, to key: UInt32, isForeign: Bool) {
    guard let known = first[key] else {
      first[key] = owner
      if isForeign { foreign.insert(key) }
      return
    }
    if known != owner, further[key]?.contains(owner) != true { further[key, default: []].append(owner) }
  }

  func owners(of key: UInt32) -> [Owner] {
    guard let owner = first[key] else { return [] }
    return [owner] + (further[key] ?? [])
  }

  func drugs(of key: UInt32) -> [DrugRow] {
    owners(of: key).compactMap { if case .drug(let row) = $0 { row } else { nil } }
  }

  /// True for a key whose first owner came with a foreign list.
  func isForeign(_ key: UInt32) -> Bool { foreign.contains(key) }

  /// Keys of foreign lists that stand for several things, in order.
  var disputedForeignKeys: [UInt32] { further.keys.filter { foreign.contains($0) }.sorted() }
}
