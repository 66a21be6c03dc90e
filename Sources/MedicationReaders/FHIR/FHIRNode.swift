import PatientMedications

/// A piece of a FHIR resource, the same whether it was written in XML or in JSON.
///
/// What repeats counts as several children of one name. Numbers and booleans are read as written. Meaning is taken
/// from nodes alone, so that a rule stands once for both forms.
protocol FHIRNode {
  /// The first child of that name.
  func first(_ name: FHIRName) -> Self?
  /// Hands every child of that name to `body`, in order.
  func each(_ name: FHIRName, _ body: (Self) -> Void)
  /// The resources that a child of that name holds (`contained`, `resource`).
  func resources(_ name: FHIRName) -> [Self]
  /// The primitive value without white space around it; `nil` when it is missing or blank.
  var value: String? { get }
  /// Whether the primitive value is that word; makes no string of it.
  func says(_ word: StaticString) -> Bool
  /// The same for words that are not known beforehand.
  func says(_ words: String) -> Bool
  /// The primitive value as a date.
  var date: PartialDate? { get }
  /// `FHIRReference.mark` of the key with the primitive value as its id; makes no string of it.
  /// - Parameter type: What `FHIRReference.mark(ofType:)` says.
  func mark(after type: UInt64) -> UInt64?
  /// What a resource is, as written.
  var typeName: String { get }
  var type: FHIRType? { get }
  /// Where it begins, from 1.
  var line: Int { get }
  /// The first child whose name begins like that of a medicine and is none that FHIR has.
  var strangeMedicine: (name: String, line: Int)? { get }
  /// Text that stands where FHIR has none, wherever it is within.
  var strayTexts: [(text: String, line: Int)] { get }
}

extension FHIRNode {
  func all(_ name: FHIRName) -> [Self] {
    var found: [Self] = []
    each(name) { found.append($0) }
    return found
  }

  func all(_ names: FHIRName...) -> [Self] {
    var found: [Self] = []
    for name in names { each(name) { found.append($0) } }
    return found
  }

  /// The value of the first child of that name.
  func value(_ name: FHIRName) -> String? { first(name)?.value }

  func value(_ name: FHIRName, _ inner: FHIRName) -> String? { first(name)?.first(inner)?.value }

  func says(_ name: FHIRName, _ word: StaticString) -> Bool { first(name)?.says(word) ?? false }

  var isMedicine: Bool { type?.isMedicine ?? false }

  /// Whether a resource has to be built at all. One that is named like a medicine and is unknown is, to be told.
  var isLookedAt: Bool { FHIRResources.isLookedAt(typeName: typeName, type: type) }
}

/// Which resources matter.
enum FHIRResources {
  static func isLookedAt(typeName: @autoclosure () -> String, type: FHIRType?) -> Bool {
    type != nil || isNamedLikeMedicine(typeName())
  }

  /// Case and spelling may be off: a resource must not vanish for that.
  static func isNamedLikeMedicine(_ name: String) -> Bool {
    name.utf8.prefix(5).elementsEqual("medic".utf8) { $0 | 0x20 == $1 } && name != "MedicationKnowledge"
  }
}
