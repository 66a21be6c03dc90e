import CLibXML2

/// Watches a start tag that is still open after a whole chunk: libxml2 2.9 checks attributes for duplicates in
/// quadratic time once the tag is complete, so a flood must be seen before. An equals sign outside quotes is an
/// attribute; each byte is looked at once.
struct PendingTag {
  private var counted = 0
  private var equals = 0
  /// The quote that the value being read began with; 0 outside values.
  private var quote: UInt8 = 0

  /// - Complexity: O(bytes that came since the last call).
  mutating func isFlood(_ parser: xmlParserCtxtPtr) -> Bool {
    var count = 0
    guard let pending = unsafe crampcheck_pending(parser, &count), count > 1,
      unsafe pending[0] == UInt8(ascii: "<"),
      unsafe pending[1] != UInt8(ascii: "!") && pending[1] != UInt8(ascii: "?")
    else {
      self = PendingTag()
      return false
    }
    if count < counted { self = PendingTag() }
    for index in counted..<count {
      let byte = unsafe pending[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "=") {
        equals += 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    counted = count
    return equals > EventSink.mostAttributes
  }
}
