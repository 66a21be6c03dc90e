import CheckReport
import DrugCatalog
import MedicationCheck
import MedicationReaders
import PatientMedications

/// What every thread of a scan is told.
struct ScanPlan: Sendable {
  var catalog: Catalog
  var resolver: MedicationResolver
  var checker: MedicationChecker
  var today: PartialDate
  var inputFormat: String?
  var format: ScanFormat
  var failOn: FailOn
  var selection: ScanSelection
  /// All files of lines of a folder belong together.
  var gathersAll: Bool
  var memoryLimit: MemoryLimit?
  /// How many bytes each memory of a thread may take: of resolved wordings, of findings, of patterns of lines.
  var memoryOfEach: Int
  /// Where results may wait when memory is full.
  var spillFolder: String?
  /// What all of it adds up to will be asked for, and what was not read will be listed there.
  var isSummarised = true
  var listsUnread = true
}

enum ScanFormat: String, Sendable, CaseIterable {
  case json, csv
}

/// One thread's desk: patients' lists in, records out. One thread at a time.
final class ScanDesk: @unchecked Sendable {
  let plan: ScanPlan
  private(set) var summary: ScanSummary
  private var memory: ResolutionMemory
  private var exportMemory: ExportMemory
  let buffers: AnswerBuffers
  private let showsEverything: Bool
  /// Rows on their way into an answer.
  private var rows: [UInt8] = []
  /// A record that waits for its place.
  private let record = OutputBytes()
  private var buffer = FileBuffer()
  private let checker: ListChecker
  private let json: JSONReport
  private let csv: FindingsCSV

  init(_ plan: ScanPlan, _ buffers: AnswerBuffers) {
    self.plan = plan
    self.buffers = buffers
    showsEverything = plan.selection.isEverything
    summary = ScanSummary(catalog: plan.catalog)
    memory = ResolutionMemory(plan.resolver, memory: plan.memoryOfEach)
    exportMemory = ExportMemory(plan.resolver)
    checker = plan.checker.listChecker(memory: plan.memoryOfEach)
    json = JSONReport(catalog: plan.catalog, memory: plan.memoryOfEach)
    csv = FindingsCSV(catalog: plan.catalog)
  }

  /// The first line of CSV.
  static var csvHeader: [UInt8] {
    var bytes: [UInt8] = []
    FindingsCSV.appendHeader(to: &bytes)
    return bytes
  }

  /// Reads and checks a file.
  func answer(_ file: ScanFile) -> ScanAnswer {
    var answer = ScanAnswer(into: buffers.take())
    answer.files = 1
    let read = ScanTimes.measure(&answer.times.reading) {
      PatientFile(file, into: &buffer, format: plan.inputFormat, today: plan.today)
    }
    answer.times.byteCount = buffer.bytes.count
    switch read.outcome {
    case .failed(let problem): answer.unread.append(problem)
    case .lists(let lists):
      if lists.isEmpty { answer.isIncomplete = true }
      var checking = 0.0
      ScanTimes.measure(&checking) {
        for list in lists { check(list, path: read.path, into: &answer) }
      }
      answer.times.checking = checking
    }
    return answer
  }

  /// Checks some patients of an export.
  func answer(_ source: ExportSource, patients: Range<Int>) -> ScanAnswer {
    var answer = ScanAnswer(into: buffers.take())
    var checking = 0.0
    ScanTimes.measure(&checking) {
      for patient in patients {
        let list = source.export.list(patient)
        var entries = exportMemory.entries(of: patient, in: source)
        entries += list.entries.map { memory.resolve($0) }
        let rankedCount = answer.ranked.count
        finish(
          list, entries,
          source: ReportSource(
            path: source.name, patient: list.patient.identifier, files: source.files), into: &answer)
        guard source.isPart else { continue }
        let place = source.export.place(of: patient)
        answer.ends.append((place, answer.bytes.count))
        for number in answer.ranked.indices.dropFirst(rankedCount) { answer.ranked[number].place = place }
      }
    }
    answer.times.checking = checking
    return answer
  }

  /// Drops what was kept of an export whose patients are checked.
  func forgetExport() { exportMemory.forget() }

  /// Checks one patient and appends the record.
  func check(_ list: MedicationList, path: String, into answer: inout ScanAnswer) {
    finish(
      list, list.entries.map { memory.resolve($0) },
      source: ReportSource(path: path, patient: list.patient.identifier), into: &answer)
  }

  /// - Parameter entries: The entries of `list`, resolved.
  private func finish(
    _ list: MedicationList, _ entries: [ResolvedEntry], source: ReportSource,
    into answer: inout ScanAnswer
  ) {
    let result = checker.check(
      entries, patient: list.patient, remarks: list.remarks, gaps: list.gaps)
    if plan.isSummarised { summary.add(result) }
    answer.patients += 1
    answer.note(result.status(failOn: plan.failOn))
    // Most scans show everything: a copy of the result would count references to all of it.
    guard !showsEverything else { return append(result, source, to: answer.bytes) }
    guard let shown = plan.selection.apply(to: result) else { return }
    guard let drug = plan.selection.drug else {
      append(shown, source, to: answer.bytes)
      return
    }
    record.removeAll()
    append(shown, source, to: record)
    answer.ranked.append(
      RankedRecord(
        risk: PatientRisk(of: result, from: drug, today: plan.today), bytes: record.array))
  }

  private func append(_ result: CheckResult, _ source: ReportSource, to bytes: OutputBytes) {
    switch plan.format {
    case .json: json.append(result, from: source, to: bytes)
    case .csv:
      rows.removeAll(keepingCapacity: true)
      csv.append(result, from: source, to: &rows)
      bytes.append(rows)
    }
  }
}
