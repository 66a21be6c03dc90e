import CLibXML2

/// Everything the parser's callbacks write to, reached through one pointer. Callbacks append and return; after
/// the first failure they do nothing.
struct EventSink {
  static let mostDepth = 512
  static let mostAttributes = 1024

  var events: [XMLEvent] = []
  var attributes: [XMLAttributeRecord] = []
  var bytes: [UInt8] = []
  var depth = 0
  var hasRoot = false
  /// Depth of the element whose content is passed over; 0 for none.
  var ignoredDepth = 0
  var failure: XMLError?
  var names: NameTable
  /// Name and namespace of the elements that are open and were handed out: their ends need not be looked up.
  private var open = [(name: Int32, namespace: Int32)](repeating: (0, 0), count: Self.mostDepth + 1)

  init(vocabulary: XMLVocabulary) { names = NameTable(vocabulary: vocabulary) }

  mutating func startBatch() {
    events.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Hands out the start of an element. - Precondition: its depth is within the limit.
  mutating func appendStart(_ name: Int32, _ namespace: Int32, line: Int32, column: Int32, first: Int32) {
    open[depth] = (name, namespace)
    events.append(
      XMLEvent(
        kind: .start, name: XMLName(Int(name)), namespace: XMLNamespace(Int(namespace)), line: line,
        column: column, first: first, count: Int32(attributes.count) - first))
  }

  /// Hands out the end of the element that was open at one level below.
  mutating func appendEnd(line: Int32, column: Int32) {
    let (name, namespace) = open[depth + 1]
    events.append(
      XMLEvent(
        kind: .end, name: XMLName(Int(name)), namespace: XMLNamespace(Int(namespace)), line: line,
        column: column, first: 0, count: 0))
  }

  mutating func fail(_ kind: XMLError.Kind, line: Int32, column: Int32) {
    if failure == nil { failure = XMLError(kind, line: Int(line), column: Int(column)) }
  }

  mutating func append(_ start: UnsafePointer<UInt8>, count: Int) -> (first: Int32, count: Int32) {
    let first = Int32(bytes.count)
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    return (first, Int32(count))
  }
}

/// What the callbacks are handed.
@unsafe struct SinkContext {
  var sink: UnsafeMutablePointer<EventSink>
  var parser: xmlParserCtxtPtr?

  var line: Int32 { unsafe Swift.max(0, crampcheck_line(parser)) }
  var column: Int32 { unsafe Swift.max(0, crampcheck_column(parser)) }
}

/// The callbacks: the only functions that libxml2 calls.
enum SAXCallbacks {
  static func handler() -> xmlSAXHandler {
    var sax = unsafe xmlSAXHandler()
    unsafe sax.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe sax.startElementNs = { userData, localName, _, namespace, _, _, count, _, attributes in
      guard let userData = unsafe userData, let localName = unsafe localName else { return }
      unsafe SAXCallbacks.start(userData, localName, namespace, Int(count), attributes)
    }
    unsafe sax.endElementNs = { userData, _, _, _ in
      guard let userData = unsafe userData else { return }
      unsafe SAXCallbacks.end(userData)
    }
    unsafe sax.characters = { userData, text, count in
      guard let userData = unsafe userData, let text = unsafe text, count > 0 else { return }
      unsafe SAXCallbacks.characters(userData, text, Int(count))
    }
    unsafe sax.ignorableWhitespace = unsafe sax.characters
    unsafe sax.cdataBlock = unsafe sax.characters
    unsafe sax.internalSubset = { userData, name, _, _ in
      guard let userData = unsafe userData else { return }
      unsafe SAXCallbacks.doctype(userData, name)
    }
    unsafe sax.serror = { userData, error in
      guard let userData = unsafe userData, let error = unsafe error else { return }
      unsafe SAXCallbacks.problem(
        userData, code: Int(error.pointee.code), level: error.pointee.level, line: error.pointee.line)
    }
    return unsafe sax
  }

