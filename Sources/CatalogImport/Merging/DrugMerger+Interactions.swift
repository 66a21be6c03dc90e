import DrugCatalog

/// Interactions of foreign lists.
extension DrugMerger {
  /// Stores what a list says of pairs; the same words are stored once, however many pairs share them.
  /// - Parameter statement: Its id is made here.
  func add(_ statement: InteractionStatement, in document: ListDocument) -> Row<InteractionStatement> {
    add(statement, of: document.source)
  }

  func add(_ statement: InteractionStatement, of source: Source.ID) -> Row<InteractionStatement> {
    if let known = statements[statement] { return known }
    var identified = statement
    identified.id = "\(source)-\(statements.count + 1)"
    let row = builder.add(identified)
    statements[statement] = row
    return row
  }

  /// Adds an interaction; one that the list gives in both directions is kept once.
  func addRule(_ first: ImportedSide, _ second: ImportedSide, _ statement: Row<InteractionStatement>) {
    rules.append(first, second, statement)
  }

  func addRules() {
    let resolved = rules.resolved { self.row($0) }
    if resolved.selfPairs > 0 {
      session.ledgerNote(.selfInteraction, "a drug with itself", count: resolved.selfPairs)
    }
    if resolved.refused > 0 {
      session.ledgerNote(.refusedInteraction, "one side was left out", count: resolved.refused)
    }
    for rule in resolved.rules { builder.add(rule) }
    rules = ImportedRules()
  }
}

/// Interactions before their drugs are known: millions of them, twelve bytes each.
struct ImportedRules {
  private var sides: [UInt32] = []
  private var statements: [UInt32] = []
  private static let classMark: UInt32 = 0x8000_0000

  mutating func append(_ first: ImportedSide, _ second: ImportedSide, _ statement: Row<InteractionStatement>)
  {
    sides.append(Self.word(first))
    sides.append(Self.word(second))
    statements.append(statement.number)
  }

  private static func word(_ side: ImportedSide) -> UInt32 {
    switch side {
    case .drug(let handle): handle.number
    case .drugClass(let row): row.number | classMark
    }
  }

  struct Resolved {
    var rules: [InteractionRule] = []
    /// Rules both of whose sides turned out to be one drug.
    var selfPairs = 0
    /// Rules one of whose drugs was refused.
    var refused = 0
  }

  /// One rule for each pair and statement, in the order of the pairs; its sides stand as they were met first.
  /// - Complexity: O(n log n).
  func resolved(_ row: (DrugHandle) -> DrugRow?) -> Resolved {
    var resolved = Resolved()
    var pairs: [Pair] = []
    pairs.reserveCapacity(statements.count)
    for index in statements.indices {
      guard let first = Self.side(sides[index * 2], row), let second = Self.side(sides[index * 2 + 1], row)
      else {
        resolved.refused += 1
        continue
      }
      if first == second, first & Self.classMark == 0 {
        resolved.selfPairs += 1
      } else {
        pairs.append(Pair(first, second, statements[index]))
      }
    }
    pairs.sort()
    var last: Pair?
    for pair in pairs where pair.sides != last?.sides || pair.statement != last?.statement {
      resolved.rules.append(pair.rule)
      last = pair
    }
    return resolved
  }

  private static func side(_ word: UInt32, _ row: (DrugHandle) -> DrugRow?) -> UInt32? {
    word & classMark == 0 ? row(DrugHandle(number: word))?.number : word
  }

  private struct Pair: Comparable {
    var sides: UInt64
    /// Twice the statement's row, and one when the greater side came first.
    var order: UInt64

    init(_ first: UInt32, _ second: UInt32, _ statement: UInt32) {
      sides = UInt64(min(first, second)) << 32 | UInt64(max(first, second))
      order = UInt64(statement) << 1 | (first > second ? 1 : 0)
    }

    var statement: UInt64 { order >> 1 }

    static func < (a: Pair, b: Pair) -> Bool { (a.sides, a.order) < (b.sides, b.order) }

    var rule: InteractionRule {
      let low = Self.side(UInt32(sides >> 32))
      let high = Self.side(UInt32(truncatingIfNeeded: sides))
      let isSwapped = order & 1 == 1
      return InteractionRule(
        first: isSwapped ? high : low, second: isSwapped ? low : high, statement: Row(UInt32(order >> 1)))
    }

    private static func side(_ word: UInt32) -> InteractionSide {
      word & classMark == 0 ? .drug(DrugRow(word)) : .drugClass(ClassRow(word & ~classMark))
    }
  }
}
