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
    let orders = try OrderMarks(in: folder)
    let spill = try SpillFile(in: folder)
    let rankedFile = try NamelessFile(in: folder)
    var spilled: [RankedRecord] = []
    var owners = 0
    var partNumber = 0
    while let part = waiting.popLast(), !isInterrupted {
      switch try gather(files, part: part, orders: orders) {
      case .stopped: return
      case .tooLarge:
        guard part.count < Self.mostParts else {
          return note(UnreadInput(path: files.name, reason: "one of its patients needs more than --memory"))
        }
        waiting += part.halves
      case .export(let export):
        guard export.patientCount > 0 else { continue }
        owners += export.namedPatientCount
        spill.beginPart()
        partNumber += 1
        let source = ExportSource(
          export: export, number: (number + 1) << 20 + partNumber, name: files.name,
          files: files.fileNames, isPart: true)
        try run(source) { answer throws(Failure) in
          var start = 0
          for (place, end) in answer.ends {
            try spill.append(answer.bytes, start..<end, place: place)
            start = end
          }
          for record in answer.ranked { spilled.append(try record.spilled(to: rankedFile)) }
        }
      }
    }
    guard !isInterrupted else { return }
    guard owners > 1 else {
      return note(UnreadInput(path: files.name, reason: "its only patient needs more than --memory"))
    }
    take(spilled.sorted { $0.place < $1.place })
    try write(spill.parts())
  }

  /// Writes the results of all parts in the order in which the patients first appear.
  private mutating func write(_ parts: [SpilledPart]) throws(Failure) {
    var parts = parts
    var waiting = PartsByPlace()
    for number in parts.indices {
      if let place = try parts[number].nextPlace() { waiting.insert(number, place) }
    }
    var answer = ScanAnswer(into: buffers.take())
    while let number = waiting.first {
      try parts[number].next(into: answer.bytes)
      waiting.replaceFirst(try parts[number].nextPlace())
      guard answer.bytes.count >= 1 << 18 else { continue }
      guard try deliver(answer) else { return }
      answer = ScanAnswer(into: buffers.take())
    }
    _ = try deliver(answer)
  }
}

/// Parts by the places of their next results: a binary heap, since there may be thousands.
private struct PartsByPlace {
  private var heap: [(place: UInt64, part: Int)] = []

  /// The part whose next result comes first.
  var first: Int? { heap.first?.part }

  mutating func insert(_ part: Int, _ place: UInt64) {
    heap.append((place, part))
    var child = heap.count - 1
    while child > 0, heap[child].place < heap[(child - 1) / 2].place {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Puts the first part where its next place belongs; without one, it is at its end.
  mutating func replaceFirst(_ place: UInt64?) {
    if let place { heap[0].place = place } else { heap.swapAt(0, heap.count - 1) }
    if place == nil { heap.removeLast() }
    var parent = 0
    while true {
      let children = (2 * parent + 1)..<min(2 * parent + 3, max(2 * parent + 1, heap.count))
      guard let least = children.min(by: { heap[$0].place < heap[$1].place }),
        heap[least].place < heap[parent].place
      else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
