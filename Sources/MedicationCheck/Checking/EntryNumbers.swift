/// Numbers of entries of a list, from 1, ascending, each once.
///
/// Nearly always one or two: those stand in the value itself, which then takes no memory of its own, and copying it
/// counts no references. A scan makes ten million of them.
package struct EntryNumbers: Hashable, Sendable {
  /// 0 where there is none.
  private var lowest: Int32 = 0
  private var second: Int32 = 0
  /// From the third on.
  private var rest: [Int]?

  package init() {}

  init(_ number: Int) { lowest = Int32(number) }

  /// - Parameter numbers: Ascending, each once.
  package init(ascending numbers: some Sequence<Int>) {
    for number in numbers { append(number) }
  }

  /// - Parameter number: Higher than all others.
  mutating func append(_ number: Int) {
    if lowest == 0 {
      lowest = Int32(number)
    } else if second == 0 {
      second = Int32(number)
    } else {
      if rest == nil { rest = [] }
      rest?.append(number)
    }
  }
}

extension EntryNumbers: RandomAccessCollection {
  package var startIndex: Int { 0 }

  package var endIndex: Int {
    if second == 0 { return lowest == 0 ? 0 : 1 }
    return 2 + (rest?.count ?? 0)
  }

  package subscript(place: Int) -> Int {
    precondition(indices.contains(place))
    return switch place {
    case 0: Int(lowest)
    case 1: Int(second)
    default: rest?[place - 2] ?? 0
    }
  }
}

extension EntryNumbers: ExpressibleByArrayLiteral {
  /// Ascending, each once.
  package init(arrayLiteral numbers: Int...) { self.init(ascending: numbers) }
}

extension EntryNumbers {
  /// The numbers of both.
  func union(_ other: EntryNumbers) -> EntryNumbers {
    if count == 1, other.count == 1 {
      if lowest == other.lowest { return self }
      var both = EntryNumbers()
      (both.lowest, both.second) = (Swift.min(lowest, other.lowest), Swift.max(lowest, other.lowest))
      return both
    }
    return EntryNumbers(ascending: Set(self).union(other).sorted())
  }
}
