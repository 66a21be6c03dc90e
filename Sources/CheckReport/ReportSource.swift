/// Where a checked list came from, for the head of a report.
package struct ReportSource: Hashable, Sendable {
  /// The file as the user named it; `-` for standard input.
  package var path: String
  /// The patient's identifier in the file.
  package var patient: String?

  package init(path: String, patient: String? = nil) {
    self.path = path
    self.patient = patient
  }
}
