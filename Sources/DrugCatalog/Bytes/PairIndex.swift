/// An index from one to many while it is made: pairs in any order of owners; items of one owner keep their order.
struct PairIndex {
  private var owners: [UInt32] = []
  private var items: [UInt32] = []

  mutating func reserveCapacity(_ count: Int) {
    owners.reserveCapacity(count)
    items.reserveCapacity(count)
  }

  var count: Int { owners.count }

  mutating func add(_ item: UInt32, to owner: UInt32) {
    owners.append(owner)
    items.append(item)
  }

  /// Owner count, where the items of each owner start, and the items.
  /// Pairs of an owner past `ownerCount` are left out: a catalog that is built upon may hold wrong numbers.
  /// - Complexity: O(pairs + owners).
  func words(ownerCount: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: ownerCount + 1)
    var itemCount = 0
    for owner in owners where Int(owner) < ownerCount {
      starts[Int(owner) + 1] += 1
      itemCount += 1
    }
    for owner in 0..<ownerCount { starts[owner + 1] += starts[owner] }
    var words = [UInt32](repeating: 0, count: ownerCount + 2 + itemCount)
    words[0] = UInt32(ownerCount)
    words.replaceSubrange(1..<ownerCount + 2, with: starts)
    let first = ownerCount + 2
    for at in owners.indices where Int(owners[at]) < ownerCount {
      let owner = Int(owners[at])
      words[first + Int(starts[owner])] = items[at]
      starts[owner] += 1
    }
    return words
  }
}

extension PairIndex {
  /// As `words`, with hashes for owners: each goes to one of `bucketCount` buckets, a power of two. An item that
  /// follows itself in a bucket is kept once.
  func bucketWords(bucketCount: Int) -> [UInt32] {
    var buckets = PairIndex()
    var last = [UInt32](repeating: .max, count: bucketCount)
    buckets.reserveCapacity(count)
    forEach { item, hash in
      let bucket = Int(hash) & (bucketCount - 1)
      guard last[bucket] != item else { return }
      last[bucket] = item
      buckets.add(item, to: UInt32(bucket))
    }
    return buckets.words(ownerCount: bucketCount)
  }

  private func forEach(_ body: (UInt32, UInt32) -> Void) {
    for at in owners.indices { body(items[at], owners[at]) }
  }
}
