private import CYAJL

/// Writes JSON, one compact value after another, each ended by a line feed.
@safe final class JSONWriter {
  private let generator: yajl_gen?

  init() {
    unsafe generator = yajl_gen_alloc(nil)
    if let generator = unsafe generator { unsafe crampcheck_yajl_validate(generator) }
  }

  deinit {
    if let generator = unsafe generator { unsafe yajl_gen_free(generator) }
  }

  func object(_ body: () -> Void) {
    unsafe _ = yajl_gen_map_open(generator)
    body()
    unsafe _ = yajl_gen_map_close(generator)
  }

  func array(_ body: () -> Void) {
    unsafe _ = yajl_gen_array_open(generator)
    body()
    unsafe _ = yajl_gen_array_close(generator)
  }

  func key(_ name: StaticString) {
    unsafe _ = yajl_gen_string(generator, name.utf8Start, name.utf8CodeUnitCount)
  }

  /// Exactly `text`; what could steer a terminal is written as an escape, which means the same in JSON.
  func string(_ text: String) {
    var text = text
    let isSteering = text.utf8.contains { $0 >= 0x7F } && TerminalText.isSteering(text)
    if isSteering { return escaped(text) }
    text.withUTF8 {
      unsafe _ = yajl_gen_string(generator, $0.baseAddress ?? UnsafePointer(bitPattern: 1), $0.count)
    }
  }

  /// The generator escapes less than this asks for.
  private func escaped(_ text: String) {
    var literal: [UInt8] = [UInt8(ascii: "\"")]
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += [UInt8(ascii: "\\"), UInt8(scalar.value)]
      case _ where TerminalText.isSteering(scalar):
        for unit in String(scalar).utf16 { Self.append(unit, to: &literal) }
      default: literal += String(scalar).utf8
      }
    }
    literal.append(UInt8(ascii: "\""))
    raw(literal)
  }

  /// A value that is JSON already. The generator writes a number's bytes as they are.
  func raw(_ value: [UInt8]) {
    unsafe value.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe _ = yajl_gen_number(generator, $0.baseAddress, $0.count)
      }
    }
  }

  private static func append(_ unit: UInt16, to literal: inout [UInt8]) {
    literal += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(unit >> UInt16(shift) & 0xF)
      literal.append(digit < 10 ? 0x30 + digit : 0x41 - 10 + digit)
    }
  }

  func integer(_ number: Int) { unsafe _ = yajl_gen_integer(generator, Int64(number)) }
  func bool(_ value: Bool) { unsafe _ = yajl_gen_bool(generator, value ? 1 : 0) }
  func null() { unsafe _ = yajl_gen_null(generator) }

  // MARK: Members

  func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  /// Nothing when the text is empty.
  func memberIfAny(_ name: StaticString, _ text: String) {
    if !text.isEmpty { member(name, text) }
  }

  func member(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  func member(_ name: StaticString, _ number: Int) {
    key(name)
    integer(number)
  }

  func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  func member<Item>(_ name: StaticString, _ items: some Sequence<Item>, _ write: (Item) -> Void) {
    key(name)
    array { for item in items { write(item) } }
  }

  func member(_ name: StaticString, object body: () -> Void) {
    key(name)
    object(body)
  }

  // MARK: Values

  /// Ends a top-level value with a line feed and appends its bytes to `output`.
  func finishLine(into output: inout [UInt8]) {
    finish(into: &output)
    output.append(UInt8(ascii: "\n"))
  }

  /// The same without the line feed.
  func finish(into output: inout [UInt8]) {
    unsafe finish { unsafe output.append(contentsOf: $0) }
  }

  func finish(into output: OutputBytes) {
    unsafe finish { unsafe output.append($0) }
  }

  private func finish(_ take: (UnsafeRawBufferPointer) -> Void) {
    var bytes: UnsafePointer<UInt8>? = nil
    var count = 0
    unsafe _ = yajl_gen_get_buf(generator, &bytes, &count)
    if let bytes = unsafe bytes { unsafe take(UnsafeRawBufferPointer(start: bytes, count: count)) }
    unsafe yajl_gen_clear(generator)
    unsafe yajl_gen_reset(generator, nil)
  }
}
