import DrugCatalog
import MedicationCheck

/// What a finding says, in words that promise nothing: the same in every format.
struct FindingWording {
  /// One sentence without a final stop.
  var message: String
  /// What to do; empty when nothing is asked.
  var action = ""
  var mechanism = ""
  var evidence: [Evidence] = []
  /// Whether a caution or a rule's scope is known to hold.
  var matched = true

  /// What a finding rests on.
  struct Evidence: Hashable {
    var grade = ""
    var figure = ""
    var source: Source.ID
    var verification: Verification
  }

  /// Said with every cramp cause.
  static let neverStop = "Do not stop a medicine without the prescriber."

  init(_ finding: Finding, in catalog: Catalog) {
    let names = finding.drugs.map(catalog.drugName)
    switch finding.kind {
    case .crampCause(let associations, let through):
      self = Self.crampCause(associations, through, names)
    case .treatmentCaution(_, let statement, let match):
      self = Self.caution(statement, match, names, catalog)
    case .interaction(let statement, let severity, let others, let scope):
      self = Self.interaction(statement, severity, others, scope, names)
    case .noInteraction(let statement):
      self.init(message: "\(Self.pair(names)): studied together, \(statement.effect)")
      mechanism = statement.mechanism
      evidence = Self.evidence(statement.attribution, grade: statement.evidence)
    case .duplicateIngredient(let isOneProduct):
      self.init(
        message: isOneProduct
          ? "\(names.first ?? "") stands in several entries; two strengths of one medicine, or twice the same"
          : "\(names.first ?? "") is in several products on this list",
        action: isOneProduct ? "" : "check that the doses together are meant")
    case .duplicateClass(let drugClass):
      self.init(
        message: "\(names.joined(separator: ", ")): several of \(drugClass.name)",
        action: "check that more than one is meant")
      evidence = Self.evidence(drugClass.attribution)
    case .additiveLoad(let load, let points):
      self = Self.load(load, points, names)
    case .cascade(let cascade): self = Self.cascade(cascade, names)
    case .patientFactor(let advice), .redFlag(let advice): self = Self.advice(advice, names)
    case .notChecked: self.init(message: "not checked")
    case .notReviewed(let relatives):
      self.init(
        message: "\(names.first ?? ""): nobody has reviewed its part in cramps; listed relatives: "
          + relatives.map(\.rawValue).joined(separator: ", "))
    case .lookAlike(let pair):
      self.init(
        message:
          "\(Self.tallMan(pair.tallManA, pair.nameA)) and \(Self.tallMan(pair.tallManB, pair.nameB)) are names taken for each other",
        action: "check that the right one is meant")
      evidence = Self.evidence(pair.attribution)
    }
  }

  private init(message: String, action: String = "", mechanism: String = "") {
    self.message = message
    self.action = action
    self.mechanism = mechanism
  }

  static func tallMan(_ tallMan: String, _ name: String) -> String { tallMan.isEmpty ? name : tallMan }
  private static func pair(_ names: [String]) -> String { names.joined(separator: " with ") }

  static func evidence(_ attribution: Attribution, grade: String = "", figure: String = "") -> [Evidence] {
    attribution.sources.map {
      Evidence(grade: grade, figure: figure, source: $0, verification: attribution.verification)
    }
  }

  // MARK: Kinds

  private static func crampCause(
    _ associations: [CrampAssociation], _ through: DrugClass?, _ names: [String]
  ) -> FindingWording {
    let drug = names.first ?? ""
    guard let best = associations.first else { return FindingWording(message: drug) }
    let figure = FigureWording.words(best.figure)
    let byClass = through.map { ", as one of \($0.name)" } ?? ""
    var wording = FindingWording(
      message: "\(drug) may be a cause of cramps\(byClass): \(FigureWording.symptom(best.symptom)) reported "
        + FigureWording.direction(best) + (figure.isEmpty ? "" : "; " + figure),
      action: best.action.isEmpty || !best.action.lowercased().contains("stop")
        ? [best.action, neverStop].filter { !$0.isEmpty }.joined(separator: ". ") : best.action,
      mechanism: best.mechanism)
    wording.evidence = associations.flatMap {
      evidence($0.attribution, grade: $0.grade.rawValue, figure: $0.figure.text)
    }.uniqued()
    return wording
  }

