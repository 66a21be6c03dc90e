/// What a section of a label is about, by its LOINC code.
enum SPLSectionKind: String, Hashable {
  case boxedWarning = "boxed warning"
  case contraindications
  case warnings
  case precautions
  case adverseReactions = "adverse reactions"
  case interactions = "drug interactions"
  case patientInformation = "information for patients"
  case indications
  case overdosage
  case dependence = "abuse and dependence"
  /// What a label for the public forbids: its contraindications.
  case doNotUse = "do not use"
  /// What a patient has before taking the drug.
  case askBeforeUse = "ask a doctor before use"
  /// What a patient takes besides.
  case askIfTaking = "ask a doctor or pharmacist before use"
  case other

  /// `nil` for codes that say nothing of the content (unclassified sections).
  init?(loinc code: String) {
    switch code {
    case "34066-1": self = .boxedWarning
    case "34070-3": self = .contraindications
    case "34071-1", "50566-9", "50567-7": self = .warnings
    case "43685-7", "42232-9", "34072-9": self = .precautions
    case "34084-4", "90374-0", "90375-7": self = .adverseReactions
    case "34073-7", "34074-5": self = .interactions
    case "34067-9": self = .indications
    case "34076-0", "42230-3", "42231-1", "88436-1": self = .patientInformation
    case "34088-5": self = .overdosage
    case "42227-9": self = .dependence
    case "50570-1": self = .doNotUse
    case "50569-3": self = .askBeforeUse
    case "50568-5": self = .askIfTaking
    case "42229-5", "": return nil
    default: self = .other
    }
  }

  /// By the words of its title, for labels whose sections bear no telling code.
  init?(title: String) {
    let title = title.lowercased()
    if title.contains("adverse reaction") || title.contains("side effect") {
      self = .adverseReactions
    } else if title.contains("indication") || title == "uses" || title == "use" {
      self = .indications
    } else if title.contains("overdos") {
      self = .overdosage
    } else if title.hasSuffix("contraindications") {
      self = .contraindications
    } else if title.hasSuffix("drug interactions") {
      self = .interactions
    } else {
      return nil
    }
  }

  /// Whether a reaction that is named here is one that the label warns of.
  var saysHarm: Bool {
    switch self {
    case .boxedWarning, .warnings, .precautions, .adverseReactions, .patientInformation: true
    default: false
    }
  }

  /// Whether its words are cautions or tell of other medicines, and are kept for that.
  var warns: Bool {
    switch self {
    case .boxedWarning, .contraindications, .interactions, .doNotUse, .askBeforeUse, .askIfTaking: true
    default: false
    }
  }
}

/// A section while it is read.
struct SPLSection {
  var kind: SPLSectionKind
  var title: String
  /// Of the part of a section of the same kind that has a title of its own; empty elsewhere.
  var heading = ""
  var isBody = false

  /// The kind that a code gives a section within this one; `nil` for codes that say nothing of the content.
  ///
  /// Old labels put whatever is printed in a box under the code of boxed warnings: doses, seals of bottles. A box that
  /// warns stands by itself or among the warnings.
  func kind(ofCode code: String) -> SPLSectionKind? {
    guard let kind = SPLSectionKind(loinc: code) else { return nil }
    // "4.3 Pregnancy" among the contraindications is one of them, whatever else its code says.
    if kind == .other, self.kind.warns { return nil }
    let holdsBoxes = isBody || [.boxedWarning, .warnings, .precautions].contains(self.kind)
    return kind == .boxedWarning && !holdsBoxes ? nil : kind
  }

  /// Its title, or what it is about where it has none; the outer section's before that of a part.
  var name: String { title.isEmpty ? kind.rawValue : title }

  static let body = SPLSection(kind: .other, title: "", isBody: true)
}
