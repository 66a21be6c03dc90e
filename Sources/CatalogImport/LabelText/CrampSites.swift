/// Finds terms for cramps in a sentence and the part of the body each is about, from the grammar of label English:
/// "leg cramps", "abdominal and leg cramps", "muscle pain, weakness or cramps", "cramps of the calves", "cramps, leg".
struct CrampSites {
  let words: [LabelWord]

  /// Every cramp and spasm of the sentence, in order.
  func terms() -> [CrampTerm] {
    words.indices.compactMap { at in
      guard words[at].isWord, let head = Self.heads[words[at].text] else {
        return isCharleyHorse(at) ? CrampTerm(head: .cramp, site: .leg, words: at..<at + 2) : nil
      }
      return term(head, at)
    }
  }

  private func isCharleyHorse(_ at: Int) -> Bool {
    ["charley", "charlie"].contains(words[at].text) && ["horse", "horses"].contains(text(at + 1))
  }

  private func term(_ head: CrampTerm.Head, _ at: Int) -> CrampTerm {
    let before = siteBefore(at)
    let behind = siteBehind(at)
    var site = behind.site == .unsaid ? before.site : behind.site
    // "Muscle cramps, mostly of the jaw" stay muscle cramps, and leg cramps leg cramps; the neck's muscles are the neck.
    if before.site == .leg { site = .leg }
    if site == .unsaid { site = siteOfCompany(at) }
    return CrampTerm(head: head, site: site, words: before.start..<behind.end)
  }

  private func text(_ at: Int) -> String { words.indices.contains(at) ? words[at].text : "" }

  /// The part of the body that a word names: a lower limb is a leg.
  private func site(_ at: Int) -> CrampTerm.Site? {
    let isLowerLimb =
      text(at - 1) == "lower" && ["limb", "limbs", "extremity", "extremities"].contains(text(at))
    return isLowerLimb ? .leg : Self.sites[text(at)]
  }

  private func kind(_ at: Int) -> LabelWord.Kind? { words.indices.contains(at) ? words[at].kind : nil }

  // MARK: Before the head

  /// Groups of qualifiers joined by "and" or "or": each qualifies the head by itself, and the best one counts.
  private func siteBefore(_ head: Int) -> (site: CrampTerm.Site, start: Int) {
    var groups: [CrampTerm.Site] = []
    var current: CrampTerm.Site?
    var isJoined = false
    var start = head
    var at = head - 1
    walk: while at >= 0 {
      let word = words[at]
      switch word.kind {
      case .word where Self.sites[word.text] != nil:
        current = Self.combined(current, site(at))
        start = at
      case .word where Self.qualities.contains(word.text): break
      case .word where Self.complaints.contains(word.text):
        if current != nil { break walk }
      case .word where ["and", "or", "plus"].contains(word.text), .slash:
        isJoined = true
        if let site = current { groups.append(site) }
        current = nil
      case .word where Self.gutComplaints.contains(word.text):
        if current == nil, groups.isEmpty { groups.append(.elsewhere) }
        break walk
      case .comma:
        if current != nil {
          guard isJoined else { break walk }
          groups.append(current ?? .unsaid)
          current = nil
        }
      case .open, .close, .dash: break
      default: break walk
      }
      at -= 1
    }
    if let site = current, groups.isEmpty || !isInPhrase(before: start) { groups.append(site) }
    return (Self.best(groups), min(start, head))
  }

  /// "Pain in the leg and stomach cramps": the leg belongs to the pain.
  private func isInPhrase(before start: Int) -> Bool {
    let preposition = ["the", "your", "their"].contains(text(start - 1)) ? start - 2 : start - 1
    return ["in", "of"].contains(text(preposition))
  }

  // MARK: Behind the head

  private func siteBehind(_ head: Int) -> (site: CrampTerm.Site, end: Int) {
    var at = head + 1
    if kind(at) == .open {
      let inside = run(from: at + 1, skipping: Self.determiners, isList: true)
      if kind(inside.end) == .close, inside.site != .unsaid { return (inside.site, inside.end + 1) }
    }
    if ["pain", "pains"].contains(text(at)) { at += 1 }
    if ["in", "of", "affecting", "involving", "on"].contains(text(at)) {
      let phrase = run(from: at + 1, skipping: Self.determiners)
      if phrase.site != .unsaid { return (phrase.site, phrase.end) }
    }
    // The inverted form of lists: "cramps, leg; cramps, abdominal".
    if kind(at) == .comma, Self.inverted.contains(text(at + 1)),
      [nil, .comma, .semicolon, .stop, .close, .open].contains(kind(at + 2))
    {
      return (Self.sites[text(at + 1)] ?? .unsaid, at + 2)
    }
    return (.unsaid, head + 1)
  }

  /// A run of sites joined by "and", "or", "of the": "the muscles of the face and neck".
  /// - Parameter isList: Whether commas join too: "(legs, hands)".
  private func run(
    from start: Int, skipping skipped: Set<String>, isList: Bool = false
  ) -> (site: CrampTerm.Site, end: Int) {
    var groups: [CrampTerm.Site] = []
    var current: CrampTerm.Site?
    var end = start
    var at = start
    while at < words.count, at < start + 10 {
      if let site = site(at) {
        current = Self.combined(current, site)
        end = at + 1
      } else if ["and", "or"].contains(text(at)) || kind(at) == .slash || (isList && kind(at) == .comma) {
        if let site = current { groups.append(site) }
        current = nil
      } else if !skipped.contains(text(at)), !Self.qualities.contains(text(at)) {
        break
      }
      at += 1
    }
    if let site = current { groups.append(site) }
    return (Self.best(groups), end)
  }

  // MARK: Company

  /// A bare "cramps" in a list of the gut's complaints is the gut's; under a heading for muscles it is a muscle's.
  private func siteOfCompany(_ head: Int) -> CrampTerm.Site {
    let isBreak = { (at: Int) in words[at].kind == .semicolon || words[at].kind == .stop }
    let first = words.indices.last { $0 < head && isBreak($0) } ?? -1
    let last = words.indices.first { $0 > head && isBreak($0) } ?? words.count
    let company = words[(first + 1)..<last]
    if company.contains(where: { Self.gutComplaints.contains($0.text) || Self.gutSystems.contains($0.text) })
    {
      return .elsewhere
    }
    return company.contains { Self.muscleSystems.contains($0.text) } ? .muscle : .unsaid
  }

  /// Within one noun phrase: a part of the body says more than "muscle".
  private static func combined(_ a: CrampTerm.Site?, _ b: CrampTerm.Site?) -> CrampTerm.Site? {
    let both = [a, b]
    if both.contains(.elsewhere) { return .elsewhere }
    if both.contains(.leg) { return .leg }
    return both.contains(.muscle) ? .muscle : nil
  }

  /// Of several phrases: the one that matters most for the legs.
  private static func best(_ sites: [CrampTerm.Site]) -> CrampTerm.Site {
    [.leg, .muscle, .elsewhere].first { sites.contains($0) } ?? .unsaid
  }
}
