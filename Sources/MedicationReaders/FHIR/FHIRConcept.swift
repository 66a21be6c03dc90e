import PatientMedications

/// What a `CodeableConcept` says: words and codes.
struct FHIRConcept {
  var text = ""
  var codes: [MedicationCode] = []

  var isEmpty: Bool { text.isEmpty && codes.isEmpty }

  init() {}

  /// - Parameter node: A `CodeableConcept`, or a `CodeableReference` of R5 that holds one.
  init(_ node: some FHIRNode) {
    let concept = node.first(.concept) ?? node
    concept.each(.coding) { coding in
      let display = coding.value(.display).map(Self.oneLine)
      guard let code = coding.value(.code) else {
        if text.isEmpty, let display { text = display }
        return
      }
      let system = coding.value(.system).map { CodeSystems.system($0) } ?? .other("")
      codes.append(MedicationCode(system: system, value: code, display: display))
    }
    if let words = concept.value(.text) {
      text = Self.oneLine(words)
    } else if let display = codes.lazy.compactMap(\.display).first {
      text = display
    }
  }

  /// The name of a Medication resource: its code, else its ingredients.
  init(medication: some FHIRNode) {
    if let code = medication.first(.code) { self.init(code) } else { self.init() }
    guard text.isEmpty else { return }
    let ingredients = medication.all(.ingredient) + (medication.first(.product)?.all(.ingredient) ?? [])
    text = ingredients.compactMap { ingredient in
      let item = ingredient.first(.itemCodeableConcept) ?? ingredient.first(.item)
      let words = item.map { FHIRConcept($0).text } ?? ""
      return words.isEmpty ? ingredient.value(.itemReference, .display) : words
    }.joined(separator: " / ")
  }

  /// SNOMED CT 787481004 and 182904002, and the codes of the International Patient Summary.
  var saysNoMedicines: Bool {
    codes.contains { ["787481004", "no-known-medications", "no-medication-info"].contains($0.value) }
      || codes.isEmpty && LinePhrases.meansNoMedications(text)
  }

  /// Line ends and the blanks around them become one blank.
  static func oneLine(_ text: String) -> String {
    // Nearly every text is one line of ASCII.
    if text.utf8.allSatisfy({ (0x20..<0x80).contains($0) }) { return text }
    return text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.joined(separator: " ").trimmed
  }
}

/// A reference between resources, in the one form by which both ends can be compared.
enum FHIRReference {
  /// `Patient/7` for `Patient/7`, `https://example.org/fhir/Patient/7/_history/2` and the like; else as written.
  static func key(_ reference: String) -> String {
    if reference.hasPrefix("#") || reference.hasPrefix("urn:") { return reference }
    let slashes = reference.utf8.count { $0 == UInt8(ascii: "/") }
    if slashes <= 1 { return reference }
    var parts = reference.split(separator: "/")
    if parts.count > 2, parts[parts.count - 2] == "_history" { parts.removeLast(2) }
    guard parts.count >= 2 else { return reference }
    return parts.suffix(2).joined(separator: "/")
  }
}
