import XMLEvents

/// An input whose dialect is known from its root element, ready to be read from its beginning.
struct RecognisedInput {
  let name: String
  let stem: String
  let dialect: ImportDialect
  let source: any ByteSource
  let digest: RunningDigest
  /// Size of the file; `nil` where nobody knows before its end.
  let byteCount: Int?

  /// Looks at the root element, then stands at the beginning again.
  /// - Throws: `XMLError`; of an unknown root it tells the dialects that are known.
  init(_ input: ImportInput, onRead: @escaping (Int) -> Void) throws(XMLError) {
    let digest = RunningDigest()
    let opened = try input.open()
    byteCount = (opened as? FileBytes)?.byteCount
    let observed = ObservedBytes(opened) {
      digest.update($0)
      onRead($0.count)
    }
    let recorder = RecordedBytes(observed)
    let reader = XMLEventReader(recorder, vocabulary: ImportDialect.rootVocabulary)
    guard let root = try reader.next() else { throw XMLError(.empty, line: 1) }
    let namespace = ImportDialect.namespace(root.namespace)
    let rootName = reader.text(of: root.name)
    guard let dialect = ImportDialect.all.first(where: { $0.hasRoot(rootName, namespace) }) else {
      throw XMLError(
        .notXML(
          "the root element <\(Self.printable(rootName))> is none of a known drug list; known are \(ImportDialect.knownRoots)"
        ), line: Int(root.line), column: Int(root.column))
    }
    name = input.name
    stem = input.stem
    self.dialect = dialect
    self.digest = digest
    recorder.rewind()
    source = recorder
  }

  private static func printable(_ name: String) -> String {
    String(name.filter { $0.isLetter || $0.isNumber || "._-".contains($0) }.prefix(40))
  }
}

/// Keeps the first chunks of another source, so that they can be read a second time.
final class RecordedBytes: ByteSource {
  private let source: any ByteSource
  private var recorded: [[UInt8]] = []
  private var recordedCount = 0
  /// What may stand before the end of the first start tag.
  private static let mostRecorded = 32 << 20
  /// The next chunk to hand out again; `nil` while recording.
  private var replayed: Int?

  init(_ source: any ByteSource) { self.source = source }

  /// Begins again with the first chunk; nothing is recorded from here on.
  func rewind() { replayed = 0 }

  func read(into chunk: inout [UInt8]) throws(XMLError) {
    guard let next = replayed else {
      try source.read(into: &chunk)
      recorded.append(chunk)
      recordedCount += chunk.count
      if recordedCount > Self.mostRecorded {
        throw XMLError(.limit("the first element does not begin within the limit of 32 MB"), line: 1)
      }
      return
    }
    if recorded.indices.contains(next) {
      chunk = recorded[next]
      recorded[next] = []
      replayed = next + 1
    } else {
      recorded = []
      try source.read(into: &chunk)
    }
  }
}
