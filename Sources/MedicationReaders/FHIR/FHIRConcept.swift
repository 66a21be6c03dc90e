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
      let system = Self.system(coding.first(.system))
      codes.append(MedicationCode(system: system, value: code, display: display))
    }
    if let words = concept.value(.text) {
      text = Self.oneLine(words)
      // One copy of the words will do.
      if let display = codes.first?.display, display == text { text = display }
    } else if let display = codes.lazy.compactMap(\.display).first {
      text = display
    }
  }

  /// The systems of nearly every code are told without making a string of their address.
  static func system(_ node: (some FHIRNode)?) -> MedicationCode.System {
    guard let node else { return .other("") }
    if node.says("http://www.nlm.nih.gov/research/umls/rxnorm") { return .rxcui }
    if node.says("http://snomed.info/sct") { return .snomed }
    if node.says("http://hl7.org/fhir/sid/ndc") { return .ndc }
    if node.says("http://loinc.org") { return .loinc }
    return node.value.map { CodeSystems.system($0) } ?? .other("")
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

  /// SNOMED CT 787481004, and the codes of the International Patient Summary.
  var saysNoMedicines: Bool {
    for code in codes {
      switch code.value {
      case "787481004", "no-known-medications", "no-medication-info": return true
      default: break
      }
    }
    // The phrases are short; most texts are not looked at.
    return codes.isEmpty && !text.isEmpty && text.utf8.count < 48 && LinePhrases.meansNoMedications(text)
  }

  /// Line ends and the blanks around them become one blank.
  static func oneLine(_ text: String) -> String {
    // Nearly every text is one line of ASCII.
    if text.isPlainLine { return text }
    return text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.joined(separator: " ").trimmed
  }
}

/// A reference between resources, in the one form by which both ends can be compared.
enum FHIRReference {
  /// A number that stands for a key where a million keys would take too much room (64 bits: two keys of a million
  /// share one with a probability of 3 in 100 million).
  static func mark(_ key: String) -> UInt64 {
    var key = key
    return key.withUTF8 { unsafe mark(UnsafeRawBufferPointer($0)) }
  }

  static func mark(_ key: UnsafeRawBufferPointer) -> UInt64 {
    let id = unsafe key.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return unsafe mark(
      ofID: UnsafeRawBufferPointer(rebasing: key[id...]),
      after: mark(ofType: UnsafeRawBufferPointer(rebasing: key[..<id])))
  }

  /// What the marks of keys begin with that have that in common, its slash included (FNV-1a).
  static func mark(ofType type: some Sequence<UInt8>) -> UInt64 {
    type.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// The mark of the key that has an id behind its type.
  static func mark(ofID id: UnsafeRawBufferPointer, after type: UInt64) -> UInt64 {
    var mark = type ^ UInt64(id.count)
    var at = 0
    // Eight bytes at once: a million ids are marked.
    while at < id.count {
      var word: UInt64 = 0
      if at + 8 <= id.count {
        word = unsafe id.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      } else {
        for index in at..<id.count { word = unsafe word << 8 | UInt64(id[index]) }
      }
      mark = (mark ^ word) &* 0x9E37_79B9_7F4A_7C15
      mark ^= mark >> 32
      at += 8
    }
    return mark
  }

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
