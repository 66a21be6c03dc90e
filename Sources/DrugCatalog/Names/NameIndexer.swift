/// Makes the indexes by which names are found: keys in order, look-up by hash, beginnings, senses, near spellings.
struct NameIndexer {
  /// One row of the table of names.
  struct NameRow {
    var row: UInt32
    var key: [UInt8]
    var tag: UInt32
    var kind: UInt32
    var needsStrength: Bool

    /// Codes are looked up whole; everything else is found by its words too.
    var isCode: Bool { tag == 5 || tag == 6 }
    /// Drugs, combinations and ambiguous names are what a misspelling may mean.
    var isSpellable: Bool { tag == 0 || tag == 1 || tag == 3 }
  }

  /// All keys and loose keys, in the order of their bytes.
  let keys: [[UInt8]]
  /// For each key its names; those reached by their loose key only are marked.
  let namesOfKey: [[UInt32]]
  private let names: [NameRow]
  private let spellable: Set<[UInt8]>
  private let beginnings: Set<UInt32>

  init(_ names: [NameRow]) {
    var rowsOfKey: [[UInt8]: [UInt32]] = [:]
    var spellable: Set<[UInt8]> = []
    for name in names { rowsOfKey[name.key, default: []].append(name.row) }
    for name in names where !name.isCode {
      let loose = NameKey.loose(name.key)
      guard !loose.isEmpty else { continue }
      if name.isSpellable { spellable.insert(loose) }
      if loose != name.key { rowsOfKey[loose, default: []].append(name.row | Catalog.looseMark) }
    }
    let keys = rowsOfKey.keys.sorted { $0.lexicographicallyPrecedes($1) }
    self.keys = keys
    self.names = names
    self.spellable = spellable
    namesOfKey = keys.map { rowsOfKey[$0] ?? [] }
    beginnings = Self.beginnings(of: keys)
  }

  /// Hashes of all proper beginnings of keys that end with a word.
  private static func beginnings(of keys: [[UInt8]]) -> Set<UInt32> {
    var hashes: Set<UInt32> = []
    for key in keys {
      var hash = KeyHash()
      for (at, byte) in key.enumerated() {
        if at > 0, KeyBoundary.lies(between: key[at - 1], and: byte) { hashes.insert(hash.value | 1) }
        hash.combine(byte)
      }
    }
    return hashes
  }

  /// An open hash table from keys to their places, counted from 1.
  func keySlots() -> [UInt32] {
    var slots = [UInt32](repeating: 0, count: KeyHash.slotCount(for: keys.count))
    for (position, key) in keys.enumerated() {
      var slot = Int(KeyHash.of(key)) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(position + 1)
    }
    return slots
  }

  /// The beginnings as a set without its members: a false hit costs one look-up and nothing else.
  func beginningSlots() -> [UInt32] {
    var slots = [UInt32](repeating: 0, count: KeyHash.slotCount(for: beginnings.count))
    for hash in beginnings.sorted() {
      var slot = Int(hash >> 1) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = hash
    }
    return slots
  }

  /// For each key what it may mean: exact names where there are any, loose ones otherwise.
  func senses() -> [UInt32] {
    zip(keys, namesOfKey).map { key, rows in
      let exact = rows.filter { $0 & Catalog.looseMark == 0 }
      var senses = beginnings.contains(KeyHash.of(key) | 1) ? NameSenses.goesOn : .none
      for row in exact.isEmpty ? rows.map({ $0 & ~Catalog.looseMark }) : exact {
        let name = names[Int(row)]
        senses = senses | NameSenses(tag: name.tag, kind: name.kind, needsStrength: name.needsStrength)
      }
      return senses.bits
    }
  }

  func signatures() -> [UInt32] { keys.map { SpellingIndex.signature(of: $0.span) } }

  /// For each bucket of variants the keys filed in it.
  func spellingBuckets() -> [[UInt32]] {
    var entries: [(hash: UInt32, key: UInt32)] = []
    for (position, key) in keys.enumerated()
    where spellable.contains(key) && SpellingIndex.takesPart(key.span) {
      let middle = key.count / 2
      SpellingIndex.forEachVariant(key.span.extracting(0..<middle), .first) {
        entries.append(($0, UInt32(position)))
      }
      SpellingIndex.forEachVariant(key.span.extracting(middle..<key.count), .second) {
        entries.append(($0, UInt32(position)))
      }
    }
    var bucketCount = 16
    while bucketCount < entries.count { bucketCount *= 2 }
    var buckets = [[UInt32]](repeating: [], count: bucketCount)
    for entry in entries {
      let bucket = Int(entry.hash) & (bucketCount - 1)
      if buckets[bucket].last != entry.key { buckets[bucket].append(entry.key) }
    }
    return buckets
  }
}
