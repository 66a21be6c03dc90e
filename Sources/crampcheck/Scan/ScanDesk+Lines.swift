import CheckReport
import MedicationReaders
import PatientMedications

/// One patient's document a line in, one line of JSON out, whatever the line holds.
///
/// The answer depends on the line alone, not on its place: a cluster engine may cut its input anywhere.
extension ScanDesk {
  /// Answers every line of a block.
  func answer(_ block: LineSource.Block) -> ScanAnswer {
    var answer = ScanAnswer(into: buffers.take())
    answer.endsAtPause = block.endsAtPause
    if block.isTooLong { note(Self.tooLong, at: block.firstLine, into: &answer) }
    var number = block.firstLine
    var start = 0
    var document: [UInt8] = []
    while start < block.bytes.count {
      let end = block.bytes[start...].firstIndex(of: 0x0A) ?? block.bytes.count
      // A line that came to its end within the piece of input in which it passed the limit is here whole.
      if end - start > LineSource.longestLine {
        note(Self.tooLong, at: number, into: &answer)
      } else {
        document.removeAll(keepingCapacity: true)
        document += block.bytes[start..<end]
        self.answer(document, line: number, into: &answer)
      }
      start = end + 1
      number += 1
    }
    return answer
  }

  private static let noDocument = "the line is empty"
  private static let tooLong = "the line is longer than the limit of \(LineSource.longestLine >> 20) MiB"

  private func answer(_ document: [UInt8], line: Int, into answer: inout ScanAnswer) {
    do throws(MedicationFileError) {
      let lists = try MedicationReader.read(document, format: "fhir-json", today: plan.today)
      if let list = lists.first, lists.count == 1 { return check(list, path: "-", into: &answer) }
      note(
        "the line holds \(lists.count) patients; each needs a line of its own", at: line, into: &answer)
    } catch {
      let isEmpty = if case .empty = error.kind { true } else { false }
      note(isEmpty ? Self.noDocument : error.reason, at: line, column: error.column, into: &answer)
    }
  }

  private func note(_ reason: String, at line: Int, column: Int = 0, into answer: inout ScanAnswer) {
    answer.unread.append(UnreadInput(path: "-", line: line, column: column, reason: reason))
    var line: [UInt8] = []
    UnreadLineJSON.append(reason: reason, column: column, to: &line)
    answer.bytes.append(line)
  }
}
