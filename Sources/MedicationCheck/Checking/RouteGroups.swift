/// Where a medicine enters the body, as far as the words of an entry tell.
///
/// Only words that leave no doubt are sorted: a spray, a powder or a solution may be anything.
struct RouteGroups: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  static let oral = RouteGroups(rawValue: 1 << 0)
  static let oralLiquid = RouteGroups(rawValue: 1 << 1)
  static let parenteral = RouteGroups(rawValue: 1 << 2)
  static let skin = RouteGroups(rawValue: 1 << 3)
  static let patch = RouteGroups(rawValue: 1 << 4)
  static let eye = RouteGroups(rawValue: 1 << 5)
  static let ear = RouteGroups(rawValue: 1 << 6)
  static let nose = RouteGroups(rawValue: 1 << 7)
  static let inhaled = RouteGroups(rawValue: 1 << 8)
  static let rectal = RouteGroups(rawValue: 1 << 9)
  static let vaginal = RouteGroups(rawValue: 1 << 10)
  static let intrauterine = RouteGroups(rawValue: 1 << 11)

  /// Groups from which a medicine is taken up by the whole body in doses that matter for interactions.
  static let systemic: RouteGroups = [.oral, .oralLiquid, .parenteral, .patch, .rectal]

  /// Groups from which too little is taken up to add to a burden of the whole body. Patches are none of them.
  static let local: RouteGroups = [.skin, .eye, .ear]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// - Parameter words: Canonical routes and dose forms of an entry ("eye drops", "tablet").
  init(routesAndForms words: [String]) {
    self = words.reduce(into: []) { groups, word in
      if let group = Self.groupOfWord[word] { groups.formUnion(group) }
    }
  }

  private static let groupOfWord: [String: RouteGroups] = {
    let words: [(RouteGroups, [String])] = [
      (
        .oral,
        [
          "oral", "tablet", "caplet", "capsule", "chewable tablet", "coated tablet", "film-coated tablet",
          "gastro-resistant capsule", "gastro-resistant tablet", "orodispersible tablet",
          "prolonged-release capsule", "prolonged-release tablet", "soft capsule",
        ]
      ),
      (
        .oralLiquid,
        [
          "oral solution", "oral suspension", "oral drops", "syrup", "elixir", "effervescent tablet",
          "powder for oral use",
        ]
      ),
      (
        .parenteral,
        [
          "injection", "infusion", "ampoule", "pen injector", "prefilled syringe", "intravenous",
          "intravenous piggyback", "intravenous push", "intramuscular", "subcutaneous", "intradermal",
          "intraosseous", "intrathecal", "epidural",
        ]
      ),
      (
        .skin,
        [
          "cream", "gel", "ointment", "lotion", "foam", "shampoo", "medicated pad", "topical",
          "topical solution",
        ]
      ),
      (.patch, ["patch", "transdermal system", "transdermal"]),
      (.eye, ["eye drops", "ophthalmic", "both eyes"]),
      (.ear, ["ear drops", "otic", "both ears", "left ear", "right ear"]),
      (.nose, ["nasal drops", "nasal spray", "nasal"]),
      (
        .inhaled,
        [
          "inhaler", "dry powder inhaler", "hydrofluoroalkane inhaler", "nebuliser solution", "inhalation",
          "inhaled", "metered-dose inhaled", "nebulised",
        ]
      ),
      (.rectal, ["suppository", "enema", "rectal"]),
      (.vaginal, ["vaginal ring", "vaginal tablet", "vaginal"]),
      (.intrauterine, ["intrauterine device"]),
    ]
    return words.reduce(into: [:]) { groups, entry in
      for word in entry.1 { groups[word] = entry.0 }
    }
  }()
}

/// What an entry says of where its medicine enters the body.
struct EntryRoute: Hashable, Sendable {
  let groups: RouteGroups
  /// An amount for one dose, without a percentage or a volume: tablets state it, creams and drops do not.
  let statesDose: Bool

  init(_ reading: EntryReading) {
    groups = RouteGroups(routesAndForms: reading.routesAndForms)
    statesDose =
      !reading.strengths.isEmpty && !reading.strengths.contains { $0.contains("%") || $0.contains("/") }
  }

  /// Whether it clearly is for the skin, the eye or the ear.
  var isLocalOnly: Bool { !groups.isEmpty && groups.isSubset(of: .local) }
}
