/// The JSON of where records come from: of many patients, the path and the files are the same.
final class OriginFragments {
  private let writer = JSONWriter()
  private let kept = OutputBytes()
  private var source = ReportSource(path: "")
  /// All of a record that stands before the patient.
  private var head = OutputBytes.Piece()
  /// The members that name the files.
  private var files: [OutputBytes.Piece] = []

  init() { keep() }

  /// Appends the beginning of a record.
  func appendHead(_ source: ReportSource, to output: OutputBytes) {
    if source.path != self.source.path || source.files != self.source.files {
      self.source = source
      keep()
    }
    output.append(head, of: kept)
    if let patient = source.patient { writer.append(patient, to: output) } else { output.append("null") }
    output.append("}")
  }

  /// Appends the member that names the file, with a comma behind it, where the head of the record does not tell.
  func appendFile(_ number: Int, to output: OutputBytes) {
    if number >= 0, number < files.count { output.append(files[number], of: kept) }
  }

  private func keep() {
    kept.removeAll()
    head = kept.piece { kept in
      kept.append(#"{"schemaVersion":"#)
      kept.append(number: JSONReport.schemaVersion)
      kept.append(#","source":{"path":"#)
      writer.append(source.path, to: kept)
      kept.append(#","patient":"#)
    }
    files = source.files.map { name in
      kept.piece { kept in
        kept.append(#""file":"#)
        writer.append(name, to: kept)
        kept.append(",")
      }
    }
  }
}
