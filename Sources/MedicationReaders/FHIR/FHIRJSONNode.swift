import Glibc
import PatientMedications

/// FHIR in JSON: what repeats stands in an array.
extension JSONNode: FHIRNode {
  func first(_ name: FHIRName) -> JSONNode? {
    guard let member = member(name.rawValue) else { return nil }
    if member.isNull { return nil }
    guard member.isArray else { return member }
    var first: JSONNode?
    member.eachChild { element in
      if !element.isNull { first = element }
      return first == nil
    }
    return first
  }

  /// Elements that are null are handed out too: an entry of a bundle may be one, and must not vanish.
  func each(_ name: FHIRName, _ body: (JSONNode) -> Void) {
    guard let member = member(name.rawValue), !member.isNull else { return }
    guard member.isArray else { return body(member) }
    member.eachChild { element in
      body(element)
      return true
    }
  }

  func resources(_ name: FHIRName) -> [JSONNode] {
    var found: [JSONNode] = []
    each(name) { if $0.isObject { found.append($0) } }
    return found
  }

  var value: String? {
    if isTrue { return "true" }
    if isFalse { return "false" }
    guard let characters = unsafe trimmedCharacters else { return parsedNumber }
    return unsafe String(decoding: characters, as: UTF8.self)
  }

  /// Without white space at the ends; `nil` when nothing is left.
  private var trimmedCharacters: UnsafeRawBufferPointer? {
    guard var characters = unsafe characters else { return nil }
    while let first = unsafe characters.first, first <= 0x20, first != 0 {
      unsafe characters = UnsafeRawBufferPointer(rebasing: characters.dropFirst())
    }
    while let last = unsafe characters.last, last <= 0x20, last != 0 {
      unsafe characters = UnsafeRawBufferPointer(rebasing: characters.dropLast())
    }
    return unsafe characters.isEmpty ? nil : characters
  }

  var date: PartialDate? {
    guard let characters = unsafe trimmedCharacters else { return nil }
    return unsafe PartialDate(iso: characters)
  }

  func mark(after type: UInt64) -> UInt64? {
    guard let characters = unsafe trimmedCharacters else { return nil }
    return unsafe FHIRReference.mark(ofID: characters, after: type)
  }

  func says(_ word: StaticString) -> Bool {
    let word = unsafe UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    if isTrue { return unsafe word.elementsEqual("true".utf8) }
    guard let characters = unsafe characters else { return false }
    guard let base = characters.baseAddress, let wanted = word.baseAddress else { return false }
    return unsafe characters.count == word.count && memcmp(base, wanted, word.count) == 0
  }

  func says(_ words: String) -> Bool {
    guard let characters = unsafe trimmedCharacters else { return false }
    var words = words
    return words.withUTF8 {
      guard let a = characters.baseAddress, let b = $0.baseAddress else { return false }
      return unsafe characters.count == $0.count && memcmp(a, b, $0.count) == 0
    }
  }

  var typeName: String { first(.resourceType)?.value ?? "" }

  var type: FHIRType? {
    guard let characters = unsafe first(.resourceType)?.characters else { return nil }
    return unsafe FHIRType(spelling: characters)
  }

  var strangeMedicine: (name: String, line: Int)? {
    var found: (name: String, line: Int)?
    eachChild { member in
      guard !member.hasKnownKey else { return true }
      let key = unsafe String(decoding: member.key, as: UTF8.self)
      if FHIRResources.isNamedLikeMedicine(key) { found = (key, member.line) }
      return found == nil
    }
    return found
  }

  var strayTexts: [(text: String, line: Int)] { [] }
}
