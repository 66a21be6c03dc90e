import PatientMedications

/// A piece of a FHIR resource in XML.
///
/// A resource is an element named by its type. What repeats stands as several children of one name; a resource
/// within another (`contained`, `entry.resource`) is the one child of the element that holds it.
struct FHIRElement: FHIRNode {
  var tag: String
  var name: FHIRName?
  /// The attribute `value`, as written.
  var rawValue: String?
  /// Text that stands where FHIR has none.
  var strayText = ""
  var line: Int
  var children: [FHIRElement] = []

  init(tag: String, value: String? = nil, line: Int) {
    self.tag = tag
    name = FHIRName(spelling: tag)
    rawValue = value
    self.line = line
  }

  func first(_ name: FHIRName) -> FHIRElement? { children.first { $0.name == name } }

  func each(_ name: FHIRName, _ body: (FHIRElement) -> Void) {
    for child in children where child.name == name { body(child) }
  }

  func resources(_ name: FHIRName) -> [FHIRElement] { all(name).flatMap(\.children) }

  var value: String? {
    guard let value = rawValue?.trimmed, !value.isEmpty else { return nil }
    return value
  }

  func says(_ word: StaticString) -> Bool { value == word.description }

  func says(_ words: String) -> Bool { value == words }

  var date: PartialDate? { value.flatMap { PartialDate(iso: $0.utf8) } }

  func mark(after type: UInt64) -> UInt64? {
    guard var value else { return nil }
    return value.withUTF8 { unsafe FHIRReference.mark(ofID: UnsafeRawBufferPointer($0), after: type) }
  }

  var typeName: String { tag }
  var type: FHIRType? { FHIRType(rawValue: tag) }

  var strangeMedicine: (name: String, line: Int)? {
    children.first { $0.name == nil && FHIRResources.isNamedLikeMedicine($0.tag) }.map { ($0.tag, $0.line) }
  }

  var strayTexts: [(text: String, line: Int)] {
    var texts: [(text: String, line: Int)] = []
    var waiting = children
    while let element = waiting.popLast() {
      waiting += element.children
      if !element.strayText.isEmpty { texts.append((element.strayText, element.line)) }
    }
    return texts
  }
}
