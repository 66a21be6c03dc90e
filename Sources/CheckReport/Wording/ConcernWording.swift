import DrugCatalog

/// Whom a caution concerns, in words that go on after "check if".
enum ConcernWording {
  /// - Complexity: O(conditions of the catalog) when a condition is named.
  static func words(_ concern: Concern, in catalog: Catalog) -> String {
    var parts: [String] = []
    if let from = concern.ageFrom { parts.append("aged \(from) or over") }
    if let to = concern.ageTo { parts.append("aged under \(to + 1)") }
    if let sex = concern.sex { parts.append(sex.rawValue) }
    if concern.pregnancy { parts.append("pregnant") }
    if concern.breastFeeding { parts.append("breast-feeding") }
    if let condition = concern.condition {
      parts.append(catalog.condition(condition)?.name ?? condition.rawValue)
    }
    if let limit = concern.eGFRBelow { parts.append("eGFR below \(limit)") }
    return parts.joined(separator: " with ")
  }
}

/// Countries in the words of a report.
enum JurisdictionWording {
  /// ` (FR, US)`, or nothing for what holds everywhere.
  static func suffix(_ jurisdictions: [String]) -> String {
    let named = shown(jurisdictions)
    return named.isEmpty ? "" : " (" + named.joined(separator: ", ") + ")"
  }

  /// The countries worth naming.
  static func shown(_ jurisdictions: [String]) -> [String] { jurisdictions == ["INTL"] ? [] : jurisdictions }

  /// Whether what was read for these countries was read for others only than the one asked for.
  static func isForeign(_ jurisdictions: [String], to country: String?) -> Bool {
    guard let country, !jurisdictions.isEmpty else { return false }
    return !jurisdictions.contains(country) && !jurisdictions.contains("INTL")
  }
}
