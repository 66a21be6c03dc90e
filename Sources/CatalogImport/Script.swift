/// Scripts of letters, as far as a name should not mix them.
enum Script {
  static func mixesScripts(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return false }
    var hasLatin = false
    var hasLookAlike = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: hasLatin = true
      // A single Greek letter is common in chemistry (α-tocopherol); Cyrillic beside Latin is not.
      case 0x400...0x52F: hasLookAlike = true
      default: break
      }
    }
    return hasLatin && hasLookAlike
  }
}
