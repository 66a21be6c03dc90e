import CheckReport
import MedicationCheck

/// What came of one piece of a scan.
struct ScanAnswer: Sendable {
  /// Whole records; whoever has written them gives the memory back.
  var bytes: OutputBytes
  /// Patients in `bytes` or left out by a filter.
  var patients = 0
  /// Files of the piece.
  var files = 0
  /// Inputs that were not read, in order.
  var unread: [UnreadInput] = []
  /// Something was not checked.
  var isIncomplete = false
  /// Something reaches `--fail-on`.
  var hasFound = false
  /// Whoever waits for records should get them now.
  var endsAtPause = false
  /// Records that are put in order at the end.
  var ranked: [RankedRecord] = []
  var times = ScanTimes()

  /// Where the records of a part of an export end in `bytes`, and the places at which they belong.
  var ends: [(place: UInt64, end: Int)] = []

  init(into bytes: OutputBytes) { self.bytes = bytes }

  /// What it adds to counts and status.
  var withoutRecords: ScanAnswer {
    var answer = self
    answer.bytes = OutputBytes()
    answer.ranked = []
    answer.ends = []
    return answer
  }

  mutating func note(_ status: CheckResult.Status) {
    switch status {
    case .clean: break
    case .found: hasFound = true
    case .incomplete: isIncomplete = true
    }
  }
}