  private static func caution(
    _ statement: TreatmentStatement, _ match: Finding.CautionMatch, _ names: [String], _ catalog: Catalog
  ) -> FindingWording {
    let drug = names.first ?? ""
    let box = statement.isBoxed ? "boxed warning: " : ""
    let place = JurisdictionWording.suffix(statement.jurisdictions)
    var wording: FindingWording
    switch match {
    case .matched: wording = FindingWording(message: "\(drug): \(box)\(statement.text)\(place)")
    case .checkIf(let concerns):
      let who = concerns.map { ConcernWording.words($0, in: catalog) }.joined(separator: ", or ")
      wording = FindingWording(message: "\(drug): check if \(who): \(box)\(statement.text)\(place)")
      wording.matched = false
    }
    wording.action = statement.note
    wording.evidence = evidence(statement.attribution)
    return wording
  }

  private static func interaction(
    _ statement: InteractionStatement, _ severity: Severity, _ others: [InteractionStatement],
    _ scope: Finding.ScopeMatch, _ names: [String]
  ) -> FindingWording {
    var message = "\(pair(names)) may lead to: \(statement.effect)"
    if scope == .unknown { message += " (the rule's scope: \(statement.scope))" }
    message += JurisdictionWording.suffix(statement.jurisdictions)
    var wording = FindingWording(message: message, action: statement.action, mechanism: statement.mechanism)
    wording.matched = scope == .holds
    wording.evidence =
      (evidence(statement.attribution, grade: statement.evidence)
      + others.flatMap { evidence($0.attribution, grade: $0.evidence) }).uniqued()
    return wording
  }

  private static func load(_ load: AdditiveLoad, _ points: [Int], _ names: [String]) -> FindingWording {
    let shares = zip(names, points).map { "\($0) \($1)" }.joined(separator: ", ")
    let sum = points.reduce(0, +)
    var wording = FindingWording(
      message:
        "\(load.name) adds up over \(names.count) medicines (\(shares); \(sum) points, from \(load.threshold) on "
        + "worth a look): \(load.effect)", action: load.action)
    wording.evidence = evidence(load.attribution)
    return wording
  }

  private static func cascade(_ cascade: Finding.Cascade, _ names: [String]) -> FindingWording {
    let cause = names.first ?? ""
    let treatment = names.last ?? ""
    let action = "ask whether the cramps began with \(cause) before treating them with \(treatment)"
    switch cascade {
    case .likely:
      return FindingWording(
        message: "\(treatment) was begun after \(cause), which may cause cramps", action: action)
    case .possible:
      return FindingWording(
        message: "\(treatment) may be treating cramps that \(cause) may cause; the dates are not known",
        action: action)
    case .onlyIfForCramps:
      return FindingWording(
        message: "if taken for cramps, \(treatment) may be treating what \(cause) may cause", action: action)
    }
  }

  private static func advice(_ advice: Advice, _ names: [String]) -> FindingWording {
    let about = names.isEmpty ? "" : names.joined(separator: ", ") + ": "
    let figure = advice.figure.isEmpty || advice.figure == "-" ? "" : " (\(advice.figure))"
    let said = [advice.name, advice.text].filter { !$0.isEmpty }.joined(separator: ": ")
    var wording = FindingWording(message: about + said + figure)
    wording.evidence = evidence(advice.attribution)
    return wording
  }
}

/// Countries in the words of a report.
enum JurisdictionWording {
  static func suffix(_ jurisdictions: [String]) -> String {
    jurisdictions.isEmpty || jurisdictions == ["INTL"]
      ? "" : " [" + jurisdictions.joined(separator: ", ") + "]"
  }
}

/// Whom a caution concerns, in words that go on after "check if".
enum ConcernWording {
  static func words(_ concern: Concern, in catalog: Catalog) -> String {
    var parts: [String] = []
    if let from = concern.ageFrom { parts.append("aged \(from) or over") }
    if let to = concern.ageTo { parts.append("aged under \(to + 1)") }
    if let sex = concern.sex { parts.append(sex.rawValue) }
    if concern.pregnancy { parts.append("pregnant") }
    if concern.breastFeeding { parts.append("breast-feeding") }
    if let condition = concern.condition {
      parts.append(catalog.conditions.first { $0.id == condition }?.name ?? condition.rawValue)
    }
    if let limit = concern.eGFRBelow { parts.append("eGFR below \(limit)") }
    return parts.joined(separator: " with ")
  }
}

extension Array where Element: Hashable {
  /// Each once, in the order of the first.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
