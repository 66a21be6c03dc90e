/// Makes the indexes by which names are found: keys in order, look-up by hash, beginnings, senses, near spellings.
struct NameIndexer {
  let pool: TextPool
  /// The table of names.
  let names: [UInt32]

  init(draft: CatalogDraft) {
    pool = draft.pool
    names = draft.tables[.names]
  }

  /// One key: where its bytes are, and what it is needed for.
  fileprivate struct Key {
    /// The first eight bytes as a number, so that most comparisons need no look at the pool.
    var start: UInt64
    var offset: UInt32
    /// Its first entry among the entries sorted by offset, and how many there are.
    var firstEntry: Int
    var entryCount: Int
  }

  /// What the indexes are made from, each number as `collect` says.
  struct Entries {
    fileprivate var all: [UInt64] = []
    fileprivate var spellable: [UInt64] = []
  }

  /// Keys in order, and what belongs to them.
  struct Sorted {
    fileprivate var keys: [Key]
    /// By offset.
    fileprivate var entries: [UInt64]
    fileprivate var spellable: [UInt64]

    var count: Int { keys.count }
  }

  /// - Parameter collected: What `collect` gave.
  func sort(_ collected: consuming Entries) -> Sorted {
    var entries = collected.all
    collected.all = []
    entries.radixSort()
    return Sorted(keys: sortedKeys(entries), entries: entries, spellable: collected.spellable)
  }

  /// The indexes by which text is looked up as it is.
  func lookUpIndexes(_ sorted: Sorted) -> [Table: [UInt32]] {
    var namesOfKey = PairIndex()
    namesOfKey.reserveCapacity(sorted.entries.count)
    for (position, key) in sorted.keys.enumerated() {
      for entry in sorted.entries[key.firstEntry..<key.firstEntry + key.entryCount] {
        namesOfKey.add(UInt32(truncatingIfNeeded: entry), to: UInt32(position))
      }
    }
    let (keySlots, prefixSlots) = hashes(sorted.keys)
    return [
      .keys: sorted.keys.map(\.offset), .namesOfKey: namesOfKey.words(ownerCount: sorted.count),
      .keySlots: keySlots, .prefixSlots: prefixSlots,
      .keySenses: senses(sorted.keys, sorted.entries, prefixSlots),
    ]
  }

  /// Every key of every name: the key's offset in the upper half, the row of the name in the lower, marked when the
  /// key is the loose one; and the keys of names that take part in spelling. Loose keys are the last texts that a
  /// catalog stores.
  func collect() -> Entries {
    var entries = Entries()
    entries.all.reserveCapacity(names.count / CatalogName.wordsPerRow * 2)
    var words = KeyWords()
    for row in 0..<names.count / CatalogName.wordsPerRow {
      let at = row * CatalogName.wordsPerRow
      let key = names[at + CatalogName.keyColumn]
      let tag = names[at + CatalogName.tagColumn]
      entries.all.append(UInt64(key) << 32 | UInt64(row))
      // Codes are looked up whole; everything else is found by its words too.
      guard tag != CatalogName.drugCodeTag, tag != CatalogName.combinationCodeTag else { continue }
      pool.withText(at: key) { words.read($0) }
      guard !words.bytes.isEmpty else { continue }
      let loose = pool.intern(words.bytes.span)
      if tag == CatalogName.drugTag || tag == CatalogName.combinationTag || tag == CatalogName.ambiguousTag {
        entries.spellable.append(UInt64(loose))
      }
      if loose != key { entries.all.append(UInt64(loose) << 32 | UInt64(row) | UInt64(Catalog.looseMark)) }
    }
    return entries
  }

  /// The keys in the order of their bytes. - Parameter entries: Sorted.
  private func sortedKeys(_ entries: [UInt64]) -> [Key] {
    var keys: [Key] = []
    var first = 0
    while first < entries.count {
      let offset = UInt32(truncatingIfNeeded: entries[first] >> 32)
      var end = first + 1
      while end < entries.count, UInt32(truncatingIfNeeded: entries[end] >> 32) == offset { end += 1 }
      keys.append(
        Key(start: start(of: offset), offset: offset, firstEntry: first, entryCount: end - first))
      first = end
    }
    keys.sort { a, b in
      if a.start != b.start { return a.start < b.start }
      return pool.withText(at: a.offset) { first in
        pool.withText(at: b.offset) { first.lexicographicallyPrecedes($0) }
      }
    }
    return keys
  }

  private func start(of offset: UInt32) -> UInt64 {
    pool.withText(at: offset) { text in
      var start: UInt64 = 0
      for index in 0..<8 { start = start << 8 | UInt64(index < text.count ? text[index] : 0) }
      return start
    }
  }

