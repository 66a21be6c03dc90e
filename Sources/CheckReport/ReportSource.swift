import PatientMedications

/// Where a checked list came from, for the head of a report.
package struct ReportSource: Hashable, Sendable {
  /// The file as the user named it; `-` for standard input; the folder of files that were read together.
  package var path: String
  /// The patient's identifier in the file.
  package var patient: String?
  /// Names of the files that were read together; empty when there is only one.
  package var files: [String]

  package init(path: String, patient: String? = nil, files: [String] = []) {
    self.path = path
    self.patient = patient
    self.files = files
  }

  /// The name of the file, where that is not told by `path`.
  func file(of place: SourcePlace) -> String? {
    files.indices.contains(place.file) ? files[place.file] : nil
  }
}
