import PatientMedications

/// Pieces of JSON put behind one another.
extension [UInt8] {
  mutating func append(_ literal: StaticString) {
    unsafe append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// In decimal digits.
  mutating func append(number: Int) {
    if number < 0 { return append(contentsOf: String(number).utf8) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = digits.count
    var rest = number
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    for index in start..<digits.count { append(digits[index]) }
  }

  /// As ISO 8601, without quotes.
  mutating func append(_ date: PartialDate) {
    guard (0...9999).contains(date.year) else { return append(contentsOf: date.iso8601.utf8) }
    append(twoDigits: date.year / 100)
    append(twoDigits: date.year % 100)
    guard let month = date.month else { return }
    append(UInt8(ascii: "-"))
    append(twoDigits: month)
    guard let day = date.day else { return }
    append(UInt8(ascii: "-"))
    append(twoDigits: day)
  }

  private mutating func append(twoDigits number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// What `items` append, with commas between.
  mutating func appendList<Item>(_ items: some Sequence<Item>, _ append: (Item, inout [UInt8]) -> Void) {
    var isFirst = true
    for item in items {
      if isFirst { isFirst = false } else { self.append(UInt8(ascii: ",")) }
      append(item, &self)
    }
  }
}

extension JSONWriter {
  /// A value by itself.
  func piece(_ write: () -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    write()
    finish(into: &bytes)
    return bytes
  }

  /// Members of an object, without its brackets.
  func members(_ write: () -> Void) -> [UInt8] { Array(piece { object(write) }.dropFirst().dropLast()) }

  /// Appends a text as JSON. Most hold nothing that has to be escaped, and are copied as they are.
  func append(_ text: String, to output: inout [UInt8]) {
    guard text.isPlainInJSON else {
      string(text)
      return finish(into: &output)
    }
    output.append(0x22)
    output.append(contentsOf: text.utf8)
    output.append(0x22)
  }
}

extension String {
  /// Whether all of it is printable ASCII of which nothing has to be escaped.
  fileprivate var isPlainInJSON: Bool {
    // Without an early end, so that many bytes are looked at together.
    utf8.count { $0 < 0x20 || $0 >= 0x7F || $0 == 0x22 || $0 == 0x5C } == 0
  }
}
