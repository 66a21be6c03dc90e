import CheckReport
import MedicationCheck
import PatientMedications

/// Answers lines one after another. One thread at a time; it keeps its buffers, and the answers it gave: lists
/// repeat their lines.
final class LineWorker: @unchecked Sendable {
  private var worker: LineResolver
  private let json: ResolveLine
  private let text: ResolveText
  private let isJSON: Bool
  private var answers: [[UInt8]: Answer] = [:]
  private var rendered: [UInt8] = []

  /// The answers to the block it worked on last.
  private(set) var output: [UInt8] = []
  /// True once a line was neither resolved nor known to be no medicine.
  private(set) var hasOpenLine = false

  private struct Answer {
    var bytes: [UInt8]
    var isOpen: Bool
  }

  private static let mostAnswers = 100_000
  /// A longer line is not kept.
  private static let longestKeptLine = 512

  init(resolver: MedicationResolver, isJSON: Bool, style: TextStyle) {
    worker = resolver.lineResolver()
    json = ResolveLine(catalog: resolver.catalog)
    text = ResolveText(catalog: resolver.catalog, style: style)
    self.isJSON = isJSON
  }

  /// Answers every line of `block` into `output`. A last line may lack its end.
  func answer(block: ArraySlice<UInt8>) {
    output.removeAll(keepingCapacity: true)
    var start = block.startIndex
    while start < block.endIndex {
      let end = block[start...].firstIndex(of: 0x0A) ?? block.endIndex
      answer(line: block[start..<end])
      start = end + 1
    }
  }

  private func answer(line: ArraySlice<UInt8>) {
    let key = Array(line.last == 0x0D ? line.dropLast() : line)
    let answer: Answer
    if let known = answers[key] {
      answer = known
    } else {
      answer = resolve(key)
      if key.count <= Self.longestKeptLine {
        if answers.count >= Self.mostAnswers { answers.removeAll(keepingCapacity: true) }
        answers[key] = answer
      }
    }
    hasOpenLine = hasOpenLine || answer.isOpen
    output += answer.bytes
  }

  private func resolve(_ line: [UInt8]) -> Answer {
    let answer = worker.resolve(line: line.span)
    let resolved = ResolvedEntry(
      entry: MedicationEntry(text: String(decoding: line, as: UTF8.self), place: SourcePlace(line: 0)),
      resolution: answer.resolution, remarks: answer.remarks)
    rendered.removeAll(keepingCapacity: true)
    if isJSON { json.append(resolved, to: &rendered) } else { rendered += text.text(resolved).utf8 }
    return Answer(bytes: rendered, isOpen: resolved.standing == .notChecked)
  }
}
