import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications
import XMLEvents

struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", _superCommandName: "crampcheck",
    abstract: "Tell which drugs medication lines name.",
    discussion: """
      With - every line of standard input gets one answer, in order. Exit status: 0 every line resolved, 2 one was \
      not recognised or is ambiguous.
      """)

  @Argument(help: "Medication lines; - reads them from standard input.")
  var texts: [String]

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var names: NameOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "text or json; json is the default in a pipe.")
  var format: Format?

  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  func run() throws {
    let catalog = try catalogOptions.choice.catalog()
    let isJSON = (format ?? (Terminal.isStandardOutput ? .text : .json)) == .json
    let resolver = MedicationResolver(catalog: catalog, isExact: names.exact, country: names.countryCode)
    let style = TextStyle(width: Terminal.width, showsColour: Terminal.showsColour(unlessRefused: noColor))
    let filter = LineFilter(resolver: resolver, isJSON: isJSON, style: style, output: .standard())
    for text in texts {
      if text == "-" { try filter.readStandardInput() } else { try filter.answer(Array(text.utf8)[...]) }
    }
    try filter.finish()
    if filter.hasOpenLine { throw Failure(.incomplete, messages: []) }
  }
}

/// Lines in, one answer a line out, in order, with memory that does not grow with the input.
///
/// Lists repeat their lines, so answers are kept, whole, until there are too many.
final class LineFilter {
  private var worker: LineResolver
  private let json: ResolveLine
  private let text: ResolveText
  private let isJSON: Bool
  private let output: Output
  private var answers: [[UInt8]: Answer] = [:]
  private var rendered: [UInt8] = []
  /// True once a line was not resolved to drugs and is not known to be no medicine.
  private(set) var hasOpenLine = false

  private struct Answer {
    var bytes: [UInt8]
    var isOpen: Bool
  }

  private static let mostAnswers = 100_000
  /// A longer line is not kept, and one past the second limit is not read.
  private static let longestKeptLine = 512
  private static let longestLine = 1 << 20

  init(resolver: MedicationResolver, isJSON: Bool, style: TextStyle, output: Output) {
    worker = resolver.lineResolver()
    json = ResolveLine(catalog: resolver.catalog)
    text = ResolveText(catalog: resolver.catalog, style: style)
    self.isJSON = isJSON
    self.output = output
  }

  /// - Throws: `Failure` when input cannot be read or output is not accepted.
  func readStandardInput() throws(Failure) {
    let source = FileBytes(descriptor: 0)
    var chunk: [UInt8] = []
    var rest: [UInt8] = []
    while true {
      do throws(XMLError) { try source.read(into: &chunk) } catch {
        throw Failure(.malformedInput, "standard input: error: \(error.reason)")
      }
      if chunk.isEmpty { break }
      var start = 0
      while let end = chunk[start...].firstIndex(of: 0x0A) {
        if rest.isEmpty {
          try answer(chunk[start..<end])
        } else {
          rest += chunk[start..<end]
          try answer(rest[...])
          rest.removeAll(keepingCapacity: true)
        }
        start = end + 1
      }
      rest += chunk[start...]
      if rest.count > Self.longestLine {
        throw Failure(.malformedInput, "standard input: error: a line is longer than the limit of 1 MiB")
      }
    }
    if !rest.isEmpty { try answer(rest[...]) }
  }

  func answer(_ line: ArraySlice<UInt8>) throws(Failure) {
    let line = line.last == 0x0D ? line.dropLast() : line
    let key = Array(line)
    if let known = answers[key] {
      hasOpenLine = hasOpenLine || known.isOpen
      try output.write(known.bytes)
      return
    }
    let answer = resolve(key)
    hasOpenLine = hasOpenLine || answer.isOpen
    try output.write(answer.bytes)
    if key.count <= Self.longestKeptLine {
      if answers.count >= Self.mostAnswers { answers.removeAll(keepingCapacity: true) }
      answers[key] = answer
    }
  }

  func finish() throws(Failure) { try output.flush() }

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
