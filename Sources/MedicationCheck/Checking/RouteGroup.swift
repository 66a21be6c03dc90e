/// Where a medicine enters the body, as far as the words of an entry tell.
///
/// Only words that leave no doubt are sorted: a spray, a powder or a solution may be anything.
enum RouteGroup: Hashable {
  case oral, oralLiquid, parenteral, skin, patch, eye, ear, nose, inhaled, rectal, vaginal, intrauterine

  /// Groups from which a medicine is taken up by the whole body in doses that matter for interactions.
  static let systemic: Set<RouteGroup> = [.oral, .oralLiquid, .parenteral, .patch, .rectal]

  /// Groups from which too little is taken up to add to a burden of the whole body. Patches are none of them.
  static let local: Set<RouteGroup> = [.skin, .eye, .ear]

  /// - Parameter word: A canonical route or dose form of an entry ("eye drops", "tablet").
  init?(routeOrForm word: String) {
    guard let group = Self.groupOfWord[word] else { return nil }
    self = group
  }

  private static let groupOfWord: [String: RouteGroup] = {
    let words: [RouteGroup: [String]] = [
      .oral: [
        "oral", "tablet", "caplet", "capsule", "chewable tablet", "coated tablet", "film-coated tablet",
        "gastro-resistant capsule", "gastro-resistant tablet", "orodispersible tablet",
        "prolonged-release capsule",
        "prolonged-release tablet", "soft capsule",
      ],
      .oralLiquid: [
        "oral solution", "oral suspension", "oral drops", "syrup", "elixir", "effervescent tablet",
        "powder for oral use",
      ],
      .parenteral: [
        "injection", "infusion", "ampoule", "pen injector", "prefilled syringe", "intravenous",
        "intravenous piggyback", "intravenous push", "intramuscular", "subcutaneous", "intradermal",
        "intraosseous", "intrathecal", "epidural",
      ],
      .skin: [
        "cream", "gel", "ointment", "lotion", "foam", "shampoo", "medicated pad", "topical",
        "topical solution",
      ],
      .patch: ["patch", "transdermal system", "transdermal"],
      .eye: ["eye drops", "ophthalmic", "both eyes"],
      .ear: ["ear drops", "otic", "both ears", "left ear", "right ear"],
      .nose: ["nasal drops", "nasal spray", "nasal"],
      .inhaled: [
        "inhaler", "dry powder inhaler", "hydrofluoroalkane inhaler", "nebuliser solution", "inhalation",
        "inhaled",
        "metered-dose inhaled", "nebulised",
      ],
      .rectal: ["suppository", "enema", "rectal"],
      .vaginal: ["vaginal ring", "vaginal tablet", "vaginal"],
      .intrauterine: ["intrauterine device"],
    ]
    return words.reduce(into: [:]) { groups, entry in
      for word in entry.value { groups[word] = entry.key }
    }
  }()
}
