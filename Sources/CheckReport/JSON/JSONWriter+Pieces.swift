/// Values that are put together with others, outside the generator.
extension JSONWriter {
  /// Appends a value by itself.
  func append(to output: OutputBytes, _ write: () -> Void) {
    write()
    finish(into: output)
  }

  /// A value by itself.
  func piece(_ write: () -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    write()
    finish(into: &bytes)
    return bytes
  }

  /// Members of an object, without its brackets.
  func members(_ write: () -> Void) -> ArraySlice<UInt8> { piece { object(write) }.dropFirst().dropLast() }

  /// Appends a text as JSON. Most hold nothing that has to be escaped, and are copied as they are.
  func append(_ text: String, to output: OutputBytes) {
    if output.appendPlain(text) { return }
    string(text)
    finish(into: output)
  }
}
