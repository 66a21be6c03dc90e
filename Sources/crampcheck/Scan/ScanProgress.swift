/// Tells on a terminal how far a scan is.
struct ScanProgress {
  private var line: ProgressLine
  /// Files in all; 0 when not known.
  var fileCount = 0
  private var files = 0
  private var patients = 0
  /// Bytes of an export that are read before its first patient can be checked; 0 when nobody knows.
  private var exportBytes = 0
  private var readBytes = 0

  init(isShown: Bool) { line = ProgressLine(isShown: isShown) }

  mutating func note(_ answer: ScanAnswer) {
    files += answer.files
    patients += answer.patients
    let told = self
    line.show(told.text)
  }

  /// An export of that many bytes begins to be read; 0 when nobody knows.
  mutating func beginExport(bytes: Int) {
    exportBytes = bytes
    readBytes = 0
  }

  /// That many bytes more of the export were read.
  mutating func note(read bytes: Int) {
    readBytes += bytes
    let (read, all) = (readBytes, exportBytes)
    line.show { seconds in
      let rate = Double(read) / 1e6 / seconds
      let whole = all > 0 ? " of \(all / 1_000_000)" : ""
      return "read \(read / 1_000_000)\(whole) MB, \(Int(rate)) MB/s"
    }
  }

  /// Removes the line, so that a message can stand in its place.
  func clear() { line.clear() }

  private func text(_ seconds: Double) -> String {
    var line = "\(patients) patients, \(Int(Double(patients) / seconds))/s"
    if fileCount > 1 {
      line += ", \(files) of \(fileCount) files"
      if files > 0, files < fileCount {
        let left = Int(seconds / Double(files) * Double(fileCount - files))
        line += ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
      }
    }
    return line
  }
}
