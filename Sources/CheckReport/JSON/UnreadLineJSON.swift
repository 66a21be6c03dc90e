/// The answer to a line that was not read, in the place where a patient's result would stand.
package enum UnreadLineJSON {
  /// Appends one line.
  /// - Parameters:
  ///   - reason: Without a patient's words.
  ///   - column: From 1; 0 when not known.
  package static func append(reason: String, column: Int, to output: inout [UInt8]) {
    let writer = JSONWriter()
    writer.object {
      writer.member("schemaVersion", JSONReport.schemaVersion)
      writer.member("unread") {
        writer.member("reason", reason)
        if column > 0 { writer.member("column", column) }
      }
    }
    writer.finishLine(into: &output)
  }
}