  /// Hash tables of keys, and of all proper beginnings of keys that end with a word. The second is a set without its
  /// members, since a false hit costs one look-up and nothing else.
  private func hashes(_ keys: [Key]) -> (keys: [UInt32], beginnings: [UInt32]) {
    var slots = [UInt32](repeating: 0, count: KeyHash.slotCount(for: keys.count))
    var beginnings: [UInt64] = []
    for (position, key) in keys.enumerated() {
      pool.withText(at: key.offset) { text in
        var hash = KeyHash()
        for index in text.indices {
          if index > 0, KeyBoundary.lies(between: text[index - 1], and: text[index]) {
            beginnings.append(UInt64(hash.value | 1))
          }
          hash.combine(text[index])
        }
        var slot = Int(hash.value) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(position + 1)
      }
    }
    return (slots, prefixSlots(beginnings))
  }

  private func prefixSlots(_ hashes: [UInt64]) -> [UInt32] {
    var hashes = hashes
    hashes.radixSort()
    var distinct: [UInt32] = []
    for hash in hashes where distinct.last != UInt32(hash) { distinct.append(UInt32(hash)) }
    var slots = [UInt32](repeating: 0, count: KeyHash.slotCount(for: distinct.count))
    for hash in distinct {
      var slot = Int(hash >> 1) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = hash
    }
    return slots
  }

  /// For each key what it may mean: exact names where there are any, loose ones otherwise.
  private func senses(_ keys: [Key], _ entries: [UInt64], _ beginnings: [UInt32]) -> [UInt32] {
    keys.map { key in
      var senses = goesOn(key, beginnings) ? NameSenses.goesOn : .none
      // Sorted, exact rows stand before marked ones.
      let rows = entries[key.firstEntry..<key.firstEntry + key.entryCount].map {
        UInt32(truncatingIfNeeded: $0)
      }
      let hasExact = rows[0] & Catalog.looseMark == 0
      for row in rows where !hasExact || row & Catalog.looseMark == 0 {
        let at = Int(row & ~Catalog.looseMark) * CatalogName.wordsPerRow
        senses =
          senses
          | NameSenses(
            tag: names[at + CatalogName.tagColumn], kind: names[at + CatalogName.kindColumn],
            needsStrength: names[at + CatalogName.strengthColumn] != 0)
      }
      return senses.bits
    }
  }

  /// Whether some key goes on behind this one, at the end of a word.
  private func goesOn(_ key: Key, _ beginnings: [UInt32]) -> Bool {
    let hash = pool.withText(at: key.offset) { KeyHash.of($0) } | 1
    var slot = Int(hash >> 1) & (beginnings.count - 1)
    while beginnings[slot] != 0 {
      if beginnings[slot] == hash { return true }
      slot = (slot + 1) & (beginnings.count - 1)
    }
    return false
  }

  /// The indexes by which near spellings are found.
  func spellingIndexes(_ sorted: Sorted) -> [Table: [UInt32]] {
    let keys = sorted.keys
    let takesPart = keysThatTakePart(keys, sorted.spellable)
    // First how many entries there are, so that the buckets need no second look.
    var variants: [UInt32] = []
    var hashes = PairIndex()
    for (position, key) in keys.enumerated() where takesPart[position] {
      pool.withText(at: key.offset) { text in
        variants.removeAll(keepingCapacity: true)
        let middle = text.count / 2
        SpellingIndex.forEachVariant(text.extracting(0..<middle), .first) { variants.append($0) }
        SpellingIndex.forEachVariant(text.extracting(middle..<text.count), .second) { variants.append($0) }
      }
      for variant in variants { hashes.add(UInt32(position), to: variant) }
    }
    return [
      .spellingsOfBucket: hashes.bucketWords(bucketCount: SpellingIndex.bucketCount(for: hashes.count)),
      .spellingSignatures: keys.map { key in
        pool.withText(at: key.offset) { SpellingIndex.signature(of: $0) }
      },
    ]
  }

  /// - Parameter spellable: Offsets of the keys that take part, in any order.
  private func keysThatTakePart(_ keys: [Key], _ spellable: [UInt64]) -> [Bool] {
    var spellable = spellable
    spellable.radixSort()
    // Keys by offset, so that one walk along both finds which are wanted.
    var positions = keys.indices.map { UInt64(keys[$0].offset) << 32 | UInt64($0) }
    positions.radixSort()
    var takesPart = [Bool](repeating: false, count: keys.count)
    var wanted = 0
    for entry in positions {
      let offset = entry >> 32
      while wanted < spellable.count, spellable[wanted] < offset { wanted += 1 }
      guard wanted < spellable.count, spellable[wanted] == offset else { continue }
      takesPart[Int(UInt32(truncatingIfNeeded: entry))] = pool.withText(at: UInt32(offset)) {
        SpellingIndex.takesPart($0)
      }
    }
    return takesPart
  }
}
