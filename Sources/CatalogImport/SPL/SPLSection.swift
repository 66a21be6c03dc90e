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
  /// Ask a doctor before use, do not use: what a patient has before taking the drug.
  case beforeUse = "before use"
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
    case "50568-5", "50569-3", "50570-1": self = .beforeUse
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
}

/// A section while it is read.
struct SPLSection {
  var kind: SPLSectionKind
  var title: String

  /// Its title, or what it is about where it has none; the outer section's before that of a part.
  var name: String { title.isEmpty ? kind.rawValue : title }

  static let body = SPLSection(kind: .other, title: "")
}
