import CheckReport
import MedicationReaders

/// Exports of which the patients do not fit into memory at once: the files are read several times, each time for the
/// patients whose keys leave another remainder of a hash, and the results wait in files until all can be put in order.
extension Scan {
  private static var mostParts: Int { 4096 }

  /// - Parameter share: How much of the files could be read before memory was full, from 0 to 1.
  /// - Throws: `Failure` when output or the folder of `--spill-dir` does not take the results.
  mutating func runParts(_ files: Export, number: Int, share: Double) throws(Failure) {
    guard let folder = plan.spillFolder else {
      return note(
        UnreadInput(
          path: files.name,
          reason: "its patients need more than --memory; allow more, or name a folder with --spill-dir"))
    }
    guard !files.files.contains(where: \.file.isStandardInput) else {
      return note(
        UnreadInput(
          path: files.name,
          reason:
            "its patients need more than --memory, and standard input can be read only once; save it to a file"
        ))
    }
    var count = 2
    while Double(count) * share < 1.5, count < Self.mostParts { count *= 2 }
    var waiting = (0..<count).reversed().map { FHIRPart($0, of: count) }
    var spills: [SpillFile] = []
    var spilled: [RankedRecord] = []
    var owners = 0
    while let part = waiting.popLast(), !isInterrupted {
      switch try gather(files, part: part) {
      case .stopped: return
      case .tooLarge:
        guard part.count < Self.mostParts else {
          return note(UnreadInput(path: files.name, reason: "one of its patients needs more than --memory"))
        }
        waiting += part.halves
      case .export(let export):
        guard export.patientCount > 0 else { continue }
        owners += export.namedPatientCount
        let spill = try SpillFile(in: folder)
        let source = ExportSource(
          export: export, number: (number + 1) << 20 + spills.count, name: files.name,
          files: files.fileNames, isPart: true)
        try run(source) { answer throws(Failure) in
          var start = 0
          for (place, end) in answer.ends {
            try spill.append(answer.bytes, start..<end, place: place)
            start = end
          }
          spilled += answer.ranked
        }
        spills.append(spill)
      }
    }
    guard !isInterrupted else { return }
    guard owners > 1 else {
      return note(UnreadInput(path: files.name, reason: "its only patient needs more than --memory"))
    }
    take(spilled.sorted { $0.place < $1.place })
    try write(spills)
  }

  /// Writes the results of all parts in the order in which the patients first appear.
  private mutating func write(_ spills: [SpillFile]) throws(Failure) {
    var places: [UInt64?] = []
    for spill in spills {
      try spill.rewind()
      places.append(try spill.nextPlace())
    }
    var answer = ScanAnswer(into: buffers.take())
    while let next = places.indices.min(by: { places[$0] ?? .max < places[$1] ?? .max }), places[next] != nil
    {
      try spills[next].next(into: answer.bytes)
      places[next] = try spills[next].nextPlace()
      guard answer.bytes.count >= 1 << 18 else { continue }
      guard try deliver(answer) else { return }
      answer = ScanAnswer(into: buffers.take())
    }
    _ = try deliver(answer)
  }
}
