import XMLEvents

/// One thing that keeps a list from being imported, with its place.
package struct ImportProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file as the user named it.
  package var file: String
  /// From 1; 0 when not known. The same for the column.
  package var line: Int
  package var column: Int
  /// Lower case, with what to do where that is known.
  package var reason: String

  package init(file: String, line: Int = 0, column: Int = 0, reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  package var description: String {
    let place = line > 0 ? (column > 0 ? "\(line):\(column): " : "\(line): ") : ""
    return "\(file):\(place.isEmpty ? " " : place)error: \(reason)"
  }
}

/// Why no catalog was made: up to twenty problems, in the order in which they were met.
package struct ImportError: Error, Hashable, Sendable {
  package var problems: [ImportProblem]
  /// True when a file is not there, as against one that is no good.
  package var isMissingFile: Bool

  package init(problems: [ImportProblem], isMissingFile: Bool = false) {
    self.problems = problems
    self.isMissingFile = isMissingFile
  }

  init(_ error: XMLError, file: String) {
    problems = [ImportProblem(file: file, line: error.line, column: error.column, reason: error.reason)]
    isMissingFile = error.kind == .missing
  }

  /// Problems past this number are not told.
  package static let mostProblems = 20
}

/// Where something stands in the files being imported.
struct ImportPlace: Hashable {
  var file: Int32
  var line: Int32
  var column: Int32
}
