import DrugCatalog
import PatientMedications

/// The words and codes by which the catalog's conditions are recognised, ready for many patients.
struct ConditionIndex: Sendable {
  private struct Alias: Sendable {
    let words: [String]
    /// By its number.
    let condition: Int
  }

  private let aliasesOfFirstWord: [String: [Alias]]
  private let conditions: [Condition]
  private let numbers: [Condition.ID: Int]

  /// - Complexity: O(words of all aliases).
  init(_ conditions: [Condition]) {
    self.conditions = conditions
    var aliases: [String: [Alias]] = [:]
    var numbers: [Condition.ID: Int] = [:]
    for condition in conditions {
      let number = numbers[condition.id] ?? numbers.count
      numbers[condition.id] = number
      for name in [condition.name] + condition.aliases {
        let words = Self.words(name)
        guard let first = words.first else { continue }
        aliases[first, default: []].append(Alias(words: words, condition: number))
      }
    }
    aliasesOfFirstWord = aliases
    self.numbers = numbers
  }

  /// One that nobody has for a condition that the catalog does not define.
  func number(of condition: Condition.ID) -> Int { numbers[condition] ?? numbers.count }

  /// The conditions that stated words name: an alias stands in them whole, and nothing before it denies it.
  func conditions(in text: String) -> ConditionSet {
    var found = ConditionSet()
    for sentence in text.split(whereSeparator: { ".;".contains($0) }) {
      let words = Self.words(String(sentence))
      for start in words.indices {
        for alias in aliasesOfFirstWord[words[start]] ?? [] where words[start...].starts(with: alias.words) {
          if Self.areDenied(words[..<start], words[(start + alias.words.count)...]) { continue }
          found.insert(alias.condition)
        }
      }
    }
    return found
  }

  func conditions(of codes: [MedicationCode]) -> ConditionSet {
    var found = ConditionSet()
    guard !codes.isEmpty else { return found }
    for condition in conditions where condition.isMeant(by: codes) { found.insert(number(of: condition.id)) }
    return found
  }

  /// Words before a condition that make it another's, a lesser one, or none at all.
  private static let denials: Set<String> = [
    "no", "not", "without", "denies", "denied", "never", "negative", "family", "mother", "father", "brother",
    "sister", "risk", "suspected", "possible", "query", "pre", "borderline", "first", "1st", "screening",
  ]

  /// Words behind a condition that do the same.
  private static let laterDenials: Set<String> = ["excluded", "insipidus", "screening"]

  private static func areDenied(_ before: ArraySlice<String>, _ after: ArraySlice<String>) -> Bool {
    before.contains(where: denials.contains) || after.contains(where: laterDenials.contains)
      || zip(after, after.dropFirst()).contains { $0 == ("ruled", "out") }
  }

  static func words(_ text: String) -> [String] {
    NameKey.fold(text).filter { $0 != 0x27 }.split { byte in
      !(byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte))
    }.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Condition {
  fileprivate func isMeant(by codes: [MedicationCode]) -> Bool {
    codes.contains { code in
      switch code.system {
      case .snomed: snomedCodes.contains(code.value)
      case .icd10: icd10Codes.contains { code.value.hasPrefix($0) }
      default: false
      }
    }
  }
}
