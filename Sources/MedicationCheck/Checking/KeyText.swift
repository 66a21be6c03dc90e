import DrugCatalog

/// Words as the catalog compares them.
struct KeyText: Sendable {
  private let key: [UInt8]

  init(_ text: String) { key = NameKey.loose(NameKey.fold(text)) }

  var isEmpty: Bool { key.isEmpty }

  /// Whether the words of another text stand in this one, whole.
  func contains(_ other: KeyText) -> Bool {
    guard !other.key.isEmpty, other.key.count <= key.count else { return false }
    return (0...key.count - other.key.count).contains { start in
      let end = start + other.key.count
      return key[start..<end].elementsEqual(other.key) && (start == 0 || key[start - 1] == 0x20)
        && (end == key.count || key[end] == 0x20)
    }
  }
}
