import PatientMedications

/// Dates as records write them, whatever follows them: a time, an offset, nothing.
extension PartialDate {
  /// `2023`, `2023-05`, `2023-05-17`, `2023-05-17T09:30:00Z`.
  init?(iso text: String) { self.init(iso: text.utf8) }

  init?(iso text: some Sequence<UInt8>) {
    var digits = DateDigits(text)
    guard let year = digits.number(4, within: 1800...2200) else { return nil }
    guard digits.take(UInt8(ascii: "-")), let month = digits.number(2, within: 1...12) else {
      self.init(year: year)
      return
    }
    self.init(
      year: year, month: month, day: digits.take(UInt8(ascii: "-")) ? digits.number(2, within: 1...31) : nil)
  }

  /// The same for bytes where they stand. Nearly all are whole days, and a million lines have one each.
  init?(iso text: UnsafeRawBufferPointer) {
    guard let day = unsafe Self.wholeDay(text) else {
      self.init(iso: unsafe text.prefix(10).map { $0 })
      return
    }
    self = day
  }

  /// `2023-05-17`, whatever follows.
  private static func wholeDay(_ text: UnsafeRawBufferPointer) -> PartialDate? {
    guard text.count >= 10, unsafe text[4] == UInt8(ascii: "-"), unsafe text[7] == UInt8(ascii: "-")
    else { return nil }
    func number(_ start: Int, _ end: Int) -> Int? {
      var number = 0
      for index in start..<end {
        let digit = unsafe Int(text[index]) - 0x30
        guard (0...9).contains(digit) else { return nil }
        number = number * 10 + digit
      }
      return number
    }
    guard let year = number(0, 4), (1800...2200).contains(year), let month = number(5, 7),
      (1...12).contains(month), let day = number(8, 10), (1...31).contains(day)
    else { return nil }
    return PartialDate(year: year, month: month, day: day)
  }

  /// `2023`, `202305`, `20230517`, `20230517093000-0500`.
  init?(hl7 text: String) {
    var digits = DateDigits(text.utf8)
    guard let year = digits.number(4, within: 1800...2200) else { return nil }
    let month = digits.number(2, within: 1...12)
    self.init(year: year, month: month, day: month == nil ? nil : digits.number(2, within: 1...31))
  }
}

/// Takes numbers of known width from the start of a date.
private struct DateDigits {
  /// `2023-05-17`: nothing behind these is looked at.
  private var digits: InlineArray<10, UInt8> = .init(repeating: 0)
  private var at = 0

  init(_ text: some Sequence<UInt8>) {
    for (index, byte) in text.prefix(10).enumerated() { digits[index] = byte }
  }

  /// `nil`, and nothing taken, when other characters stand there or the number is out of range.
  mutating func number(_ width: Int, within range: ClosedRange<Int>) -> Int? {
    guard at + width <= digits.count else { return nil }
    var number = 0
    for index in at..<(at + width) {
      guard (0x30...0x39).contains(digits[index]) else { return nil }
      number = number * 10 + Int(digits[index] - 0x30)
    }
    guard range.contains(number) else { return nil }
    at += width
    return number
  }

  mutating func take(_ mark: UInt8) -> Bool {
    guard at < digits.count, digits[at] == mark else { return false }
    at += 1
    return true
  }
}
