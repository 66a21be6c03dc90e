import DrugCatalog
import MedicationCheck

/// Words on cautions, interactions, loads, duplicates and look-alikes.
extension FindingWording {
  static func caution(
    _ names: [String], _ statement: TreatmentStatement, _ match: Finding.CautionMatch, in catalog: Catalog
  ) -> FindingWording {
    let box = statement.isBoxed ? "boxed warning: " : ""
    let said = box + statement.text + JurisdictionWording.suffix(statement.jurisdictions)
    var wording: FindingWording
    switch match {
    case .matched:
      wording = FindingWording(pair(names), ": " + said, action: action(statement.severity))
    case .checkIf([]):
      wording = FindingWording(
        pair(names), ", to be checked: " + said, action: action(statement.severity, ifSo: true))
      wording.matched = false
    case .checkIf(let concerns):
      let who = concerns.map { ConcernWording.words($0, in: catalog) }.joined(separator: ", or ")
      // Many labels name the condition first; it need not be said twice.
      let what = statement.text.hasPrefix(who) ? said : "\(who): \(said)"
      wording = FindingWording(
        pair(names), ", check if \(what)", action: action(statement.severity, ifSo: true))
      wording.matched = false
    }
    wording.note = statement.note
    wording.jurisdictions = JurisdictionWording.shown(statement.jurisdictions)
    wording.evidence = evidence(statement.attribution)
    return wording
  }

  /// What a caution asks of the person who reads it: to ask, never to change a treatment alone.
  private static func action(_ severity: Severity, ifSo: Bool = false) -> String {
    let plain: String
    switch severity {
    case .contraindicated: plain = "ask the prescriber whether it is still wanted"
    case .major: plain = "make sure that the prescriber knows"
    case .moderate, .minor, .info, .none: return ifSo ? "ask the patient" : ""
    }
    return ifSo ? "ask the patient; if so, \(plain)" : plain
  }

  static func interaction(
    _ names: [String], _ statement: InteractionStatement, _ others: [InteractionStatement],
    _ scope: Finding.ScopeMatch
  ) -> FindingWording {
    let limit = scope == .unknown && !statement.scope.isEmpty ? " (scope: \(statement.scope))" : ""
    var wording = FindingWording(
      pair(names),
      " may lead to: " + statement.effect + limit + JurisdictionWording.suffix(statement.jurisdictions),
      action: statement.action, mechanism: statement.mechanism)
    wording.matched = scope == .holds
    wording.note = statement.note
    wording.jurisdictions = JurisdictionWording.shown(statement.jurisdictions)
    wording.evidence = ([statement] + others).flatMap {
      evidence($0.attribution, grade: $0.evidence, basis: $0.basis)
    }.uniqued()
    return wording
  }

  static func noInteraction(_ names: [String], _ statement: InteractionStatement) -> FindingWording {
    var wording = FindingWording(
      pair(names), ": studied together; \(statement.effect)", mechanism: statement.mechanism)
    wording.note = statement.note
    wording.evidence = evidence(statement.attribution, grade: statement.evidence, basis: statement.basis)
    return wording
  }

  static func load(_ names: [String], _ load: AdditiveLoad, _ points: [Int]) -> FindingWording {
    let shares = zip(names, points).map { "\($0) \($1)" }.joined(separator: " + ")
    let sum = points.reduce(0, +)
    var wording = FindingWording(
      load.name, " may add up (\(shares) = \(sum) points; \(load.threshold) or more count): \(load.effect)",
      action: load.action)
    wording.evidence = evidence(load.attribution)
    return wording
  }

  static func duplicateIngredient(_ names: [String], isOneProduct: Bool) -> FindingWording {
    isOneProduct
      ? FindingWording(
        names.first ?? "", " stands in several entries: two strengths of one medicine, or twice the same",
        action: "check that both are meant")
      : FindingWording(
        names.first ?? "", " is in several products on this list",
        action: "check that the doses together are meant")
  }

  static func duplicateClass(_ names: [String], _ drugClass: DrugClass) -> FindingWording {
    var wording = FindingWording(
      names.joined(separator: ", "), ": several of \(drugClass.name)",
      action: "check that more than one is meant")
    wording.evidence = evidence(drugClass.attribution)
    return wording
  }

  static func lookAlike(_ pair: LookAlikePair) -> FindingWording {
    var wording = FindingWording(
      "\(tallMan(pair.tallManA, pair.nameA)) and \(tallMan(pair.tallManB, pair.nameB))",
      " are names taken for each other", action: "check that the right one is meant")
    wording.note = pair.note
    wording.evidence = evidence(pair.attribution)
    return wording
  }
}
