/// The country that a check asks about, and whether a statement read in some countries speaks for it.
struct Jurisdiction: Hashable {
  /// ISO 3166, upper case; `UK` for the United Kingdom.
  let country: String

  init(_ country: String) { self.country = country.uppercased() }

  /// No jurisdiction means everywhere; `INTL` and, for its members, `EU` include the country.
  func isAmong(_ jurisdictions: [String]) -> Bool {
    jurisdictions.isEmpty || jurisdictions.contains(country) || jurisdictions.contains("INTL")
      || (jurisdictions.contains("EU") && Self.membersOfEU.contains(country))
  }

  private static let membersOfEU: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}