  private static func start(
    _ userData: UnsafeMutableRawPointer, _ localName: UnsafePointer<UInt8>,
    _ namespace: UnsafePointer<UInt8>?,
    _ count: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let context = unsafe userData.assumingMemoryBound(to: SinkContext.self).pointee
    let sink = unsafe context.sink
    guard unsafe sink.pointee.failure == nil else { return }
    let line = unsafe context.line
    let column = unsafe context.column
    unsafe sink.pointee.depth += 1
    unsafe sink.pointee.hasRoot = true
    if unsafe sink.pointee.depth > EventSink.mostDepth {
      unsafe sink.pointee.fail(
        .limit("elements are nested deeper than the limit of \(EventSink.mostDepth)"), line: line,
        column: column)
      return
    }
    if count > EventSink.mostAttributes {
      unsafe sink.pointee.fail(
        .limit("an element has more attributes than the limit of \(EventSink.mostAttributes)"), line: line,
        column: column)
      return
    }
    let space = unsafe sink.pointee.names.namespace(namespace)
    if unsafe sink.pointee.ignoredDepth > 0, space != NameTable.xincludeNumber { return }
    let name = unsafe sink.pointee.names.name(localName)
    if space == NameTable.xincludeNumber {
      unsafe sink.pointee.fail(.xinclude, line: line, column: column)
      return
    }
    if unsafe sink.pointee.names.isFull {
      unsafe sink.pointee.fail(.limit("too many different names"), line: line, column: column)
      return
    }
    let first = unsafe Int32(sink.pointee.attributes.count)
    if let attributes = unsafe attributes {
      for index in 0..<count {
        // Five pointers each: local name, prefix, namespace, first byte and end of the value.
        let at = unsafe attributes + index * 5
        guard let attributeName = unsafe at[0], let begin = unsafe at[3], let end = unsafe at[4] else {
          continue
        }
        let value = unsafe sink.pointee.append(begin, count: end - begin)
        let record = unsafe XMLAttributeRecord(
          name: XMLName(Int(sink.pointee.names.name(attributeName))),
          namespace: XMLNamespace(Int(sink.pointee.names.namespace(at[2]))), first: value.first,
          count: value.count)
        unsafe sink.pointee.attributes.append(record)
      }
    }
    unsafe sink.pointee.appendStart(name, space, line: line, column: column, first: first)
    if unsafe sink.pointee.names.isIgnored(name) { unsafe sink.pointee.ignoredDepth = sink.pointee.depth }
  }

  private static func end(_ userData: UnsafeMutableRawPointer) {
    let context = unsafe userData.assumingMemoryBound(to: SinkContext.self).pointee
    let sink = unsafe context.sink
    guard unsafe sink.pointee.failure == nil else { return }
    unsafe sink.pointee.depth -= 1
    if unsafe sink.pointee.ignoredDepth > 0 {
      if unsafe sink.pointee.depth >= sink.pointee.ignoredDepth { return }
      unsafe sink.pointee.ignoredDepth = 0
    }
    unsafe sink.pointee.appendEnd(line: context.line, column: context.column)
  }

  private static func characters(
    _ userData: UnsafeMutableRawPointer, _ text: UnsafePointer<UInt8>, _ count: Int
  ) {
    let context = unsafe userData.assumingMemoryBound(to: SinkContext.self).pointee
    let sink = unsafe context.sink
    guard unsafe sink.pointee.failure == nil, unsafe sink.pointee.ignoredDepth == 0 else { return }
    // The parser hands text over in pieces; what stands together stays one event.
    if let last = unsafe sink.pointee.events.indices.last, unsafe sink.pointee.events[last].kind == .text {
      let piece = unsafe sink.pointee.append(text, count: count)
      unsafe sink.pointee.events[last].extend(by: piece.count)
      return
    }
    if unsafe sink.pointee.names.ignoresBlankText, unsafe isBlank(text, count) { return }
    let piece = unsafe sink.pointee.append(text, count: count)
    unsafe sink.pointee.events.append(
      XMLEvent(
        kind: .text, name: XMLName(-1), namespace: .none, line: context.line, column: context.column,
        first: piece.first, count: piece.count))
  }

  private static func isBlank(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for at in 0..<count where unsafe text[at] > 0x20 { return false }
    return true
  }

  private static func doctype(_ userData: UnsafeMutableRawPointer, _ name: UnsafePointer<UInt8>?) {
    let context = unsafe userData.assumingMemoryBound(to: SinkContext.self).pointee
    let isHTML = unsafe name.map { unsafe String(cString: $0).lowercased() == "html" } ?? false
    unsafe context.sink.pointee.fail(.doctype(html: isHTML), line: context.line, column: context.column)
    // Stopping here keeps the parser from reading a single declaration.
    unsafe xmlStopParser(context.parser)
  }

  private static func problem(
    _ userData: UnsafeMutableRawPointer, code: Int, level: xmlErrorLevel, line: Int32
  ) {
    guard level != XML_ERR_WARNING, level != XML_ERR_NONE else { return }
    let context = unsafe userData.assumingMemoryBound(to: SinkContext.self).pointee
    let kind: XMLError.Kind =
      switch code {
      case Int(XML_ERR_NO_MEMORY.rawValue): .outOfMemory
      case 1: .limit("one tag, comment or text section is longer than the limit of 10 MB")
      case Int(XML_ERR_NAME_TOO_LONG.rawValue): .limit("a name is longer than the limit of 50 kB")
      case Int(XML_ERR_DOCUMENT_EMPTY.rawValue): .malformed(code: 4)
      default: .malformed(code: code)
      }
    unsafe context.sink.pointee.fail(kind, line: line > 0 ? line : context.line, column: context.column)
  }
}
