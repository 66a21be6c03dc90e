/// A pattern of lines that a reader has remembered.
struct FHIRPattern: Hashable {
  /// Readers are counted from 0, and so are the patterns of each.
  var reader: Int
  var number: Int
}

/// The numbers of the drafts that patterns have.
struct FHIRPatternDrafts {
  /// In the order in which they were met.
  private(set) var all: [(pattern: FHIRPattern, draft: Int)] = []
  /// By reader and pattern; negative for those without a draft.
  private var drafts: [[Int32]] = []

  subscript(pattern: FHIRPattern) -> Int? {
    get {
      guard pattern.reader < drafts.count, pattern.number < drafts[pattern.reader].count else { return nil }
      let draft = drafts[pattern.reader][pattern.number]
      return draft < 0 ? nil : Int(draft)
    }
    set {
      guard let newValue else { return }
      while drafts.count <= pattern.reader { drafts.append([]) }
      while drafts[pattern.reader].count <= pattern.number { drafts[pattern.reader].append(-1) }
      drafts[pattern.reader][pattern.number] = Int32(newValue)
      all.append((pattern, newValue))
    }
  }
}
