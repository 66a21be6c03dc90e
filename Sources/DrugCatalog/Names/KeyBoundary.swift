/// Where a word of a folded key may begin or end.
package enum KeyBoundary {
  /// True between a letter or digit and something else, and between two characters that are neither. Bytes
  /// past ASCII count as letters.
  package static func lies(between before: UInt8, and after: UInt8) -> Bool {
    !(isWord(before) && isWord(after))
  }

  package static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
  }
}
