import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck

/// How a check is told.
struct ReportChoice {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  var format = Format.text
  var detail = TextReport.Detail()
  var refusesColour = false

  var style: TextStyle {
    TextStyle(width: Terminal.width, showsColour: Terminal.showsColour(unlessRefused: refusesColour))
  }
}

/// `ReportChoice` on the command line.
struct ReportOptions: ParsableArguments {
  @Option(help: "text, json (one object a line, always complete) or csv (one finding a row).")
  var format: ReportChoice.Format = .text

  @Flag(help: "Show everything, not only what changes a decision.")
  var all = false

  @Flag(help: "Add mechanism, evidence and sources.")
  var explain = false

  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  var choice: ReportChoice {
    ReportChoice(
      format: format, detail: TextReport.Detail(showsAll: all, explains: explain), refusesColour: noColor)
  }
}

/// Turns results into the bytes of the format asked for.
final class CheckPrinter {
  private let catalog: Catalog
  private let choice: ReportChoice
  private let text: TextReport
  private lazy var json = JSONReport(catalog: catalog)
  private var hasPrinted = false

  init(catalog: Catalog, choice: ReportChoice, ageInDays: Int?) {
    self.catalog = catalog
    self.choice = choice
    text = TextReport(
      catalog: catalog, style: choice.style, detail: choice.detail, catalogAgeDays: ageInDays)
  }

  func bytes(_ result: CheckResult, _ source: ReportSource) -> [UInt8] {
    var bytes: [UInt8] = []
    switch choice.format {
    case .text: bytes = separated(text.text(result, from: source))
    case .json:
      let line = OutputBytes()
      json.append(result, from: source, to: line)
      bytes = line.array
    case .csv:
      if !hasPrinted { FindingsCSV.appendHeader(to: &bytes) }
      FindingsCSV(catalog: catalog).append(result, from: source, to: &bytes)
    }
    hasPrinted = true
    return bytes
  }

  func bytes(_ difference: CheckDifference, _ source: ReportSource) -> [UInt8] {
    var bytes: [UInt8] = []
    switch choice.format {
    case .text: bytes = separated(text.text(difference, from: source))
    case .json:
      let line = OutputBytes()
      json.append(difference, from: source, to: line)
      bytes = line.array
    case .csv: FindingsCSV(catalog: catalog).append(difference.after, from: source, to: &bytes)
    }
    hasPrinted = true
    return bytes
  }

  /// Several reports are kept apart by a rule.
  private func separated(_ report: String) -> [UInt8] {
    let rule = hasPrinted ? "\n" + String(repeating: "─", count: 40) + "\n\n" : ""
    return Array((rule + report).utf8)
  }
}
