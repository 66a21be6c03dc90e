/// Text that cannot steer a terminal, whatever it holds.
enum PrintableText {
  /// Control characters, direction overrides and bytes of file names that are no UTF-8 are written out
  /// (`\u{1B}`, `\xFF`); everything else stays.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if (0x10_FE00...0x10_FEFF).contains(scalar.value) {
        safe += "\\x" + hexadecimal(scalar.value - 0x10_FE00, width: 2)
      } else if isDangerous(scalar) {
        safe += "\\u{" + hexadecimal(scalar.value, width: 2) + "}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x061C,
      0x10_FE00...0x10_FEFF:
      true
    default: false
    }
  }

  private static func hexadecimal(_ number: UInt32, width: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
