import CheckReport
import MedicationCheck
import PatientMedications

/// Answers lines one after another. One thread at a time; it keeps its buffers, and the answers it gave.
final class LineWorker: @unchecked Sendable {
  private var worker: LineResolver
  private let json: ResolveLine
  private let text: ResolveText
  private let isJSON: Bool
  private var memory = AnswerMemory()
  private var rendered: [UInt8] = []

  /// The answers to the block it worked on last.
  private(set) var output: [UInt8] = []
  /// True once a line was neither resolved nor known to be no medicine.
  private(set) var hasOpenLine = false

  init(resolver: MedicationResolver, isJSON: Bool, style: TextStyle) {
    worker = resolver.lineResolver()
    json = ResolveLine(catalog: resolver.catalog)
    text = ResolveText(catalog: resolver.catalog, style: style)
    self.isJSON = isJSON
  }

  /// Answers every line of `block` into `output`. A last line may lack its end.
  func answer(block: [UInt8]) {
    output.removeAll(keepingCapacity: true)
    let bytes = block.span
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let isReturn = end > start && bytes[end - 1] == 0x0D
      answer(line: bytes.extracting(start..<(isReturn ? end - 1 : end)))
      start = end + 1
    }
  }

  private func answer(line: Span<UInt8>) {
    let bytes = unsafe line.bytes
    let hash = AnswerMemory.hash(bytes)
    if let isOpen = memory.recall(bytes, hash: hash, into: &output) {
      hasOpenLine = hasOpenLine || isOpen
      return
    }
    let isOpen = resolve(line)
    hasOpenLine = hasOpenLine || isOpen
    output += rendered
    memory.keep(rendered, to: bytes, hash: hash, isOpen: isOpen)
  }

  /// Leaves the answer in `rendered`.
  /// - Returns: Whether the line stays open.
  private func resolve(_ line: Span<UInt8>) -> Bool {
    let answer = worker.resolve(line: line)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count)
    for index in line.indices { bytes.append(line[index]) }
    let resolved = ResolvedEntry(
      entry: MedicationEntry(text: String(decoding: bytes, as: UTF8.self), place: SourcePlace(line: 0)),
      resolution: answer.resolution, remarks: answer.remarks)
    rendered.removeAll(keepingCapacity: true)
    if isJSON { json.append(resolved, to: &rendered) } else { rendered += text.text(resolved).utf8 }
    return resolved.standing == .notChecked
  }
}
