extension String {
  /// Whether the bytes of `words` stand in it. The standard library's search compares characters, which costs more than
  /// all else that is done to a sentence.
  /// - Complexity: O(bytes of both) where the first byte of `words` is rare.
  func holds(_ words: String) -> Bool {
    let bytes = utf8
    let wanted = words.utf8
    guard let first = wanted.first else { return true }
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: first) {
      if bytes[found...].starts(with: wanted) { return true }
      start = bytes.index(after: found)
    }
    return false
  }
}
