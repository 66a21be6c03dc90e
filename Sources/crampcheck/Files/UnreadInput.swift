/// An input that was not read, with place and reason and without a word of it.
struct UnreadInput: Sendable {
  /// As the user named it; `-` for standard input.
  var path: String
  /// From 1; 0 when the whole input is meant. The same for the column.
  var line = 0
  var column = 0
  /// Lower case.
  var reason: String
  /// Nothing of that name.
  var isMissing = false

  /// The line for standard error.
  var message: String {
    let name = path == "-" ? "standard input" : path
    guard line > 0 else { return "\(name): error: \(reason)" }
    return column > 0 ? "\(name):\(line):\(column): error: \(reason)" : "\(name):\(line): error: \(reason)"
  }
}
