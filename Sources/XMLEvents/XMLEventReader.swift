import CLibXML2
import Glibc

/// Reads one XML document, event by event, with libxml2's push parser.
///
///     let reader = XMLEventReader(source, vocabulary: vocabulary)
///     while let event = try reader.next() {
///       if event.kind == .start, event.name == drug { use(reader.attribute(id, of: event)) }
///     }
///
/// The document counts as read only when `next` has returned `nil`: everything before is provisional, since a
/// document may turn out malformed at its last byte. A DOCTYPE, XInclude, an encoding off the list of
/// allowed ones, and sizes past the limits are refused; nothing but the source is ever opened.
@safe package final class XMLEventReader {
  private let source: any ByteSource
  private let context: UnsafeMutablePointer<SinkContext>
  private let sink: UnsafeMutablePointer<EventSink>
  private var sax: UnsafeMutablePointer<xmlSAXHandler>
  private var chunk: [UInt8] = []
  private var position = 0
  private var isFirstChunk = true
  /// True while nothing but white space has come.
  private var isBlank = true
  private var isUTF16 = false
  private var hasOddByte = false
  private var isAtEnd = false
  private var pendingTag = PendingTag()
  private var thrown: XMLError?

  private static let prepared: Void = crampcheck_prepare_libxml2()

  /// To be called once by a thread that goes on with a reader made by another.
  package static func silenceThisThread() { crampcheck_silence_this_thread() }

  package init(_ source: any ByteSource, vocabulary: XMLVocabulary) {
    _ = Self.prepared
    crampcheck_silence_this_thread()
    self.source = source
    unsafe sink = .allocate(capacity: 1)
    unsafe sink.initialize(to: EventSink(vocabulary: vocabulary))
    unsafe sax = .allocate(capacity: 1)
    unsafe sax.initialize(to: SAXCallbacks.handler())
    unsafe context = .allocate(capacity: 1)
    unsafe context.initialize(to: SinkContext(sink: sink, parser: nil))
    unsafe context.pointee.parser = xmlCreatePushParserCtxt(sax, context, nil, 0, nil)
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_BIG_LINES.rawValue
    if let parser = unsafe context.pointee.parser {
      unsafe _ = xmlCtxtUseOptions(parser, Int32(bitPattern: options))
    }
  }

  deinit {
    if let parser = unsafe context.pointee.parser { unsafe xmlFreeParserCtxt(parser) }
    unsafe context.deinitialize(count: 1)
    unsafe context.deallocate()
    unsafe sax.deinitialize(count: 1)
    unsafe sax.deallocate()
    unsafe sink.deinitialize(count: 1)
    unsafe sink.deallocate()
  }

  // MARK: Events

  /// The next event, or `nil` at the end of a document that passed every check.
  /// - Throws: `XMLError`, the first one; again on every later call.
  package func next() throws(XMLError) -> XMLEvent? {
    while unsafe position >= sink.pointee.events.count {
      if isAtEnd { return nil }
      try parseChunk()
    }
    defer { position += 1 }
    return unsafe sink.pointee.events[position]
  }

  /// The name's letters.
  package func text(of name: XMLName) -> String {
    let texts = unsafe sink.pointee.names.texts
    return texts.indices.contains(Int(name.number)) ? texts[Int(name.number)] : ""
  }

  /// The bytes of a text event, until the next call of `next`.
  package func withText<Result>(of event: XMLEvent, _ body: (Span<UInt8>) -> Result) -> Result {
    withBytes(first: event.first, count: event.kind == .text ? event.count : 0, body)
  }

  package func text(of event: XMLEvent) -> String {
    text(first: event.first, count: event.kind == .text ? event.count : 0)
  }

  /// Appends the bytes of a text event.
  package func appendText(of event: XMLEvent, to bytes: inout [UInt8]) {
    guard event.kind == .text else { return }
    unsafe bytes.append(contentsOf: sink.pointee.bytes[Int(event.first)..<Int(event.first + event.count)])
  }

  /// True for a text event of white space alone.
  package func isBlank(_ event: XMLEvent) -> Bool {
    withText(of: event) { text in
      for index in text.indices where ![0x20, 0x09, 0x0A, 0x0D].contains(text[index]) { return false }
      return true
    }
  }

  package func attributeCount(of event: XMLEvent) -> Int { event.kind == .start ? Int(event.count) : 0 }

  /// Name and namespace of the attribute at `index`.
  package func attributeName(_ index: Int, of event: XMLEvent) -> (name: XMLName, namespace: XMLNamespace) {
    let record = unsafe sink.pointee.attributes[Int(event.first) + index]
    return (record.name, record.namespace)
  }

  /// The value of the attribute at `index`.
  package func attributeValue(_ index: Int, of event: XMLEvent) -> String {
    let record = unsafe sink.pointee.attributes[Int(event.first) + index]
    return text(first: record.first, count: record.count)
  }

  /// The bytes of the value of the attribute at `index`, until the next call of `next`.
  package func withAttributeValue<Result>(
    _ index: Int, of event: XMLEvent, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let record = unsafe sink.pointee.attributes[Int(event.first) + index]
    return withBytes(first: record.first, count: record.count, body)
  }

  /// The value of the attribute of that name, or `nil`. - Complexity: O(attributes of the element).
  package func attribute(
    _ name: XMLName, in namespace: XMLNamespace = .none, of event: XMLEvent
  ) -> String? {
    for index in 0..<attributeCount(of: event) {
      let record = unsafe sink.pointee.attributes[Int(event.first) + index]
      if record.name == name, record.namespace == namespace { return attributeValue(index, of: event) }
    }
    return nil
  }

  private func text(first: Int32, count: Int32) -> String {
    unsafe String(decoding: sink.pointee.bytes[Int(first)..<Int(first + count)], as: UTF8.self)
  }

  private func withBytes<Result>(first: Int32, count: Int32, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe body(sink.pointee.bytes.span.extracting(Int(first)..<Int(first + count)))
  }

  // MARK: Parsing

  private func parseChunk() throws(XMLError) {
    if let thrown { throw thrown }
    do throws(XMLError) {
      try source.read(into: &chunk)
      if isFirstChunk { try lengthenChunk() }
      unsafe sink.pointee.startBatch()
      position = 0
      if chunk.isEmpty { try finish() } else { try feed() }
    } catch {
      thrown = error
      // What came before the error in the same chunk is not handed out after it.
      unsafe sink.pointee.startBatch()
      throw error
    }
  }

  /// A source may begin with a few bytes; what a document is shows in more.
  private func lengthenChunk() throws(XMLError) {
    var more: [UInt8] = []
    while !chunk.isEmpty, !FirstChunk.isEnough(chunk) {
      try source.read(into: &more)
      if more.isEmpty { return }
      chunk += more
    }
  }

  private func feed() throws(XMLError) {
    guard let parser = unsafe context.pointee.parser else { throw XMLError(.outOfMemory) }
    if isFirstChunk {
      isUTF16 = try FirstChunk.check(chunk)
      isFirstChunk = false
    }
    isBlank = isBlank && chunk.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if chunk.count % 2 != 0 { hasOddByte.toggle() }
    let zero = isUTF16 ? nil : firstZero(chunk)
    let code = unsafe chunk.withUnsafeBytes { bytes in
      unsafe xmlParseChunk(
        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(zero ?? bytes.count), 0)
    }
    try throwFailure(code)
    if zero != nil { throw unsafe refusal(.malformed(code: 9), lineOffset: pendingLines(parser)) }
    if unsafe pendingTag.isFlood(parser) {
      throw refusal(
        .limit("a tag has more attributes than the limit of \(EventSink.mostAttributes)"), lineOffset: 0)
    }
  }

  private func firstZero(_ bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let zero = unsafe memchr(start, 0, bytes.count) else { return nil }
      return unsafe UnsafeRawPointer(zero) - start
    }
  }

  private func finish() throws(XMLError) {
    guard let parser = unsafe context.pointee.parser else { throw XMLError(.outOfMemory) }
    if isBlank { throw XMLError(.empty, line: 1) }
    let code = unsafe xmlParseChunk(parser, nil, 0, 1)
    let depth = unsafe sink.pointee.depth
    if depth > 0, let failure = unsafe sink.pointee.failure, case .malformed(let number) = failure.kind,
      number == 5 || number == 77 || number == 4
    {
      throw XMLError(.truncated, line: failure.line, column: failure.column)
    }
    try throwFailure(code)
    if isUTF16, hasOddByte {
      throw refusal(.encoding("the last UTF-16 character is cut in half"), lineOffset: 0)
    }
    guard depth == 0 else { throw refusal(.truncated, lineOffset: 0) }
    guard unsafe sink.pointee.hasRoot else { throw refusal(.malformed(code: 4), lineOffset: 0) }
    guard unsafe crampcheck_is_clean(parser) == 1 else {
      throw unsafe refusal(.malformed(code: Int(crampcheck_error_number(parser))), lineOffset: 0)
    }
    isAtEnd = true
  }

  /// The stored failure first: it is the earliest. A return code without one is still a refusal.
  private func throwFailure(_ code: Int32) throws(XMLError) {
    if let failure = unsafe sink.pointee.failure { throw failure }
    if code != 0 { throw refusal(.malformed(code: Int(code)), lineOffset: 0) }
  }

  private func refusal(_ kind: XMLError.Kind, lineOffset: Int) -> XMLError {
    unsafe XMLError(kind, line: Int(context.pointee.line) + lineOffset, column: Int(context.pointee.column))
  }

  /// Line ends among the bytes that the parser holds and has not looked at.
  private func pendingLines(_ parser: xmlParserCtxtPtr) -> Int {
    var count = 0
    guard let pending = unsafe crampcheck_pending(parser, &count) else { return 0 }
    return unsafe UnsafeBufferPointer(start: pending, count: count).count { $0 == 0x0A }
  }
}
