/// A piece of a FHIR resource, the same whether it was written in XML or in JSON.
///
/// A resource is an element named by its type. What repeats stands as several children of one name; a resource
/// within another (`contained`, `entry.resource`) is the one child of the element that holds it. Numbers and
/// booleans are kept as written.
struct FHIRElement {
  var name: String
  /// The primitive value, or `nil`.
  var value: String?
  /// Text that stands where FHIR has none (XML only).
  var strayText = ""
  /// Where the element begins, from 1.
  var line: Int
  var children: [FHIRElement] = []

  init(name: String, value: String? = nil, line: Int) {
    self.name = name
    self.value = value
    self.line = line
  }

  /// The first child of that name.
  subscript(_ name: String) -> FHIRElement? { children.first { $0.name == name } }

  func all(_ name: String) -> [FHIRElement] { children.filter { $0.name == name } }

  /// The value at the end of a path of first children; `nil` when it is missing or blank.
  func value(_ path: String...) -> String? {
    var element = self
    for name in path {
      guard let child = element[name] else { return nil }
      element = child
    }
    guard let value = element.value?.trimmed, !value.isEmpty else { return nil }
    return value
  }
}
